using System.Reflection;
using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans;
using Switchboard.Agents;
using Switchboard.Calls;
using Switchboard.Campaigns;
using Switchboard.Compliance;
using Switchboard.Contacts;
using Switchboard.Events;
using Switchboard.Files;
using Switchboard.RuleBooks;
using Switchboard.Storage;
using Switchboard.Tests.Grains.Compliance;
using Switchboard.Tests.Grains.Contacts;
using Switchboard.Tests.Grains.Support;

namespace Switchboard.Tests.Grains.Campaigns;

/// <summary>Campaigns of one tenant in a store of their own, with everything that an upload is checked against.</summary>
internal sealed class AudienceWorld : IAsyncDisposable
{
    public const string Tenant = "tenant-1";

    private readonly TestStore _database;

    private AudienceWorld(TestStore database, NationalRegistry registry, IConfiguration settings)
    {
        _database = database;
        Store = new FailingStore(database.Store);
        Campaigns = new CampaignRegister(Store);
        Audiences = new AudienceRegister(Store);
        Dnc = new DncRegister(Store, TestPseudonyms.New(), TimeProvider.System);
        Registry = registry;
        Contacts = new ContactRegister(
            Store, new EventPublisher(DispatchProxy.Create<IClusterClient, ContactRegisterTests.NoCluster>(), NullLogger<EventPublisher>.Instance), TimeProvider.System);
        Importer = new AudienceImporter(
            Store, Campaigns, new RunRegister(Store), Audiences, Dnc, registry, new CooldownRegister(Store, TimeSpan.FromDays(7), TimeProvider.System), Contacts,
            RunsOnly.Create(new NudgedRun(() => Nudges++)),
            TimeProvider.System);
    }

    public FailingStore Store { get; }

    public CampaignRegister Campaigns { get; }

    public AudienceRegister Audiences { get; }

    public DncRegister Dnc { get; }

    public NationalRegistry Registry { get; }

    public ContactRegister Contacts { get; }

    public AudienceImporter Importer { get; }

    /// <summary>How many times a run was told that there are new targets.</summary>
    public int Nudges { get; private set; }

    /// <summary>A world in which these numbers are in the Indian registry.</summary>
    public static async Task<AudienceWorld> OpenAsync(params string[] registered)
    {
        var database = await TestStore.OpenAsync(
        [
            CampaignTables.Campaigns, CampaignTables.RuleBooks, TargetTables.Targets, TargetTables.Uploads, TargetTables.RejectedRows, TargetTables.Erased, RunTables.Runs,
            CooldownRegister.Table, DncTables.Entries, DncTables.Removals, .. ContactTables.All, EventTables.Events]);
        var file = Path.Combine(database.Folder, "ncpr.csv");
        await File.WriteAllLinesAsync(file, ["phone_e164", .. registered]);
        var settings = new ConfigurationBuilder().AddInMemoryCollection([new("Compliance:NcprFile", file)]).Build();
        var registry = new NationalRegistry(settings, TimeProvider.System, NullLogger<NationalRegistry>.Instance);
        await registry.StartAsync(CancellationToken.None);
        return new AudienceWorld(database, registry, settings);
    }

    public async Task<Campaign> CreateCampaignAsync(CampaignStatus status = CampaignStatus.Draft, string? config = null)
    {
        var now = StoreTime.AsStored(DateTimeOffset.UtcNow);
        var id = Guid.CreateVersion7(now).ToString();
        var ruleBook = new RuleBook("", "en", new("Hello", "Well?"), [], [], [], new("information", "To know"), []);
        var version = new RuleBookVersion(Guid.CreateVersion7(now).ToString(), id, Tenant, 1, "", ruleBook, "test", now);
        var campaign = new Campaign
        {
            Id = id,
            TenantId = Tenant,
            Name = "Test",
            Status = status,
            Persona = "amelia",
            AgentId = Agent.DemoId,
            Prompt = "",
            RuleBook = ruleBook,
            RuleBookId = version.Id,
            RuleBookVersion = 1,
            MaxDurationSec = 300,
            AudienceSource = config is null ? AudienceSource.Uploads : AudienceSource.Contacts,
            Config = config,
            CreatedAt = now,
            UpdatedAt = now,
        };
        await Campaigns.CreateAsync(campaign, version);
        return campaign;
    }

    public async Task<Campaign> ReadAsync(Campaign campaign) => (await Campaigns.FindAsync(Tenant, campaign.Id))!;

