using Microsoft.Extensions.Hosting;

namespace Switchboard.Silo.Shutdown;

/// <summary>
/// Serves on for a moment after the node was told to stop. It already answers that it is not ready; who sends it requests needs that moment to learn so, and
/// none of those that come meanwhile is lost.
/// </summary>
internal sealed class ShutdownGrace(TimeSpan grace, TimeProvider time) : IHostedLifecycleService
{
    /// <summary>Before any service is stopped.</summary>
    public async Task StoppingAsync(CancellationToken cancellationToken) =>
        await Task.Delay(grace, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    /// <inheritdoc/>
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
