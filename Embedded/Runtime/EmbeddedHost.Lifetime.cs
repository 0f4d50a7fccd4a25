using Orleans;

namespace Switchboard.Embedded;

/// <content>Starting, stopping and dying.</content>
public sealed partial class EmbeddedHost
{
    /// <summary>Ends the host's own timers. Called by the container of services.</summary>
    public void Dispose()
    {
        deadlines.Dispose();
        collection.Dispose();
    }

    internal Task StartAsync(CancellationToken cancellationToken) => Reminders.StartAsync(cancellationToken);

    /// <summary>
    /// Lets what runs and waits finish, then ends every activation. New grains are refused from the moment the first part is
    /// over. What is left when the token is cancelled is dropped as it is.
    /// </summary>
    internal async Task StopAsync(CancellationToken cancellationToken)
    {
        Reminders.Stop();
        try
        {
            while (FindAll(a => !a.WhenIdle().IsCompleted) is { Count: > 0 } busy)
                await Task.WhenAll(busy.Select(a => a.WhenIdle())).WaitAsync(cancellationToken);
            isClosed = true;
            while (FindAll(_ => true) is { Count: > 0 } left)
            {
                foreach (var activation in left)
                    activation.Deactivate(new DeactivationReason(DeactivationReasonCode.ShuttingDown, "The host is stopping."), cancellationToken);
                await Task.WhenAll(left.Select(a => a.Deactivated)).WaitAsync(cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            Log.StoppedHard(activations.Count);
        }
        finally
        {
            isClosed = true;
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
