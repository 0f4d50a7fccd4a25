using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Storage;
using Switchboard.Tests.Rules;

namespace Switchboard.Tests.Embedded;

/// <summary>The host rules on a real silo.</summary>
public sealed class OrleansHostRules(Silo silo) : HostRules, IClassFixture<Silo>
{
    // A silo waits 5 s before it tells who waits that an activation has failed.
    protected override TimeSpan ResponseTimeout => Silo.ResponseTimeout;

    protected override Task InHost(Func<RuleContext, Task> rule) => rule(new RuleContext(silo.Grains, TimeProvider.System, silo.Storage));
}

/// <summary>A silo with everything in memory, started once for all rules.</summary>
public sealed class Silo : IAsyncLifetime
{
    private readonly IHost host;

    public Silo()
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Error);
        builder.Services.AddKeyedSingleton<IGrainStorage>(RuleStorage.Name, Storage);
        builder.UseOrleans(silo => silo
            .UseLocalhostClustering(FreePort(), FreePort())
            .AddMemoryGrainStorage("PubSubStore")
            .AddMemoryStreams(RuleStreams.Provider)
            .UseInMemoryReminderService()
            .Configure<SiloMessagingOptions>(o => o.ResponseTimeout = ResponseTimeout)
            .Configure<ReminderOptions>(o => o.MinimumReminderPeriod = TimeSpan.FromSeconds(1)));
        builder.Services.Configure<ClientMessagingOptions>(o => o.ResponseTimeout = ResponseTimeout);
        host = builder.Build();
    }

    public static TimeSpan ResponseTimeout => TimeSpan.FromSeconds(8);

    public RuleStorage Storage { get; } = new();

    public IClusterClient Grains => host.Services.GetRequiredService<IClusterClient>();

    public Task InitializeAsync() => host.StartAsync();

    public async Task DisposeAsync()
    {
        await host.StopAsync();
        host.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }
}
