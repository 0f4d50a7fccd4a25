using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Switchboard.Secrets;

/// <summary>Signs addresses that whoever has them can open, so that they cannot be guessed and stay the same.</summary>
/// <param name="secrets">The keys of this installation.</param>
/// <param name="purpose">What is signed; a signature is of no use for anything else.</param>
public sealed class LinkSignature(SecretBox secrets, string purpose)
{
    // Half of a SHA-256: as hard to guess as a 128-bit key, and a shorter address.
    private const int Length = 16;
    private const int TextMax = 64;

    private readonly byte[][] _keys = secrets.DeriveKeys(purpose);

    /// <summary>The signature of what an address leads to, as text that needs no escaping.</summary>
    public string Of(string subject) => Base64Url.EncodeToString(Sign(_keys[0], subject));

    /// <summary>Whether the signature is that of the subject; what it is asked comes from the outside.</summary>
    public bool Is(string subject, string? signature)
    {
        Span<byte> given = stackalloc byte[Length];
        return signature is { Length: <= TextMax }
            && Base64Url.DecodeFromChars(signature, given, out _, out int written) == OperationStatus.Done
            && written == Length
            && IsSignedWithOneOf(given, subject);
    }

    // A link that was given out before the master key was rotated is still good.
    private bool IsSignedWithOneOf(ReadOnlySpan<byte> given, string subject)
    {
        foreach (var key in _keys)
        {
            if (CryptographicOperations.FixedTimeEquals(given, Sign(key, subject))) return true;
        }

        return false;
    }

    private static byte[] Sign(byte[] key, string subject) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(subject))[..Length];
}
