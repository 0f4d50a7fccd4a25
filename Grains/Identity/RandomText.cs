using System.Security.Cryptography;
using System.Text;

namespace Switchboard.Identity;

/// <summary>Secrets that are only ever compared by their hash.</summary>
internal static class RandomText
{
    private const string Base62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    /// <summary>So many random letters and digits; each is worth almost 6 bits.</summary>
    public static string Create(int length) => RandomNumberGenerator.GetString(Base62, length);

    /// <summary>The SHA-256 of a text in hex: what is stored of a secret.</summary>
    public static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
