using Switchboard.Tests.Api.Support;

namespace Switchboard.Tests.Doors.Support;

/// <summary>
/// The real server for the tests of a class: simulated calls run two hundred times as fast, webhooks may go to this machine, and clients
/// may poll as often as they like. Each test signs up organisations of its own.
/// </summary>
public sealed class ServerFixture : IAsyncLifetime
{
    internal static readonly (string Key, string Value)[] Settings =
    [
        ("Carrier:Simulator:TimeScale", "200"),
        ("RateLimits:Enabled", "false"),
        ("Webhooks:AllowHttp", "true"),
        ("Webhooks:AllowPrivateNetworks", "true"),
        ("Webhooks:RetrySeconds", "0.1,0.1,0.1,0.1,0.1"),
    ];

    internal ApiServer Server { get; private set; } = null!;

    public async Task InitializeAsync() => Server = await ApiServer.StartAsync(Settings);

    public async Task DisposeAsync() => await Server.DisposeAsync();
}
