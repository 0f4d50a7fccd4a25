using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;
using Switchboard.Settings;

namespace Switchboard.Secrets;

/// <summary>
/// A secret that the operator may set, and that is otherwise made at the first start and kept in <c>Storage:Path</c>. Nodes that
/// do not share that folder must be given the same secret.
/// </summary>
public static class GeneratedSecret
{
    private const int Length = 32;

    /// <summary>
    /// The UTF-8 bytes of the setting, or of the text in the generated file: whoever copies that text into the setting, or signs with it, has the same secret.
    /// </summary>
    /// <param name="configuration">The configuration.</param>
    /// <param name="key">The setting.</param>
    /// <param name="fileName">Its file in <c>Storage:Path</c>.</param>
    public static byte[] Read(IConfiguration configuration, string key, string fileName)
    {
        if (configuration.Text(key) is { } configured)
            return Encoding.UTF8.GetBytes(configured);
        return Encoding.UTF8.GetBytes(Convert.ToBase64String(ReadFile(configuration, new GeneratedSecretUse(key, fileName))));
    }

    /// <summary>Names a secret of 32 random bytes without leading back to it.</summary>
    public static string Fingerprint(byte[] secret) => Convert.ToHexString(SHA256.HashData(secret));

    /// <summary>The 32 random bytes in the file, which is made when there is none.</summary>
    /// <exception cref="InvalidSettingException">The file cannot be read or made, or holds something else.</exception>
    public static byte[] ReadFile(IConfiguration configuration, GeneratedSecretUse use)
    {
        try
        {
            return SecretFile.ReadOrCreate(Path.Combine(configuration.StoragePath(), use.FileName), Length);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new InvalidSettingException("Storage:Path", $"must be a folder that the generated {use.Key} can be kept in ({e.Message.TrimEnd('.')})", e);
        }
    }
}

/// <summary>A secret that this process generates when it is unset; nodes that work together must have the same.</summary>
/// <param name="Key">The setting.</param>
/// <param name="FileName">Its file in <c>Storage:Path</c>, with base64 of 32 bytes.</param>
public sealed record GeneratedSecretUse(string Key, string FileName);
