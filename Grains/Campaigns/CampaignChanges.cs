using System.Collections.Immutable;
using Switchboard.Contacts;
using Switchboard.RuleBooks;

namespace Switchboard.Campaigns;

/// <summary>Asks for a campaign made from a prompt.</summary>
/// <param name="TenantId">Whose it will be.</param>
/// <param name="Country">The tenant's country.</param>
/// <param name="Prompt">What it is for, in natural language.</param>
/// <param name="Persona">The voice that was asked for; null: one that fits.</param>
/// <param name="IsTest">Whether its runs may only ever touch the simulator.</param>
/// <param name="AuthorUserId">The caller's own word on who wrote it; null for none.</param>
public sealed record CreateCampaign(string TenantId, string Country, string Prompt, string? Persona, bool IsTest, string? AuthorUserId);

/// <summary>Asks for a campaign made of fields, which calls the tenant's contacts.</summary>
/// <param name="TenantId">Whose it will be.</param>
/// <param name="Name">What people call it.</param>
/// <param name="AgentId">The voice agent that speaks; one of the tenant's.</param>
/// <param name="Fields">Everything else that was given.</param>
public sealed record CreateContactCampaign(string TenantId, string Name, string AgentId, CampaignChanges Fields);

/// <summary>What of a campaign is to change; null, or what is not given, leaves it as it is.</summary>
public sealed record CampaignChanges
{
    /// <summary>The name.</summary>
    public string? Name { get; init; }

    /// <summary>The voice.</summary>
    public string? Persona { get; init; }

    /// <summary>The voice agent; one of the tenant's.</summary>
    public string? AgentId { get; init; }

    /// <summary>The calling hours.</summary>
    public CallingWindow? Window { get; init; }

    /// <summary>Whether the calling hours are taken away, leaving those of the carrier.</summary>
    public bool ClearsWindow { get; init; }

    /// <summary>Changes when targets are called again.</summary>
    public Func<RetryPolicy, RetryPolicy>? Retries { get; init; }

    /// <summary>Changes how fast it may call.</summary>
    public Func<RunPace, RunPace>? Pace { get; init; }

    /// <summary>Numbers to call from.</summary>
    public ImmutableArray<string>? CallerIds { get; init; }

    /// <summary>Seconds of conversation after which a call is cut.</summary>
    public int? MaxDurationSec { get; init; }

    /// <summary>A proposal worth less than this is approved at once, minor units.</summary>
    public long? ApprovalThresholdMinor { get; init; }

    /// <summary>Changes of the rule book; null for none.</summary>
    public RuleBookEdit? RuleBook { get; init; }

    /// <summary>What sort of campaign it is.</summary>
    public string? Kind { get; init; }

    /// <summary>The first day on which it calls.</summary>
    public Given<DateOnly?> FirstDay { get; init; }

    /// <summary>The last day on which it calls.</summary>
    public Given<DateOnly?> LastDay { get; init; }

    /// <summary>The tenant's own settings, as a whole: a JSON object. They make a new rule book when they say something else of it.</summary>
    public Given<string> Config { get; init; }

    /// <summary>The tenant's own branches, all of them: a JSON array.</summary>
    public Given<string> Branches { get; init; }

    /// <summary>The tenant's own word for who carries the calls.</summary>
    public Given<string> Provider { get; init; }

    /// <summary>The campaign with the changes, but for those of the rule book.</summary>
    internal Campaign ApplyTo(Campaign campaign) => campaign with
    {
        Name = Name ?? campaign.Name,
        Persona = Persona ?? campaign.Persona,
        AgentId = AgentId ?? campaign.AgentId,
        Window = ClearsWindow ? null : Window ?? campaign.Window,
        Retries = Retries?.Invoke(campaign.Retries) ?? campaign.Retries,
        Pace = Pace?.Invoke(campaign.Pace) ?? campaign.Pace,
        CallerIds = CallerIds ?? campaign.CallerIds,
        MaxDurationSec = MaxDurationSec ?? campaign.MaxDurationSec,
        ApprovalThresholdMinor = ApprovalThresholdMinor ?? campaign.ApprovalThresholdMinor,
        Kind = Kind ?? campaign.Kind,
        Period = new CallingPeriod(FirstDay.Or(campaign.Period.First), LastDay.Or(campaign.Period.Last)),
        Config = Config.Or(campaign.Config),
        Branches = Branches.Or(campaign.Branches),
        Provider = Provider.Or(campaign.Provider),
    };
}

/// <summary>What of a rule book is to change; null leaves it as it is.</summary>
public sealed record RuleBookEdit
{
    /// <summary>The instructions for a language model.</summary>
    public string? SystemPrompt { get; init; }

    /// <summary>The language, BCP 47.</summary>
    public string? Language { get; init; }

    /// <summary>How the call begins.</summary>
    public RuleBookOpening? Opening { get; init; }

    /// <summary>All branches.</summary>
    public ImmutableArray<RuleBookBranch>? Branches { get; init; }

    /// <summary>All answers to objections.</summary>
    public ImmutableArray<ObjectionHandler>? ObjectionHandlers { get; init; }

    /// <summary>All that is never said.</summary>
    public ImmutableArray<string>? ForbiddenPhrases { get; init; }

    /// <summary>What the call is for.</summary>
    public RuleBookGoal? Goal { get; init; }

    /// <summary>All that may be offered.</summary>
    public ImmutableArray<string>? Offers { get; init; }

    /// <summary>The rule book with the changes.</summary>
    public RuleBook ApplyTo(RuleBook ruleBook) => ruleBook with
    {
        SystemPrompt = SystemPrompt ?? ruleBook.SystemPrompt,
        Language = Language ?? ruleBook.Language,
        Opening = Opening ?? ruleBook.Opening,
        Branches = Branches ?? ruleBook.Branches,
        ObjectionHandlers = ObjectionHandlers ?? ruleBook.ObjectionHandlers,
        ForbiddenPhrases = ForbiddenPhrases ?? ruleBook.ForbiddenPhrases,
        Goal = Goal ?? ruleBook.Goal,
        Offers = Offers ?? ruleBook.Offers,
    };
}
