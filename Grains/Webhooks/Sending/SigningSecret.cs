using System.Security.Cryptography;
using System.Text;

namespace Switchboard.Webhooks;

/// <summary>An endpoint's secret: random bytes, printed in one of two forms. Compare and print it nowhere but where it is handed over.</summary>
public sealed class SigningSecret
{
    /// <summary>Length of a new secret in bytes.</summary>
    public const int Length = 32;

    private readonly byte[] _bytes;

    /// <summary>A secret that was stored; Standard Webhooks has them from 24 to 64 bytes.</summary>
    public SigningSecret(byte[] bytes)
    {
        if (bytes.Length is < 24 or > 64)
            throw new ArgumentException("A signing secret has 24 to 64 bytes.", nameof(bytes));
        _bytes = bytes;
    }

    /// <summary>A new secret.</summary>
    public static SigningSecret Create() => new(RandomNumberGenerator.GetBytes(Length));

    /// <summary>The bytes: the key of the Standard Webhooks signature.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>64 lower-case hex digits, as Cualify prints it.</summary>
    public string ToHex() => Convert.ToHexStringLower(_bytes);

    /// <summary><c>whsec_</c> and base64, as Standard Webhooks prints it.</summary>
    public string ToStandardWebhooks() => "whsec_" + Convert.ToBase64String(_bytes);

    /// <summary>The signature of Standard Webhooks, with its version: base64 of the HMAC-SHA256 of id, time and body.</summary>
    /// <param name="id">The message's id, the same over its retries.</param>
    /// <param name="at">When this attempt is made; signed in whole seconds.</param>
    /// <param name="body">The bytes sent.</param>
    public string SignStandardWebhooks(string id, DateTimeOffset at, ReadOnlySpan<byte> body) =>
        "v1," + Convert.ToBase64String(Hmac(_bytes, $"{id}.{at.ToUnixTimeSeconds()}.", body));

    /// <summary>The signature of Cualify: hex of the HMAC-SHA256 of time and body, keyed with the secret as printed.</summary>
    /// <param name="at">When this attempt is made; signed in milliseconds.</param>
    /// <param name="body">The bytes sent.</param>
    public string SignCualify(DateTimeOffset at, ReadOnlySpan<byte> body)
    {
        long ms = at.ToUnixTimeMilliseconds();
        return $"t={ms},v1={Convert.ToHexStringLower(Hmac(Encoding.ASCII.GetBytes(ToHex()), $"{ms}.", body))}";
    }

    /// <summary>Never the secret.</summary>
    public override string ToString() => "signing secret";

    private static byte[] Hmac(ReadOnlySpan<byte> key, string prefix, ReadOnlySpan<byte> body)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        hmac.AppendData(Encoding.UTF8.GetBytes(prefix));
        hmac.AppendData(body);
        return hmac.GetHashAndReset();
    }
}
