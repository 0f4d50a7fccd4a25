using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans;
using Switchboard.Agents;
using Switchboard.Calls;
using Switchboard.Identity;
using Switchboard.Silo;
using Switchboard.Storage;

namespace Switchboard.Tests.Silo;

/// <summary>A whole node in this process, on a throw-away SQLite store and the simulated carrier running fast.</summary>
public sealed class EngineFixture : IAsyncDisposable
{
    private readonly string _folder;
    private readonly IHost _host;

    private EngineFixture(string folder, IHost host)
    {
        _folder = folder;
        _host = host;
    }

    public IServiceProvider Services => _host.Services;

    public IGrainFactory Grains => Services.GetRequiredService<IGrainFactory>();

    public IStore Store => Services.GetRequiredService<IStore>();

    public static Task<EngineFixture> StartAsync(string? folder = null, params (string Key, string Value)[] settings) =>
        StartAsync(folder, _ => { }, settings);

    /// <summary>Starts a node some of whose services a test replaces.</summary>
    public static async Task<EngineFixture> StartAsync(string? folder, Action<IServiceCollection> replace, params (string Key, string Value)[] settings)
    {
        folder ??= Directory.CreateTempSubdirectory("switchboard-").FullName;
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Storage:Path"] = folder,
            ["Carrier:Simulator:TimeScale"] = "200",
        });
        builder.Configuration.AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value)));
        builder.Logging.AddConsole().SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddSwitchboard(builder.Configuration);
        replace(builder.Services);
        var host = builder.Build();
        await host.StartAsync();
        return new EngineFixture(folder, host);
    }

    /// <summary>Signs a tenant up, with its own voice agent.</summary>
    public async Task<(Tenant Tenant, Agent Agent)> SignUpAsync(string country = "US")
    {
        var signUp = await Services.GetRequiredService<Accounts>().SignUpAsync(new($"{Guid.NewGuid()}@example.com", "correct horse battery", null, country));
        var agents = await Services.GetRequiredService<AgentRegister>().PageAsync(signUp!.Tenant.Id, 1, 0);
        return (signUp.Tenant, agents[0]);
    }

    public Task<PlaceCallResult> PlaceAsync(string tenantId, string agentId, string to, int maxDurationSec = 300) =>
        Grains.GetGrain<ICallGrain>(Guid.CreateVersion7().ToString())
            .Place(new PlaceCall(tenantId, agentId, to, null, null, maxDurationSec, null));

    /// <summary>Waits until the call's state is as wanted.</summary>
    public async Task<CallView> AwaitAsync(string tenantId, string callId, Func<CallView, bool> isWanted)
    {
        var calls = Services.GetRequiredService<CallRegister>();
        CallView? call = null;
        await Eventually.Async(async () => (call = await calls.FindAsync(tenantId, callId)) is not null && isWanted(call), () => $"The call stays {call}");
        return call!;
    }

    /// <summary>Waits until the call has ended and its wallet has closed its hold.</summary>
    public async Task<CallView> AwaitSettledAsync(string tenantId, string callId)
    {
        var call = await AwaitAsync(tenantId, callId, view => view.Status.IsEnd());
        var open = new SqlQuery("SELECT call_id FROM holds WHERE call_id = @id AND is_open = TRUE") { ["id"] = callId };
        await Eventually.Async(async () => (await Store.QueryAsync(open, row => row.Text("call_id"))).Count == 0, () => "The hold stays open");
        return call;
    }

    /// <summary>Stops the node and leaves its store, for another to take over.</summary>
    public async Task<string> StopAsync()
    {
        await _host.StopAsync();
        await DisposeHostAsync();
        return _folder;
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        await DisposeHostAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task DisposeHostAsync() => await ((IAsyncDisposable)_host).DisposeAsync();
}
