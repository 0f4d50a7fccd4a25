using System.Collections.Immutable;

namespace Switchboard.Calls;

/// <summary>Which of a tenant's calls a list shows. What is not given filters nothing; what is given must all hold.</summary>
public sealed record CallFilter
{
    /// <summary>All calls.</summary>
    public static readonly CallFilter None = new();

    /// <summary>Only calls in one of these states; empty for all.</summary>
    public ImmutableArray<CallStatus> Statuses { get; init; } = [];

    /// <summary>Only calls in which this voice agent speaks.</summary>
    public string? AgentId { get; init; }

    /// <summary>Only calls that were placed for this contact.</summary>
    public string? ContactId { get; init; }

    /// <summary>Only calls of this campaign.</summary>
    public string? CampaignId { get; init; }

    /// <summary>True: only calls that a voicemail answered; false: only those that none did, unanswered ones among them.</summary>
    public bool? IsVoicemail { get; init; }

    /// <summary>Only calls whose conversation was <c>positive</c>, <c>neutral</c> or <c>negative</c>.</summary>
    public string? Sentiment { get; init; }

    /// <summary>Only calls accepted then or later.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Only calls accepted before then.</summary>
    public DateTimeOffset? Before { get; init; }

    /// <summary>Only calls in a state; null for all.</summary>
    public static CallFilter Of(CallStatus? status) => status is { } wanted ? new() { Statuses = [wanted] } : None;

    /// <summary>Whether the counters of calls by status know all that it asks for.</summary>
    internal bool IsByStatusOnly => this with { Statuses = [] } == None;
}
