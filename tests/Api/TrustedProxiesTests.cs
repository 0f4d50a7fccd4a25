using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Switchboard.Api.Hosting;

namespace Switchboard.Tests.Api;

/// <summary>Whose word on a caller's address is taken.</summary>
public sealed class TrustedProxiesTests
{
    private const string Caller = "203.0.113.9";

    [Theory]
    // One proxy; the caller has put something in front.
    [InlineData("10.7.0.0/24", "10.7.0.2", $"198.51.100.1, {Caller}")]
    // One that ends TLS in front of the one that balances.
    [InlineData("10.7.0.0/24, 192.0.2.4/32", "10.7.0.2", $"198.51.100.1, {Caller}, 192.0.2.4")]
    // A third of the operator's.
    [InlineData("10.7.0.0/24, 192.0.2.4/32", "10.7.0.2", $"{Caller}, 10.7.0.9, 192.0.2.4")]
    // On this machine.
    [InlineData("", "127.0.0.1", Caller)]
    public async Task The_caller_is_the_nearest_that_is_not_trusted(string trusted, string from, string forwarded) =>
        Assert.Equal(Caller, await AddressAsync(trusted, from, forwarded));

    [Theory]
    [InlineData("", "10.7.0.2")]
    [InlineData("10.7.0.0/24", "10.8.0.2")]
    public async Task A_stranger_is_believed_nothing(string trusted, string from) => Assert.Equal(from, await AddressAsync(trusted, from, Caller));

    private static async Task<string?> AddressAsync(string trusted, string from, string forwarded)
    {
        var options = new ForwardedHeadersOptions();
        TrustedProxies.Read(new ConfigurationBuilder().AddInMemoryCollection([new("Proxy:TrustedNetworks", trusted)]).Build()).Apply(options);
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = IPAddress.Parse(from);
        context.Request.Headers["X-Forwarded-For"] = forwarded;
        await new ForwardedHeadersMiddleware(_ => Task.CompletedTask, NullLoggerFactory.Instance, Options.Create(options)).Invoke(context);
        return context.Connection.RemoteIpAddress?.ToString();
    }
}
