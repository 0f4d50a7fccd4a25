using System.Collections.Immutable;

namespace Switchboard.Webhooks;

/// <summary>How events whose data has changed are taken out of this activation's hands, to be read again.</summary>
internal sealed partial class WebhookEndpointGrain
{
    private readonly Dictionary<DeliveryKey, Task> _underWay = [];

    /// <inheritdoc/>
    public async Task Reload(ImmutableArray<string> eventIds)
    {
        var changed = eventIds.ToHashSet(StringComparer.Ordinal);
        for (int waiting = _waiting.Count; waiting > 0; waiting--)
        {
            var delivery = _waiting.Dequeue();
            if (changed.Contains(delivery.Key.EventId))
                _held.Release(delivery.Key);
            else
                _waiting.Enqueue(delivery);
        }

        _held.RefuseFromRead(changed);
        _mayHaveMore = true;
        await Task.WhenAll(_underWay.Where(attempt => changed.Contains(attempt.Key.EventId)).Select(attempt => attempt.Value));
        Advance();
        LeaveUnlessUsable();
    }

    private void Send(DueDelivery delivery)
    {
        var attempt = DeliverAsync(delivery);
        if (!attempt.IsCompleted)
            _underWay[delivery.Key] = attempt;
    }
}
