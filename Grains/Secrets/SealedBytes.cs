using System.Security.Cryptography;
using System.Text;

namespace Switchboard.Secrets;

/// <summary>AES-256-GCM (NIST SP 800-38D) with a random nonce: nonce, tag and ciphertext, one after the other.</summary>
internal static class SealedBytes
{
    public const int Overhead = NonceLength + TagLength;

    private const int NonceLength = 12;
    private const int TagLength = 16;

    /// <summary>Encrypts a value and binds it to a place.</summary>
    /// <param name="key">32 bytes.</param>
    /// <param name="place">What must be named again to decrypt it.</param>
    /// <param name="value">The value.</param>
    /// <param name="box">As long as the value and <see cref="Overhead"/> together.</param>
    public static void Seal(byte[] key, string place, ReadOnlySpan<byte> value, Span<byte> box)
    {
        var nonce = box[..NonceLength];
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key, TagLength);
        aes.Encrypt(nonce, value, box[Overhead..], box[NonceLength..Overhead], Encoding.UTF8.GetBytes(place));
    }

    /// <summary>Decrypts a value.</summary>
    /// <exception cref="CryptographicException">It was sealed with another key or for another place, or was changed since.</exception>
    public static byte[] Open(byte[] key, string place, ReadOnlySpan<byte> box)
    {
        if (box.Length < Overhead)
            throw new CryptographicException("The sealed value is too short.");
        var value = new byte[box.Length - Overhead];
        using var aes = new AesGcm(key, TagLength);
        aes.Decrypt(box[..NonceLength], box[Overhead..], box[NonceLength..Overhead], value, Encoding.UTF8.GetBytes(place));
        return value;
    }

    /// <summary>A key for a purpose, of which nothing leads back to the key that it comes from (HKDF-SHA256, RFC 5869).</summary>
    public static byte[] DeriveKey(byte[] key, string purpose) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, key, MasterKeys.Length, info: Encoding.UTF8.GetBytes(purpose));
}
