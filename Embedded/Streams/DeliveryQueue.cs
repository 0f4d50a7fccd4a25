namespace Switchboard.Embedded.Streams;

/// <summary>
/// What one subscriber has still to get of one stream. Delivers in order, one batch at a time. A batch that fails is tried
/// again for a while and then lost, as it is with memory streams of a cluster.
/// </summary>
/// <param name="host">The host.</param>
/// <param name="subscriber">Names the subscriber in the log.</param>
/// <param name="stream">The stream.</param>
/// <param name="deliver">Gives a batch to the subscriber.</param>
/// <param name="tell">Tells the subscriber that a batch is lost.</param>
/// <param name="onDrained">Called when nothing is left; the queue takes nothing more then. Null for a queue that stays.</param>
internal sealed class DeliveryQueue(
    EmbeddedHost host,
    string subscriber,
    StreamKey stream,
    Func<StreamBatch, Task> deliver,
    Func<Exception, Task> tell,
    Action<DeliveryQueue>? onDrained)
{
    private readonly Queue<StreamBatch> batches = new();
    private bool isDelivering;
    private bool isClosed;

    /// <summary>Takes a batch; false when the queue is closed and another one is to be made.</summary>
    public bool TryAdd(StreamBatch batch)
    {
        lock (batches)
        {
            if (isClosed)
                return false;
            batches.Enqueue(batch);
            if (isDelivering)
                return true;
            isDelivering = true;
        }

        _ = host.Dispatcher.StartInBackground(DeliverAll);
        return true;
    }

    private async Task DeliverAll()
    {
        while (true)
        {
            StreamBatch? batch;
            lock (batches)
            {
                if (host.IsStopping || !batches.TryDequeue(out batch))
                {
                    isDelivering = false;
                    isClosed = onDrained is not null;
                    onDrained?.Invoke(this);
                    return;
                }
            }

            await DeliverWithRetries(batch);
        }
    }

    private async Task DeliverWithRetries(StreamBatch batch)
    {
        var giveUpAt = host.Clock.GetTimestamp() + host.Ticks(host.Options.StreamDeliveryTime);
        for (var delay = host.Options.StreamRetryDelay; ; delay *= 2)
        {
            try
            {
                await deliver(batch);
                return;
            }
            catch (Exception exception)
            {
                if (host.Clock.GetTimestamp() + host.Ticks(delay) >= giveUpAt)
                {
                    host.Log.DeliveryFailed(exception, stream.Id, subscriber);
                    await tell(exception).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
                    return;
                }

                host.Log.DeliveryRetried(exception, stream.Id, subscriber);
            }

            await Task.Delay(delay, host.Clock);
        }
    }
}
