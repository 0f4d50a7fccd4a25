using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Switchboard.Webhooks;

/// <summary>When a failed delivery is tried again. Pure: the jitter comes from the delivery's own name, so a replay decides the same.</summary>
public sealed class RetrySchedule(WebhookOptions options)
{
    /// <summary>The jitter adds up to this share of a delay and never takes from it: the configured delay is a promise to the receiver.</summary>
    public const double JitterMax = 0.2;

    private readonly IReadOnlyList<TimeSpan> _delays = options.RetryDelays;
    private readonly TimeSpan _retryAfterMax = TimeSpan.FromSeconds(options.RetryAfterSecondsMax);

    /// <summary>When the delivery is due again.</summary>
    /// <param name="deliveryKey">What names the delivery; deliveries that failed together come back apart.</param>
    /// <param name="attempts">Attempts made, the failed one included; from 1.</param>
    /// <param name="now">When it failed.</param>
    /// <param name="retryAfter">What the receiver asked for; null for nothing. Honoured when it is later than the schedule, up to the configured limit.</param>
    /// <returns>Null when it was the last attempt.</returns>
    public DateTimeOffset? Next(string deliveryKey, int attempts, DateTimeOffset now, TimeSpan? retryAfter)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(attempts, 1);
        if (attempts > _delays.Count)
            return null;
        var delay = _delays[attempts - 1] * (1 + JitterMax * Fraction(deliveryKey, attempts));
        var asked = retryAfter is { } wait && wait > _retryAfterMax ? _retryAfterMax : retryAfter ?? TimeSpan.Zero;
        return now + (asked > delay ? asked : delay);
    }

    private static double Fraction(string deliveryKey, int attempts)
    {
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{deliveryKey}#{attempts}"));
        return BinaryPrimitives.ReadUInt32BigEndian(hash) / (double)uint.MaxValue;
    }
}