    public Task<AudienceResult> UploadAsync(Campaign campaign, string csv, AudienceMode mode = AudienceMode.Add, string country = "IN")
    {
        var bytes = Encoding.UTF8.GetBytes(csv);
        return Importer.ImportAsync(() => Task.FromResult(
            new UploadAudience(Tenant, country, campaign.Id, mode, () => CsvTable.Open(new MemoryStream(bytes), AudienceColumns.All))));
    }

    /// <summary>The targets of the audience in force in their order, checked to be numbered without a gap.</summary>
    public async Task<IReadOnlyList<Target>> TargetsAsync(Campaign campaign)
    {
        var current = await ReadAsync(campaign);
        var targets = await TargetsAsync(current.AudienceId ?? "");
        Assert.Equal(await Campaigns.AudienceCountAsync(current), targets.Count);
        return targets;
    }

    public async Task<IReadOnlyList<Target>> TargetsAsync(string audienceId)
    {
        var targets = await Store.QueryAsync(
            new SqlQuery("SELECT * FROM targets WHERE audience_id = @audience ORDER BY ordinal") { ["audience"] = audienceId },
            row => (row.Int64("ordinal"), new Target(
                row.Text("phone_e164"), row.TextOrNull("name"), row.TextOrNull("fields"), row.TextOrNull("zone"), row.Boolean("reached"), row.Text("status"))));
        Assert.Equal(Enumerable.Range(0, targets.Count).Select(i => (long)i), targets.Select(target => target.Item1));
        return [.. targets.Select(target => target.Item2)];
    }

    public async Task<long> CountAsync(string table) => await Store.FirstOrDefaultAsync(new SqlQuery($"SELECT count(*) AS n FROM {table}"), row => row.Int64("n"));

    public async ValueTask DisposeAsync()
    {
        await Registry.StopAsync(CancellationToken.None);
        Registry.Dispose();
        Importer.Dispose();
        await _database.DisposeAsync();
    }

    internal sealed record Target(string Phone, string? Name, string? Fields, string? Zone, bool IsReached, string Status);

    /// <summary>A run that can only be nudged.</summary>
    private sealed class NudgedRun(Action nudged) : IRunGrain
    {
        public Task Nudge()
        {
            nudged();
            return Task.CompletedTask;
        }

        public Task<RunChangeResult> Start(StartRun command) => throw new NotSupportedException();

        public Task<RunChangeResult> Resume(string tenantId) => throw new NotSupportedException();

        public Task<RunChangeResult> Pause(string tenantId) => throw new NotSupportedException();

        public Task CallEnded(CallView call) => throw new NotSupportedException();

        public Task<ErasureResult> Erase(string tenantId, string phone, string pseudonym) => throw new NotSupportedException();

        public Task<RunView?> Get() => throw new NotSupportedException();

        public Task<DateTimeOffset?> OnDeadline() => throw new NotSupportedException();
    }
}

/// <summary>A store that fails after so many commits, when a test wants it to.</summary>
internal sealed class FailingStore(IStore inner) : IStore
{
    private int _commitsLeft = int.MaxValue;

    public int CommitsLeft
    {
        get => _commitsLeft;
        set => _commitsLeft = value;
    }

    /// <summary>Runs before each commit.</summary>
    public Func<WriteSet, Task> BeforeCommit { get; set; } = _ => Task.CompletedTask;

    public SqlDialect Dialect => inner.Dialect;

    public StoreHealth Health => inner.Health;

    public async Task<CommitVerdict> CommitAsync(WriteSet set, CancellationToken cancellationToken = default)
    {
        await BeforeCommit(set);
        return Interlocked.Decrement(ref _commitsLeft) < 0
            ? throw new StoreUnavailableException("broken by the test", outcomeUnknown: false)
            : await inner.CommitAsync(set, cancellationToken);
    }

    public ValueTask<IReadOnlyList<T>> QueryAsync<T>(SqlQuery query, Func<RowReader, T> map, CancellationToken cancellationToken = default) =>
        inner.QueryAsync(query, map, cancellationToken);

    public Task ExpungeAsync(CancellationToken cancellationToken = default) => inner.ExpungeAsync(cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}

/// <summary>A grain factory that gives one run out, whatever it is asked for; by reflection, because the hosts' factories have different methods.</summary>
public class RunsOnly : DispatchProxy
{
    private IRunGrain? _run;

    internal static IGrainFactory Create(IRunGrain run)
    {
        var factory = Create<IGrainFactory, RunsOnly>();
        ((RunsOnly)factory)._run = run;
        return factory;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => _run;
}
