using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Switchboard.Payments;

/// <summary>
/// Signs the payment provider's events and checks them: <c>t=&lt;unix seconds&gt;,v1=&lt;hex HMAC-SHA256 of "&lt;t&gt;.&lt;body&gt;"&gt;</c>
/// (contract, section 4).
/// </summary>
public sealed class PaymentSignature(byte[] secret, TimeProvider time)
{
    /// <summary>The header that carries it.</summary>
    public const string Header = "X-Payment-Signature";

    // How far the clocks of the two sides may be apart, either way; it also bounds how long a captured event can be replayed.
    private const long ToleranceSeconds = 300;

    /// <summary>The signature of a body that is sent now.</summary>
    public string Sign(ReadOnlySpan<byte> body)
    {
        var seconds = time.GetUtcNow().ToUnixTimeSeconds();
        return $"t={seconds},v1={Convert.ToHexStringLower(Compute(seconds, body))}";
    }

    /// <summary>Whether the signature is of this body and of now. Several <c>v1</c> may be there while a secret is changed.</summary>
    public bool Verify(string? signature, ReadOnlySpan<byte> body)
    {
        if (signature is null || !TryParse(signature, out var seconds, out var candidates))
            return false;
        if (Math.Abs((decimal)time.GetUtcNow().ToUnixTimeSeconds() - seconds) > ToleranceSeconds)
            return false;
        var expected = Compute(seconds, body);
        return candidates.Exists(candidate => CryptographicOperations.FixedTimeEquals(candidate, expected));
    }

    private byte[] Compute(long seconds, ReadOnlySpan<byte> body)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, secret);
        hmac.AppendData(Encoding.ASCII.GetBytes($"{seconds}."));
        hmac.AppendData(body);
        return hmac.GetHashAndReset();
    }

    private static bool TryParse(string signature, out long seconds, out List<byte[]> candidates)
    {
        long? time = null;
        candidates = [];
        foreach (var part in signature.Split(','))
        {
            var (name, value) = part.Split('=', 2) is [var left, var right] ? (left.Trim(), right.Trim()) : (part, "");
            if (name == "t" && long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed))
                time = parsed;
            else if (name == "v1" && TryDecode(value) is { } candidate)
                candidates.Add(candidate);
        }
        seconds = time ?? 0;
        return time is not null;
    }

    private static byte[]? TryDecode(string hex)
    {
        var bytes = new byte[HMACSHA256.HashSizeInBytes];
        return Convert.FromHexString(hex, bytes, out var used, out var written) == System.Buffers.OperationStatus.Done
            && used == hex.Length && written == bytes.Length
                ? bytes
                : null;
    }
}
