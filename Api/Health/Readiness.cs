namespace Switchboard.Api.Health;

/// <summary>Whether this process takes requests: after it has started, and until it is told to stop.</summary>
public sealed class Readiness
{
    private readonly IHostApplicationLifetime _lifetime;

    /// <summary>Follows the host's lifetime.</summary>
    public Readiness(IHostApplicationLifetime lifetime) => _lifetime = lifetime;

    /// <summary>The phase as <c>GET /healthz</c> prints it: <c>starting</c>, <c>ok</c> or <c>draining</c>.</summary>
    public string Phase => _lifetime switch
    {
        { ApplicationStopping.IsCancellationRequested: true } => "draining",
        { ApplicationStarted.IsCancellationRequested: true } => "ok",
        _ => "starting",
    };
}
