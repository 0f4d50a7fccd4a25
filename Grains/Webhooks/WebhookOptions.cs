namespace Switchboard.Webhooks;

/// <summary>How webhooks are sent; the section <c>Webhooks</c> of the configuration.</summary>
public sealed class WebhookOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Webhooks";

    /// <summary>
    /// Whether endpoints may have <c>http</c> addresses. True sends customers' data readable to everybody on the way: for local receivers only.
    /// </summary>
    public bool AllowHttp { get; set; }

    /// <summary>
    /// Whether endpoints may be on this machine or in private networks. True lets every tenant make this server send requests into the
    /// operator's own network: for local receivers only.
    /// </summary>
    public bool AllowPrivateNetworks { get; set; }

    /// <summary>
    /// Seconds before each further attempt, separated by commas. The number of values is the number of retries: what still fails after the
    /// last one is given up. A longer list carries receivers over longer outages and keeps more deliveries waiting.
    /// </summary>
    public string RetrySeconds { get; set; } = "5,30,120,600,3600,14400,43200";

    /// <summary>
    /// The longest wait that a receiver's <c>Retry-After</c> can ask for, in seconds. More lets one receiver keep its deliveries in the store for longer.
    /// </summary>
    public int RetryAfterSecondsMax { get; set; } = 3600;

    /// <summary>
    /// Seconds that one attempt may take in all, from looking up the name to the end of the answer. More is kinder to slow receivers, whose
    /// attempts then hold a place of <see cref="ConcurrencyPerEndpoint"/> for longer.
    /// </summary>
    public int AttemptSeconds { get; set; } = 10;

    /// <summary>
    /// Attempts to one endpoint at the same time. More drains a backlog sooner and hits a receiver that is just coming back harder.
    /// </summary>
    public int ConcurrencyPerEndpoint { get; set; } = 32;

    /// <summary>Bytes of an answer's body that are read; the connection of a longer answer is closed instead of reused.</summary>
    public int ResponseBytesMax { get; set; } = 16 * 1024;

    /// <summary>Characters of an answer that are kept with the attempt. More helps people to debug their receivers and grows the store.</summary>
    public int SnippetCharsMax { get; set; } = 512;

    /// <summary>Endpoints that a tenant may have. Each one is another delivery of every event.</summary>
    public int EndpointsPerTenantMax { get; set; } = 50;

    /// <summary>
    /// Days after which deliveries that have ended, their attempts and published events are deleted. Fewer keeps the store small; the logs and
    /// timelines that callers see end there. Not less than the retries last: what still waits is never deleted.
    /// </summary>
    public int RetentionDays { get; set; } = 30;

    /// <summary>
    /// How old a committed event must be before the sweep takes it for lost, in seconds. Less finds lost ones sooner and does work twice that
    /// was merely under way.
    /// </summary>
    public int SweepAfterSeconds { get; set; } = 5;

    /// <summary>When an endpoint is left alone for a while, and for good.</summary>
    public BreakerOptions Breaker { get; set; } = new();

    /// <summary><see cref="RetrySeconds"/> as durations.</summary>
    /// <exception cref="FormatException">It is not a list of numbers.</exception>
    public IReadOnlyList<TimeSpan> RetryDelays() =>
        [.. RetrySeconds.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(s => TimeSpan.FromSeconds(double.Parse(s)))];
}
