namespace Switchboard.Campaigns;

/// <summary>The life of a campaign: what CallFunnel calls a workflow and NextNeural a campaign or a flow.</summary>
public enum CampaignStatus
{
    /// <summary>Being prepared; has never run.</summary>
    Draft,

    /// <summary>A run of it is dialling. It takes further audience rows, but no edits.</summary>
    Live,

    /// <summary>Its run is paused, by whom <see cref="RunView.PauseReason"/> says. It can be edited and run.</summary>
    Paused,

    /// <summary>Its last run has called everybody. It can be edited and run again; CallFunnel prints it as paused.</summary>
    Completed,

    /// <summary>Over for good.</summary>
    Retired,
}

/// <summary>The life of one run of a campaign.</summary>
public enum RunStatus
{
    /// <summary>Dials, or waits for the next call that it may place.</summary>
    Running,

    /// <summary>Places no calls until it is resumed; those under way go on.</summary>
    Paused,

    /// <summary>Every target has ended.</summary>
    Completed,
}

/// <summary>Why a run is paused.</summary>
public enum PauseReason
{
    /// <summary>Somebody paused it.</summary>
    Requested,

    /// <summary>The wallet does not cover the next call. The run goes on by itself once it does.</summary>
    InsufficientFunds,

    /// <summary>Too many calls failed in a row; <see cref="RunView.PauseEvidence"/> says which.</summary>
    CircuitBreaker,
}

/// <summary>Names of the states, as stored and as the doors print them.</summary>
public static class CampaignNames
{
    /// <summary><c>draft</c>, <c>live</c>, <c>paused</c>, <c>completed</c> or <c>retired</c>.</summary>
    public static string ToName(this CampaignStatus status) => status switch
    {
        CampaignStatus.Draft => "draft",
        CampaignStatus.Live => "live",
        CampaignStatus.Paused => "paused",
        CampaignStatus.Completed => "completed",
        CampaignStatus.Retired => "retired",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "not a campaign's status"),
    };

    /// <summary>The status with this name, or null for a name that is none of the five.</summary>
    public static CampaignStatus? ParseStatus(string? name) => name switch
    {
        "draft" => CampaignStatus.Draft,
        "live" => CampaignStatus.Live,
        "paused" => CampaignStatus.Paused,
        "completed" => CampaignStatus.Completed,
        "retired" => CampaignStatus.Retired,
        _ => null,
    };

    /// <summary><c>running</c>, <c>paused</c> or <c>completed</c>.</summary>
    public static string ToName(this RunStatus status) => status switch
    {
        RunStatus.Running => "running",
        RunStatus.Paused => "paused",
        RunStatus.Completed => "completed",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "not a run's status"),
    };

    /// <summary>The run's status with this name.</summary>
    public static RunStatus ParseRunStatus(string name) => name switch
    {
        "running" => RunStatus.Running,
        "paused" => RunStatus.Paused,
        "completed" => RunStatus.Completed,
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "not a run's status"),
    };

    /// <summary><c>requested</c>, <c>insufficient_funds</c> or <c>circuit_breaker</c>.</summary>
    public static string ToName(this PauseReason reason) => reason switch
    {
        PauseReason.Requested => "requested",
        PauseReason.InsufficientFunds => "insufficient_funds",
        PauseReason.CircuitBreaker => "circuit_breaker",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "not a reason to pause"),
    };

    /// <summary>The reason with this name; null for null.</summary>
    public static PauseReason? ParsePauseReason(string? name) => name switch
    {
        null => null,
        "requested" => PauseReason.Requested,
        "insufficient_funds" => PauseReason.InsufficientFunds,
        "circuit_breaker" => PauseReason.CircuitBreaker,
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "not a reason to pause"),
    };
}
