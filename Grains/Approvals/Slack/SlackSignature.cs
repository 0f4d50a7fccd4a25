using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Switchboard.Approvals.Slack;

/// <summary>Slack's signature of a request, version 0: HMAC-SHA256 of <c>v0:{timestamp}:{raw body}</c> with the app's signing secret.</summary>
public static class SlackSignature
{
    /// <summary>The header with the signature.</summary>
    public const string Header = "X-Slack-Signature";

    /// <summary>The header with the time of the request, in seconds since 1970.</summary>
    public const string TimestampHeader = "X-Slack-Request-Timestamp";

    private const string Version = "v0=";

    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    /// <summary>Whether the request's time is near enough to ours for it not to be an old one sent again.</summary>
    public static bool IsTimely(string? timestamp, DateTimeOffset now) =>
        timestamp is { Length: > 0 and <= 15 }
        && long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
        && Math.Abs(now.ToUnixTimeSeconds() - seconds) <= Tolerance.TotalSeconds;

    /// <summary>Whether the signature is that of the body and the timestamp. Takes as long for a wrong one as for a right one.</summary>
    public static bool Verify(string signingSecret, string timestamp, string? signature, ReadOnlySpan<byte> body)
    {
        if (signature is null || !signature.StartsWith(Version, StringComparison.Ordinal))
            return false;
        var wanted = Encoding.ASCII.GetBytes(Sign(signingSecret, timestamp, body));
        return CryptographicOperations.FixedTimeEquals(wanted, Encoding.UTF8.GetBytes(signature));
    }

    /// <summary>The signature as Slack writes it.</summary>
    public static string Sign(string signingSecret, string timestamp, ReadOnlySpan<byte> body)
    {
        using var mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(signingSecret));
        mac.AppendData(Encoding.UTF8.GetBytes($"v0:{timestamp}:"));
        mac.AppendData(body);
        return Version + Convert.ToHexStringLower(mac.GetHashAndReset());
    }
}
