using System.Text.Json;

namespace Switchboard.Webhooks;

/// <summary>The headers that a customer gives an endpoint, sent with each of its deliveries; often a token of the receiver's.</summary>
public static class StaticHeaders
{
    /// <summary>Headers that an endpoint may have.</summary>
    public const int CountMax = 20;

    /// <summary>Characters of all names and values together.</summary>
    public const int CharsMax = 4096;

    // What HTTP itself needs, and what the receiver is to trust as ours.
    private static readonly string[] ReservedNames =
        ["host", "content-length", "content-type", "transfer-encoding", "connection", "keep-alive", "te", "trailer", "upgrade", "expect", "proxy-authorization", "proxy-connection", "cookie", "user-agent"];

    private static readonly string[] ReservedPrefixes = ["webhook-", "x-cualify-", "content-"];

    /// <summary>Why the headers cannot be used; null when they can.</summary>
    public static string? RefusalOf(IReadOnlyDictionary<string, string> headers)
    {
        if (headers.Count > CountMax)
            return $"headers must not be more than {CountMax}";
        if (headers.Sum(h => h.Key.Length + h.Value.Length) > CharsMax)
            return $"headers must not be longer than {CharsMax} characters together";
        if (headers.Keys.Distinct(StringComparer.OrdinalIgnoreCase).Count() != headers.Count)
            return "headers must have different names";
        return headers.Select(h => RefusalOf(h.Key, h.Value)).FirstOrDefault(reason => reason is not null);
    }

    internal static byte[] Serialize(IReadOnlyDictionary<string, string> headers) =>
        JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string>(headers), WebhookJson.Default.DictionaryStringString);

    internal static Dictionary<string, string> Deserialize(byte[] json) =>
        JsonSerializer.Deserialize(json, WebhookJson.Default.DictionaryStringString)!;

    private static string? RefusalOf(string name, string value)
    {
        if (name.Length == 0 || !name.All(IsTokenChar))
            return "headers has a name that is not a header name";
        if (ReservedNames.Contains(name, StringComparer.OrdinalIgnoreCase) || ReservedPrefixes.Any(p => name.StartsWith(p, StringComparison.OrdinalIgnoreCase)))
            return $"headers must not set {name}";
        return value.All(c => c is '\t' or (>= ' ' and <= '~')) ? null : $"headers has a value for {name} that is not printable ASCII";
    }

    // RFC 9110, section 5.6.2.
    private static bool IsTokenChar(char c) => char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-.^_`|~".Contains(c, StringComparison.Ordinal);
}
