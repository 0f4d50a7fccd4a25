using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Orleans;
using Switchboard.Agents;
using Switchboard.Embedded.Simulation;
using Switchboard.Identity;
using Switchboard.Payments;
using Switchboard.Silo;
using Switchboard.Storage;
using Switchboard.Tests.Simulation.Storage;
using Switchboard.Webhooks;

namespace Switchboard.Tests.Simulation;

/// <summary>
/// The whole engine under a virtual clock: what outlives a node (the store and the time), the node of the moment, and the
/// faults that strike its writes.
/// </summary>
internal sealed class EngineWorld : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("switchboard-simulation-").FullName;
    private readonly Action<IServiceCollection> _configure;
    private readonly (string Key, string Value)[] _settings;
    private SimulatedHost? _host;
    private int _nodes;

    /// <summary>Prepares a world without a node.</summary>
    /// <param name="seed">Decides every choice.</param>
    /// <param name="configure">Changes the services of each node.</param>
    /// <param name="settings">Configuration besides the defaults.</param>
    public EngineWorld(int seed, Action<IServiceCollection>? configure = null, params (string Key, string Value)[] settings)
        : this(seed, start: null, configure, settings)
    {
    }

    /// <summary>Prepares a world without a node, at a time of its own.</summary>
    public EngineWorld(int seed, DateTimeOffset? start, Action<IServiceCollection>? configure, params (string Key, string Value)[] settings)
    {
        _configure = configure ?? (_ => { });
        _settings = settings;
        Simulation = new SimulationScheduler(seed, start);
        Endpoint = new SimulatedEndpoint(Simulation);
        Store = InlineStore.Open(_folder, StoreTables.Model, Simulation.TimeProvider, _ => NextFault());
    }

    public SimulationScheduler Simulation { get; }

    public IStore Store { get; }

    /// <summary>Where all webhooks go.</summary>
    public SimulatedEndpoint Endpoint { get; }

    /// <summary>Every so many commits on average one goes wrong; 0: none does.</summary>
    public int FaultEvery { get; set; }

    /// <summary>How many commits went wrong.</summary>
    public int Faults { get; private set; }

    /// <summary>How many commits were attempted; changes whenever there may be something new in the store.</summary>
    public int Commits { get; private set; }

    /// <summary>Grains on the node of the moment, as a client outside of it calls them.</summary>
    public IClusterClient Client => _host!.Client;

    /// <summary>Services of the node of the moment.</summary>
    public IServiceProvider Services => _host!.Services;

    /// <summary>Starts a node; a database that fails while it starts would only mean starting again.</summary>
    public async Task StartNodeAsync()
    {
        var faultEvery = FaultEvery;
        FaultEvery = 0;
        _host = await SimulatedHost.StartAsync(Simulation, $"node {++_nodes}", Configure);
        FaultEvery = faultEvery;
    }

    /// <summary>Kills the node: nothing in it ever continues or writes.</summary>
    public void Crash() => _host!.Crash();

    /// <summary>Adds a tenant with its voice agent.</summary>
    public async Task<(string TenantId, string AgentId)> AddTenantAsync(string country)
    {
        var now = Simulation.Now;
        var tenant = new Tenant(
            NewId(), 0, "Simulated", "active", country, country == "IN" ? "INR" : "USD", "free", now.AddDays(7), now);
        var agent = Agent.Demo(tenant.Id, country, now);
        var verdict = await Store.CommitAsync(new WriteSet().InsertTenant(tenant).InsertAgent(agent));
        Assert.IsType<CommitVerdict.Committed>(verdict);
        return (tenant.Id, agent.Id);
    }

    /// <summary>Registers an endpoint of the tenant's for all events of Cualify's door.</summary>
    public async Task AddWebhookAsync(string tenantId)
    {
        var command = new RegisterWebhook(tenantId, "cualify", null, UrlOf(tenantId), ["call.completed", "call.failed", "call.no_answer"], new Dictionary<string, string>());
        var result = await Services.GetRequiredService<WebhookService>().RegisterAsync(command);
        Assert.Null(result.Refusal);
    }

    /// <summary>The tenant's endpoint.</summary>
    public static string UrlOf(string tenantId) => $"http://127.0.0.1:9999/{tenantId}";

    /// <summary>An id that follows from the seed.</summary>
    public string NewId()
    {
        Span<byte> random = stackalloc byte[16];
        Simulation.Random.NextBytes(random);
        random[6] = (byte)((random[6] & 0x0F) | 0x70);
        random[8] = (byte)((random[8] & 0x3F) | 0x80);
        return new Guid(random, bigEndian: true).ToString();
    }

    /// <summary>The rows of a query, read in place.</summary>
    public IReadOnlyList<T> Query<T>(string sql, Func<RowReader, T> map)
    {
        var rows = Store.QueryAsync(new SqlQuery(sql), map).AsTask();
        Assert.True(rows.IsCompleted);
        return rows.GetAwaiter().GetResult();
    }

    public void Dispose()
    {
        Simulation.Dispose();
        Store.DisposeAsync().AsTask().Wait();
        Directory.Delete(_folder, recursive: true);
    }

    private void Configure(IServiceCollection services)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["Storage:Path"] = _folder,
                ["Webhooks:AllowHttp"] = "true",
                ["Webhooks:AllowPrivateNetworks"] = "true",
                // Nobody looks at them here, and what waits in the store is counted every 15 s: of days that pass in a minute, that is most of the work.
                ["Telemetry:Metrics"] = "false",
            })
            .AddInMemoryCollection(_settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)))
            .Build();
        services.AddSingleton<IConfiguration>(configuration);
        services.AddSwitchboard(configuration);
        services.RemoveAll<IStore>();
        services.AddSingleton(Store);
        services.AddSingleton<IWebhookSender>(Endpoint);
        services.AddSingleton<IPaymentProvider>(provider => new SimulatedPayments(Simulation, provider.GetRequiredService<PaymentEvents>()));
        // Background services leave the simulation's thread; none of the engine's promises rests on one.
        foreach (var service in services.Where(IsBackgroundService).ToList()) services.Remove(service);
        _configure(services);
    }

    private static bool IsBackgroundService(ServiceDescriptor descriptor) =>
        descriptor.ServiceType == typeof(IHostedService)
        && typeof(BackgroundService).IsAssignableFrom(
            descriptor.ImplementationType ?? descriptor.ImplementationFactory?.Method.ReturnType);

    private CommitFault NextFault()
    {
        Commits++;
        if (FaultEvery == 0 || Simulation.Random.Next(FaultEvery) != 0) return CommitFault.None;
        Faults++;
        return Simulation.Random.Next(4) switch
        {
            0 => CommitFault.Refuse,
            1 => CommitFault.LostAnswer,
            2 => CommitFault.Stale,
            _ => CommitFault.Delay(TimeSpan.FromMilliseconds(Simulation.Random.Next(1, 20_000))),
        };
    }
}
