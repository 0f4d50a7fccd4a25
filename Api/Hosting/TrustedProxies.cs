using Microsoft.AspNetCore.HttpOverrides;
using Switchboard.Settings;
using IPNetwork = System.Net.IPNetwork;

namespace Switchboard.Api.Hosting;

/// <summary>The proxies in front of this process whose word on a request's real address, scheme and host is taken.</summary>
/// <param name="Networks">Where they are; this machine is always among them.</param>
public sealed record TrustedProxies(IReadOnlyList<IPNetwork> Networks)
{
    private const string Key = "Proxy:TrustedNetworks";

    /// <summary>Reads <c>Proxy:TrustedNetworks</c>: networks as <c>10.0.0.0/8</c>, separated by commas.</summary>
    public static TrustedProxies Read(IConfiguration configuration) => new(
    [
        .. (configuration.Text(Key) ?? "")
            .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(text => IPNetwork.TryParse(text, out var network)
                ? network
                : throw new InvalidSettingException(Key, "must be networks such as 10.0.0.0/8, separated by commas")),
    ]);

    /// <summary>Sets the middleware up.</summary>
    public void Apply(ForwardedHeadersOptions options)
    {
        options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;
        foreach (var network in Networks)
            options.KnownIPNetworks.Add(network);
        // Of several proxies in a row each adds the one before it. The caller is the first that is not trusted; nothing further is believed.
        if (Networks.Count > 0)
            options.ForwardLimit = null;
    }
}
