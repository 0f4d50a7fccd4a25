namespace Switchboard.Storage;

/// <summary>
/// Instants as the store keeps them: microseconds since 1970-01-01 UTC in a 64-bit integer. The finer tenth of a microsecond
/// that .NET has is cut off.
/// </summary>
public static class StoreTime
{
    /// <summary>The instant in microseconds since 1970-01-01 UTC.</summary>
    public static long ToMicroseconds(DateTimeOffset instant) =>
        (instant.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    /// <summary>The instant of a number of microseconds since 1970-01-01 UTC.</summary>
    public static DateTimeOffset FromMicroseconds(long microseconds) =>
        DateTimeOffset.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);

    /// <summary>The instant as it comes back from the store, so that what was just written equals what is read later.</summary>
    public static DateTimeOffset AsStored(DateTimeOffset instant) => FromMicroseconds(ToMicroseconds(instant));
}
