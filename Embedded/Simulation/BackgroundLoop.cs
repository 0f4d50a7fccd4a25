using System.Reflection;
using Microsoft.Extensions.Hosting;

namespace Switchboard.Embedded.Simulation;

/// <summary>Runs the loop of a background service on the scheduler of its process. Started as usual, it would go to the thread pool.</summary>
internal sealed class BackgroundLoop : IDisposable
{
    private static readonly Func<BackgroundService, CancellationToken, Task> Execute =
        typeof(BackgroundService).GetMethod("ExecuteAsync", BindingFlags.Instance | BindingFlags.NonPublic)!
            .CreateDelegate<Func<BackgroundService, CancellationToken, Task>>();

    private readonly CancellationTokenSource stopping = new();
    private readonly Task running;

    public BackgroundLoop(BackgroundService service) => running = Execute(service, stopping.Token);

    /// <summary>Asks the loop to end and waits for it.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        stopping.Cancel();
        await running.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }

    public void Dispose() => stopping.Dispose();
}
