namespace Switchboard.Campaigns;

/// <summary>Why a campaign is not launched. Nothing was changed.</summary>
public enum LaunchRefusal
{
    /// <summary>The tenant has no such campaign.</summary>
    NotFound,

    /// <summary>The tenant has no such voice agent.</summary>
    UnknownAgent,

    /// <summary>The first day would be after the last one.</summary>
    PeriodBackwards,

    /// <summary>It is live already.</summary>
    Live,

    /// <summary>Its audience is exhausted: what is to be called again is another campaign.</summary>
    Completed,

    /// <summary>It is retired for good.</summary>
    Retired,

    /// <summary>It was made from a prompt, and has no audience or no consent attestation yet.</summary>
    NotReady,

    /// <summary>Its voice agent is deleted or inactive.</summary>
    NoAgent,

    /// <summary>It is a test, and this carrier calls people.</summary>
    TestOnly,

    /// <summary>Its last day is over.</summary>
    PeriodOver,

    /// <summary>No contact is there to be called; <see cref="LaunchResult.Audience"/> counts those who must not be, if there are any.</summary>
    Nobody,

    /// <summary>There are more contacts than an audience can have.</summary>
    TooLarge,

    /// <summary>Others keep changing it at the same moment; try again.</summary>
    Conflict,

    /// <summary>The wallet does not cover one call.</summary>
    InsufficientFunds,

    /// <summary>The trial ran out and nothing was ever paid.</summary>
    NoActivePlan,

    /// <summary>The tenant is suspended.</summary>
    Suspended,
}

/// <summary>A launched campaign, or why it is not launched.</summary>
/// <param name="Campaign">As it is now, live; null when refused.</param>
/// <param name="Refusal">Why not; null when it was launched.</param>
/// <param name="Audience">The counts of the audience that was drawn for it; null when none was.</param>
public sealed record LaunchResult(Campaign? Campaign, LaunchRefusal? Refusal, AudienceUpload? Audience)
{
    /// <summary>It was launched.</summary>
    public static LaunchResult Launched(Campaign campaign, AudienceUpload? audience) => new(campaign, null, audience);

    /// <summary>It was not.</summary>
    public static LaunchResult Refused(LaunchRefusal why, AudienceUpload? audience = null) => new(null, why, audience);
}
