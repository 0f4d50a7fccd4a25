using System.Collections.Immutable;

namespace Switchboard.Campaigns;

/// <summary>Why a campaign was not changed. Nothing of the change was made.</summary>
public enum CampaignRefusal
{
    /// <summary>The tenant has no such campaign.</summary>
    NotFound,

    /// <summary>A run of it is dialling: pause it first.</summary>
    Live,

    /// <summary>It is retired for good.</summary>
    Retired,

    /// <summary>The rule book does not hold; <see cref="CampaignResult.Errors"/> says why.</summary>
    InvalidRuleBook,

    /// <summary>The tenant has no such voice agent.</summary>
    UnknownAgent,

    /// <summary>The first day would be after the last one.</summary>
    PeriodBackwards,
}

/// <summary>A changed campaign, or why it is not changed.</summary>
/// <param name="Campaign">As committed; null when refused.</param>
/// <param name="Refusal">Why not; null when it was changed.</param>
/// <param name="Errors">What is wrong with the rule book, as sentences.</param>
public sealed record CampaignResult(Campaign? Campaign, CampaignRefusal? Refusal, ImmutableArray<string> Errors)
{
    /// <summary>It was changed.</summary>
    public static CampaignResult Changed(Campaign campaign) => new(campaign, null, []);

    /// <summary>It was not.</summary>
    public static CampaignResult Refused(CampaignRefusal why) => new(null, why, []);

    /// <summary>It was not, for what the validator found.</summary>
    public static CampaignResult Invalid(IEnumerable<string> errors) => new(null, CampaignRefusal.InvalidRuleBook, [.. errors]);
}
