using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;
using Switchboard.Settings;

namespace Switchboard.Secrets;

/// <summary>
/// Keeps what must be read again (signing secrets, customers' headers, provider credentials) encrypted at rest: AES-256-GCM, bound to the
/// place it is stored at, so that a sealed value copied to another row does not open there.
/// </summary>
/// <remarks>
/// The master key is <c>Secrets:MasterKey</c>, or else one that is generated into <c>Storage:Path</c>/secrets.key. Nodes that share a
/// database must share the master key. Losing it loses the secrets: endpoints must then be registered again.
/// </remarks>
public sealed class SecretBox
{
    /// <summary>Length of the master key and of derived keys, in bytes.</summary>
    public const int KeyLength = 32;

    private const string MasterKeySetting = "Secrets:MasterKey";
    private const byte FormatVersion = 1;
    private const int NonceLength = 12;
    private const int TagLength = 16;
    private const int HeaderLength = 1 + NonceLength + TagLength;

    private readonly byte[] _masterKey;
    private readonly byte[] _sealKey;

    /// <summary>A box with a master key.</summary>
    /// <param name="masterKey">32 bytes.</param>
    /// <param name="isConfigured">Whether an operator set it, rather than the server having generated it.</param>
    public SecretBox(byte[] masterKey, bool isConfigured)
    {
        if (masterKey.Length != KeyLength)
            throw new ArgumentException($"A master key has {KeyLength} bytes.", nameof(masterKey));
        _masterKey = masterKey;
        _sealKey = DeriveKey("seal");
        HasConfiguredKey = isConfigured;
    }

    /// <summary>Whether <c>Secrets:MasterKey</c> is set; without it provider credentials are not taken (contract, section 1).</summary>
    public bool HasConfiguredKey { get; }

    /// <summary>The box of this installation.</summary>
    /// <exception cref="InvalidSettingException">The configured key is not base64 of 32 bytes.</exception>
    public static SecretBox FromConfiguration(IConfiguration configuration)
    {
        if (configuration.Text(MasterKeySetting) is not { } text)
            return new SecretBox(SecretFile.ReadOrCreate(Path.Combine(configuration.StoragePath(), "secrets.key"), KeyLength), isConfigured: false);
        byte[] key = new byte[KeyLength];
        if (!Convert.TryFromBase64String(text, key, out int written) || written != KeyLength)
            throw new InvalidSettingException(MasterKeySetting, $"must be base64 of {KeyLength} bytes");
        return new SecretBox(key, isConfigured: true);
    }

    /// <summary>Encrypts a value for the place it will be stored at. Sealing the same value twice gives different bytes.</summary>
    /// <param name="place">What names the place, such as table, column and id.</param>
    /// <param name="value">The value.</param>
    public byte[] Seal(string place, ReadOnlySpan<byte> value)
    {
        byte[] box = new byte[HeaderLength + value.Length];
        box[0] = FormatVersion;
        var nonce = box.AsSpan(1, NonceLength);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(_sealKey, TagLength);
        aes.Encrypt(nonce, value, box.AsSpan(HeaderLength), box.AsSpan(1 + NonceLength, TagLength), Encoding.UTF8.GetBytes(place));
        return box;
    }

    /// <summary>Decrypts what was sealed for the place.</summary>
    /// <exception cref="CryptographicException">It was sealed with another key or for another place, or was changed since.</exception>
    public byte[] Open(string place, ReadOnlySpan<byte> box)
    {
        if (box.Length < HeaderLength || box[0] != FormatVersion)
            throw new CryptographicException("The sealed value has an unknown form.");
        byte[] value = new byte[box.Length - HeaderLength];
        using var aes = new AesGcm(_sealKey, TagLength);
        aes.Decrypt(box.Slice(1, NonceLength), box[HeaderLength..], box.Slice(1 + NonceLength, TagLength), value, Encoding.UTF8.GetBytes(place));
        return value;
    }

    /// <summary>A key for another purpose, of which nothing leads back to the master key (HKDF-SHA256, RFC 5869).</summary>
    public byte[] DeriveKey(string purpose) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, _masterKey, KeyLength, info: Encoding.UTF8.GetBytes(purpose));
}
