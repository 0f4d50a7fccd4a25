namespace Switchboard.Webhooks;

/// <summary>How webhooks are sent; the section <c>Webhooks</c> of the configuration.</summary>
public sealed record WebhookOptions
{
    /// <summary>Seventeen hours of retries, quick ones first.</summary>
    public const string DefaultRetrySeconds = "5,30,120,600,3600,14400,43200";

    /// <summary>
    /// Whether endpoints may have <c>http</c> addresses. True sends customers' data readable to everybody on the way: for local receivers only.
    /// </summary>
    public bool AllowHttp { get; init; }

    /// <summary>
    /// Whether endpoints may be on this machine or in private networks. True lets every tenant make this server send requests into the
    /// operator's own network: for local receivers only.
    /// </summary>
    public bool AllowPrivateNetworks { get; init; }

    /// <summary>
    /// <c>RetrySeconds</c>: the delay before each further attempt. The number of values is the number of retries: what still fails after the last
    /// one is given up. A longer list carries receivers over longer outages and keeps more deliveries waiting.
    /// </summary>
    public IReadOnlyList<TimeSpan> RetryDelays { get; init; } = [.. DefaultRetrySeconds.Split(',').Select(s => TimeSpan.FromSeconds(int.Parse(s)))];

    /// <summary>
    /// The longest wait that a receiver's <c>Retry-After</c> can ask for, in seconds. More lets one receiver keep its deliveries in the store for longer.
    /// </summary>
    public int RetryAfterSecondsMax { get; init; } = 3600;

    /// <summary>
    /// Seconds that one attempt may take in all, from looking up the name to the end of the answer. More is kinder to slow receivers, whose
    /// attempts then hold a place of <see cref="ConcurrencyPerEndpoint"/> for longer.
    /// </summary>
    public int AttemptSeconds { get; init; } = 10;

    /// <summary>
    /// Attempts to one endpoint at the same time. More drains a backlog sooner and hits a receiver that is just coming back harder.
    /// </summary>
    public int ConcurrencyPerEndpoint { get; init; } = 32;

    /// <summary>Bytes of an answer's body that are read; the connection of a longer answer is closed instead of reused.</summary>
    public int ResponseBytesMax { get; init; } = 16 * 1024;

    /// <summary>Characters of an answer that are kept with the attempt. More helps people to debug their receivers and grows the store.</summary>
    public int SnippetCharsMax { get; init; } = 512;

    /// <summary>Endpoints that a tenant may have. Each one is another delivery of every event.</summary>
    public int EndpointsPerTenantMax { get; init; } = 50;

    /// <summary>
    /// Days after which deliveries that have ended and the log of their attempts are deleted. Fewer keeps the store small and the logs that
    /// customers see short. What still waits for an active endpoint is never deleted.
    /// </summary>
    public int RetentionDays { get; init; } = 30;

    /// <summary>Days after which published events are deleted: timelines and the audit trail end there. Fewer keeps the store small.</summary>
    public int EventRetentionDays { get; init; } = 365;

    /// <summary>
    /// How old a committed event must be before the sweep takes it for lost, in seconds. Less finds lost ones sooner and does work twice that
    /// was merely under way.
    /// </summary>
    public int SweepAfterSeconds { get; init; } = 5;

    /// <summary>When an endpoint is left alone for a while, and for good.</summary>
    public BreakerOptions Breaker { get; init; } = new();
}
