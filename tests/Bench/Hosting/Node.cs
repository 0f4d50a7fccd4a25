using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans;
using Switchboard.Agents;
using Switchboard.Identity;
using Switchboard.Silo;
using Switchboard.Storage;
using Switchboard.Wallets;

namespace Switchboard.Bench.Hosting;

/// <summary>A whole node in this process, over a bench's store.</summary>
public sealed class Node : IAsyncDisposable
{
    private readonly IHost _host;

    private Node(IHost host) => _host = host;

    public IServiceProvider Services => _host.Services;

    public IGrainFactory Grains => Services.GetRequiredService<IGrainFactory>();

    public IStore Store => Services.GetRequiredService<IStore>();

    public static Task<Node> StartAsync(BenchDatabase database, params (string Key, string Value)[] settings) =>
        StartAsync(database, _ => { }, settings);

    /// <summary>Starts a node with further services.</summary>
    public static async Task<Node> StartAsync(BenchDatabase database, Action<IServiceCollection> configure, params (string Key, string Value)[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(database.Settings);
        builder.Configuration.AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value)));
        builder.Logging.AddConsole().SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddSwitchboard(builder.Configuration);
        configure(builder.Services);
        var host = builder.Build();
        await host.StartAsync();
        return new Node(host);
    }

    /// <summary>Signs a tenant up and gives it more money than any bench can spend.</summary>
    public async Task<BenchTenant> SignUpAsync()
    {
        var signUp = await Services.GetRequiredService<Accounts>().SignUpAsync(new($"{Guid.NewGuid()}@example.com", "correct horse battery", null, "US"));
        var agents = await Services.GetRequiredService<AgentRegister>().PageAsync(signUp!.Tenant.Id, 1, 0);
        await Grains.GetGrain<IWalletGrain>(signUp.Tenant.Id).Credit(new Credit("bench", "topup", 1_000_000_000_000, "Bench"));
        return new BenchTenant(signUp.Tenant.Id, agents[0].Id);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        await ((IAsyncDisposable)_host).DisposeAsync();
    }
}

/// <summary>A tenant with money.</summary>
/// <param name="Id">The tenant.</param>
/// <param name="AgentId">Its voice agent.</param>
public sealed record BenchTenant(string Id, string AgentId);
