using System.Net;

namespace Switchboard.Webhooks;

/// <summary>
/// Which addresses webhooks are sent to (contract, sections 7, 10 and 11). Looks at the text only: what a name resolves to is checked by
/// <see cref="TargetResolver"/>.
/// </summary>
public sealed class UrlPolicy(WebhookOptions options)
{
    /// <summary>The longest URL that is taken, in characters.</summary>
    public const int LengthMax = 2048;

    private readonly bool _allowHttp = options.AllowHttp;
    private readonly bool _allowPrivateNetworks = options.AllowPrivateNetworks;

    /// <summary>Checks a URL as a customer wrote it.</summary>
    public UrlVerdict Check(string? url)
    {
        if (string.IsNullOrWhiteSpace(url))
            return UrlVerdict.Refused("url is required");
        if (url.Length > LengthMax)
            return UrlVerdict.Refused($"url must not be longer than {LengthMax} characters");
        if (url.Any(c => char.IsControl(c) || char.IsWhiteSpace(c) || c == '\\') || !Uri.TryCreate(url, UriKind.Absolute, out var uri))
            return UrlVerdict.Refused("url is not a valid absolute URL");
        return RefusalOf(uri) is { } reason ? UrlVerdict.Refused(reason) : UrlVerdict.Allowed(uri);
    }

    /// <summary>Why webhooks are not sent to an IP address; null when they may be.</summary>
    public string? RefusalOf(IPAddress address)
    {
        var kind = AddressGuard.Classify(address);
        return AddressGuard.IsAllowed(kind, _allowPrivateNetworks)
            ? null
            : $"url must lead to a public address, not to one that is {Describe(kind)}";
    }

    /// <summary>The host as it is looked up: without the trailing dot of a full name, in its ASCII form.</summary>
    internal static string HostOf(Uri uri) => uri.IdnHost.TrimEnd('.');

    private string? RefusalOf(Uri uri)
    {
        if (uri.Scheme != Uri.UriSchemeHttps && !(uri.Scheme == Uri.UriSchemeHttp && _allowHttp))
            return _allowHttp ? "url must be an http or https URL" : "url must be an https URL";
        if (uri.UserInfo.Length > 0)
            return "url must not contain a user name or password";
        if (uri.Fragment.Length > 0)
            return "url must not contain a fragment";
        if (!IsPortAllowed(uri.Port))
            return $"url must use port 443{(_allowHttp ? ", 80" : "")} or one from 1024 to 65535";
        // Digits of other scripts and widths are addresses to some resolvers and names to others.
        if (uri.Host.Any(c => !char.IsAscii(c) && (char.IsNumber(c) || c is >= '\uFF00' and <= '\uFFEF')))
            return "url has a host name that is not valid";
        string host = HostOf(uri);
        if (host.Length == 0)
            return "url has no host";
        // Uri has already written numbers such as 0x7f.1 or 2130706433 as the addresses they are.
        return IPAddress.TryParse(host, out var address) ? RefusalOf(address) : RefusalOfName(host);
    }

    private bool IsPortAllowed(int port) => port is 443 or (>= 1024 and <= 65535) || (port == 80 && _allowHttp);

    private string? RefusalOfName(string host)
    {
        if (Uri.CheckHostName(host) != UriHostNameType.Dns)
            return "url has a host name that is not valid";
        bool isLocal = host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase);
        return isLocal && !_allowPrivateNetworks ? RefusalOf(IPAddress.Loopback) : null;
    }

    private static string Describe(AddressKind kind) => kind switch
    {
        AddressKind.Loopback => "loopback",
        AddressKind.Private => "private",
        AddressKind.CarrierGradeNat => "shared by a provider's customers",
        AddressKind.LinkLocal => "link-local",
        AddressKind.Documentation => "reserved for documentation",
        AddressKind.Benchmarking => "reserved for benchmarks",
        AddressKind.Multicast => "multicast",
        AddressKind.Broadcast => "broadcast",
        AddressKind.Unspecified => "unspecified",
        AddressKind.Transition => "an outdated or local form of an IPv4 address",
        _ => "reserved",
    };
}

/// <summary>What the policy says of a URL.</summary>
/// <param name="Url">The parsed URL; null when refused.</param>
/// <param name="Reason">A sentence for the customer; null when allowed.</param>
public sealed record UrlVerdict(Uri? Url, string? Reason)
{
    /// <summary>An allowed URL.</summary>
    public static UrlVerdict Allowed(Uri url) => new(url, null);

    /// <summary>A refused one.</summary>
    public static UrlVerdict Refused(string reason) => new(null, reason);
}
