using System.Security.Cryptography;
using System.Text;

namespace Switchboard.Silo.Telemetry;

/// <summary>Compares what an operator's tool shows with the token that is configured, in a time that tells nothing of either.</summary>
/// <param name="token">The token.</param>
internal sealed class OperatorToken(string token)
{
    private const string Bearer = "Bearer ";
    private const string Basic = "Basic ";

    private readonly byte[] _hash = Hash(token);

    /// <summary>Whether an Authorization header has it: as a bearer token, or as the password that a browser asks for, under any name.</summary>
    public bool IsIn(string? authorization)
    {
        if (authorization is null)
            return false;
        if (authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
            return Is(authorization[Bearer.Length..].Trim());
        return authorization.StartsWith(Basic, StringComparison.OrdinalIgnoreCase) && Is(PasswordOf(authorization[Basic.Length..].Trim()));
    }

    private bool Is(string? shown) => shown is not null && CryptographicOperations.FixedTimeEquals(Hash(shown), _hash);

    private static string? PasswordOf(string credentials)
    {
        Span<byte> bytes = stackalloc byte[512];
        if (!Convert.TryFromBase64String(credentials, bytes, out int length))
            return null;
        var text = Encoding.UTF8.GetString(bytes[..length]);
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? null : text[(colon + 1)..];
    }

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
