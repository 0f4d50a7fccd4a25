namespace Switchboard.Contacts;

/// <summary>
/// Ids of new contacts: UUIDv7 in the order in which they were asked for. Those of one millisecond are told apart by a counter in the place of twelve random bits
/// (RFC 9562, section 6.2), so that contacts which come together stay in their order in every list.
/// </summary>
internal sealed class ContactIds(TimeProvider time)
{
    private const int CounterMax = 0xFFF;

    private readonly Lock _lock = new();
    private long _milliseconds;
    private int _counter;

    /// <summary>The next id.</summary>
    public string Next()
    {
        var (milliseconds, counter) = Count();
        Span<byte> bytes = stackalloc byte[16];
        Guid.CreateVersion7(DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)).TryWriteBytes(bytes, bigEndian: true, out _);
        bytes[6] = (byte)(0x70 | (counter >> 8));
        bytes[7] = (byte)counter;
        return new Guid(bytes, bigEndian: true).ToString();
    }

    private (long Milliseconds, int Counter) Count()
    {
        lock (_lock)
        {
            long now = time.GetUtcNow().ToUnixTimeMilliseconds();
            if (now > _milliseconds)
                (_milliseconds, _counter) = (now, 0);
            else if (++_counter > CounterMax)
                (_milliseconds, _counter) = (_milliseconds + 1, 0);
            return (_milliseconds, _counter);
        }
    }
}
