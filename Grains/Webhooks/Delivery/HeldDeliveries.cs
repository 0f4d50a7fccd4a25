namespace Switchboard.Webhooks;

/// <summary>
/// The deliveries that an activation has in hand, so that none is under way twice. A read of the store may answer with rows as they were
/// before a commit that was under way at the same time; so what is let go while a read is under way is not taken from that read again.
/// </summary>
internal sealed class HeldDeliveries
{
    private readonly HashSet<DeliveryKey> _held = [];
    private readonly HashSet<DeliveryKey> _releasedInRead = [];
    private readonly HashSet<string> _refusedEvents = [];
    private bool _isReading;

    /// <summary>How many are in hand.</summary>
    public int Count => _held.Count;

    /// <summary>A read begins.</summary>
    public void BeginRead()
    {
        _releasedInRead.Clear();
        _refusedEvents.Clear();
        _isReading = true;
    }

    /// <summary>The read is over; what it found has been taken.</summary>
    public void EndRead() => _isReading = false;

    /// <summary>Takes in hand what the read found; false when it is in hand already or was while the read was under way.</summary>
    public bool TryHold(DeliveryKey key) => !_releasedInRead.Contains(key) && !_refusedEvents.Contains(key.EventId) && _held.Add(key);

    /// <summary>A read under way may have found these events as they were before; nothing of them is taken from it.</summary>
    public void RefuseFromRead(IEnumerable<string> eventIds)
    {
        if (_isReading)
            _refusedEvents.UnionWith(eventIds);
    }

    /// <summary>Lets go of a delivery.</summary>
    public void Release(DeliveryKey key)
    {
        _held.Remove(key);
        if (_isReading)
            _releasedInRead.Add(key);
    }
}
