using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;
using Switchboard.Settings;

namespace Switchboard.Secrets;

/// <summary>
/// Keeps what must be read again (signing secrets, customers' headers) encrypted at rest: AES-256-GCM, bound to the place it is stored at, so that a
/// sealed value copied to another row does not open there. Provider credentials are in an <see cref="Envelope"/> instead.
/// </summary>
/// <remarks>
/// The master key is <c>Secrets:MasterKey</c>, or else one that is generated into <c>Storage:Path</c>/secrets.key. Nodes that share a
/// database must share the master key. Losing it loses the secrets: endpoints must then be registered again. What was sealed with one of
/// <c>Secrets:PreviousMasterKeys</c>, or with the generated key before one was set, still opens.
/// </remarks>
public sealed class SecretBox
{
    /// <summary>Length of the master key and of derived keys, in bytes.</summary>
    public const int KeyLength = MasterKeys.Length;

    /// <summary>The key that is generated when no master key is set.</summary>
    public static readonly GeneratedSecretUse GeneratedKey = new(MasterKeys.CurrentSetting, "secrets.key");

    private const string SealPurpose = "seal";
    private const byte FormatVersion = 1;

    private readonly byte[][] _masterKeys;
    private readonly byte[] _sealKey;
    private readonly byte[][] _openKeys;

    /// <summary>A box with a master key.</summary>
    /// <param name="masterKey">32 bytes.</param>
    /// <param name="isConfigured">Whether an operator set it, rather than the server having generated it.</param>
    /// <param name="previous">Master keys from before, which only open.</param>
    public SecretBox(byte[] masterKey, bool isConfigured, params IEnumerable<byte[]> previous)
    {
        if (masterKey.Length != KeyLength)
            throw new ArgumentException($"A master key has {KeyLength} bytes.", nameof(masterKey));
        _masterKeys = [masterKey, .. previous];
        _openKeys = DeriveKeys(SealPurpose);
        _sealKey = _openKeys[0];
        HasConfiguredKey = isConfigured;
    }

    /// <summary>Whether <c>Secrets:MasterKey</c> is set; without it provider credentials are not taken (contract, section 1).</summary>
    public bool HasConfiguredKey { get; }

    /// <summary>The box of this installation.</summary>
    /// <exception cref="InvalidSettingException">A configured key is not base64 of 32 bytes, or the generated one cannot be read or kept.</exception>
    public static SecretBox FromConfiguration(IConfiguration configuration)
    {
        var keys = MasterKeys.Read(configuration);
        if (keys.Current is null)
            return new SecretBox(GeneratedSecret.ReadFile(configuration, GeneratedKey), isConfigured: false, keys.Previous);
        var wasGenerated = File.Exists(Path.Combine(configuration.StoragePath(), GeneratedKey.FileName));
        return new SecretBox(
            keys.Current, isConfigured: true, wasGenerated ? [.. keys.Previous, GeneratedSecret.ReadFile(configuration, GeneratedKey)] : keys.Previous);
    }

    /// <summary>Names each master key that there is or was, the one in force first; of 32 random bytes, so it leads nobody back to them.</summary>
    public IReadOnlyList<string> Fingerprints => [.. _masterKeys.Select(GeneratedSecret.Fingerprint)];

    /// <summary>Encrypts a value for the place it will be stored at. Sealing the same value twice gives different bytes.</summary>
    /// <param name="place">What names the place, such as table, column and id.</param>
    /// <param name="value">The value.</param>
    public byte[] Seal(string place, ReadOnlySpan<byte> value)
    {
        byte[] box = new byte[1 + SealedBytes.Overhead + value.Length];
        box[0] = FormatVersion;
        SealedBytes.Seal(_sealKey, place, value, box.AsSpan(1));
        return box;
    }

    /// <summary>Decrypts what was sealed for the place.</summary>
    /// <exception cref="CryptographicException">It was sealed with another key or for another place, or was changed since.</exception>
    public byte[] Open(string place, ReadOnlySpan<byte> box)
    {
        if (box.IsEmpty || box[0] != FormatVersion)
            throw new CryptographicException("The sealed value has an unknown form.");
        foreach (var key in _openKeys[..^1])
        {
            try
            {
                return SealedBytes.Open(key, place, box[1..]);
            }
            catch (AuthenticationTagMismatchException)
            {
                // Perhaps it is from before a rotation.
            }
        }

        return SealedBytes.Open(_openKeys[^1], place, box[1..]);
    }

    /// <summary>A key for another purpose, of which nothing leads back to the master key (HKDF-SHA256, RFC 5869).</summary>
    public byte[] DeriveKey(string purpose) => SealedBytes.DeriveKey(_masterKeys[0], purpose);

    /// <summary>
    /// The same from each master key that there is or was, the one in force first: what was made with a key before a rotation is still recognised by it.
    /// </summary>
    public byte[][] DeriveKeys(string purpose) => [.. _masterKeys.Select(key => SealedBytes.DeriveKey(key, purpose))];
}
