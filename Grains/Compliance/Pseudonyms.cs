using System.Security.Cryptography;
using System.Text;
using Switchboard.Secrets;

namespace Switchboard.Compliance;

/// <summary>
/// What stands in place of an erased person's number: the same for each record of that number within a tenant, so that counts and sums still say what they
/// said, and different in every tenant. Whoever has the number and the master key can make it again (that is how an erased number stays on a do-not-call
/// list); nobody can read the number out of it.
/// </summary>
public sealed class Pseudonyms(SecretBox secrets)
{
    private const string Prefix = "erased:";

    // 64 bits: two of a tenant's numbers have the same one by chance only beyond billions of them.
    private const int HashBytes = 8;

    private readonly byte[][] _keys = secrets.DeriveKeys("pseudonyms");

    /// <summary>The pseudonym of an E.164 number: <c>erased:</c> and 16 hex digits.</summary>
    public string Of(string tenantId, string phone) => Of(_keys[0], tenantId, phone);

    /// <summary>Every pseudonym that may stand for the number: the one of now first, then those from before the master key was rotated.</summary>
    public IReadOnlyList<string> EachOf(string tenantId, string phone) => Array.ConvertAll(_keys, key => Of(key, tenantId, phone));

    /// <summary>A text, JSON or not, with the pseudonym wherever it has the number. JSON may have the plus as an escape.</summary>
    public static string Replace(string text, string phone, string pseudonym) => text
        .Replace($"\\u002B{phone.AsSpan(1)}", pseudonym, StringComparison.OrdinalIgnoreCase)
        .Replace(phone, pseudonym, StringComparison.Ordinal);

    /// <summary>Whether a stored number is a pseudonym.</summary>
    public static bool IsPseudonym(string stored) => stored.StartsWith(Prefix, StringComparison.Ordinal);

    private static string Of(byte[] key, string tenantId, string phone) =>
        Prefix + Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{tenantId}/{phone}")).AsSpan(0, HashBytes));
}
