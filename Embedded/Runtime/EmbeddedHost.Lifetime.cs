using Orleans;

namespace Switchboard.Embedded;

/// <content>Starting, stopping and dying.</content>
public sealed partial class EmbeddedHost
{
    /// <summary>Ends the host's own timers. Called by the container of services.</summary>
    public void Dispose()
    {
        HostTelemetry.Forget(this);
        deadlines.Dispose();
        collection.Dispose();
    }

    internal Task StartAsync(CancellationToken cancellationToken) => Reminders.StartAsync(cancellationToken);

    /// <summary>
    /// Begins nothing new, gives requests that run or wait some time to finish, then refuses them and ends every activation.
    /// What is left when the token is cancelled is dropped as it is.
    /// </summary>
    internal async Task StopAsync(CancellationToken cancellationToken)
    {
        isStopping = true;
        Reminders.Stop();
        try
        {
            await Drain(cancellationToken);
            isClosed = true;
            await DeactivateAll(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            isClosed = true;
            Log.StoppedHard(activations.Count);
        }
    }

    private async Task Drain(CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(Options.DrainTimeout, Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            while (FindAll(a => a.IsBusy) is { Count: > 0 } busy)
                await Task.WhenAll(busy.Select(a => a.WhenIdle())).WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            Log.DrainedInPart(FindAll(a => a.IsBusy).Count);
        }
    }

    private async Task DeactivateAll(CancellationToken cancellationToken)
    {
        var reason = new DeactivationReason(DeactivationReasonCode.ShuttingDown, "The host is stopping.");
        while (FindAll(_ => true) is { Count: > 0 } left)
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var activation in left)
                activation.Deactivate(reason, cancellationToken);
            await Task.WhenAll(left.Select(a => a.Deactivated)).WaitAsync(cancellationToken);
        }
    }

    /// <summary>
    /// Drops every activation as it is, for a process that is to be thought dead.
    /// </summary>
    /// <returns>The requests that had no answer yet.</returns>
    internal List<GrainRequest> Abandon()
    {
        isClosed = true;
        List<GrainRequest> lost = [.. FindAll(_ => true).SelectMany(a => a.Abandon())];
        activations.Clear();
        return lost;
    }

    internal IEnumerable<string> DescribeWaiting() => FindAll(_ => true).Select(a => a.Describe()).OfType<string>();

    // In the order in which they were made, so that a simulation does not depend on hash codes.
    private List<Activation> FindAll(Func<Activation, bool> condition) =>
        [.. activations.Select(pair => pair.Value).Where(condition).OrderBy(a => a.Ordinal)];
}
