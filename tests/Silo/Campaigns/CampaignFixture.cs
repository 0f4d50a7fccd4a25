using Microsoft.Extensions.DependencyInjection;
using Switchboard.Agents;
using Switchboard.Calls;
using Switchboard.Campaigns;
using Switchboard.Identity;
using Switchboard.RuleBooks;
using Switchboard.Storage;

namespace Switchboard.Tests.Silo.Campaigns;

/// <summary>A node with a tenant and its campaigns, whose audiences are written straight into the store.</summary>
public sealed class CampaignFixture : IAsyncDisposable
{
    private CampaignFixture(EngineFixture engine, Tenant tenant, Agent agent)
    {
        Engine = engine;
        Tenant = tenant;
        Agent = agent;
    }

    public EngineFixture Engine { get; }

    public Tenant Tenant { get; }

    public Agent Agent { get; }

    public CampaignRunner Runner => Engine.Services.GetRequiredService<CampaignRunner>();

    public CampaignRegister Campaigns => Engine.Services.GetRequiredService<CampaignRegister>();

    public RunRegister Runs => Engine.Services.GetRequiredService<RunRegister>();

    public DecisionRegister Decisions => Engine.Services.GetRequiredService<DecisionRegister>();

    public static async Task<CampaignFixture> StartAsync(string country = "IN", params (string Key, string Value)[] settings)
    {
        var engine = await EngineFixture.StartAsync(null, settings);
        var (tenant, agent) = await engine.SignUpAsync(country);
        return new(engine, tenant, agent);
    }

    /// <summary>A campaign that is ready to run.</summary>
    public async Task<Campaign> CreateAsync(IReadOnlyList<string> phones, Func<Campaign, Campaign>? change = null)
    {
        var id = Guid.CreateVersion7().ToString();
        var now = TimeProvider.System.GetUtcNow();
        var ruleBook = new RuleBook(
            "Sell.", "en-IN", new RuleBookOpening("Hello, I am a machine.", "Do you have a minute?"), [new("yes", "go on")], [new("no time", "call later")], ["guaranteed"],
            new RuleBookGoal("information", "Inform."), []);
        var campaign = new Campaign
        {
            Id = id,
            TenantId = Tenant.Id,
            Name = "Test campaign",
            Status = CampaignStatus.Draft,
            Persona = "amelia",
            AgentId = Agent.Id,
            Prompt = "Sell.",
            RuleBook = ruleBook,
            RuleBookId = Guid.CreateVersion7().ToString(),
            RuleBookVersion = 1,
            MaxDurationSec = 60,
            Consent = new ConsentAttestation("They agreed.", Guid.CreateVersion7().ToString(), now, null, null),
            AudienceId = Guid.CreateVersion7().ToString(),
            CreatedAt = now,
            UpdatedAt = now,
        };
        if (change is not null) campaign = change(campaign);
        await Campaigns.CreateAsync(campaign, new RuleBookVersion(campaign.RuleBookId, id, Tenant.Id, 1, campaign.Prompt, ruleBook, "deterministic", now));
        await AddAsync(campaign, phones);
        return campaign;
    }

    /// <summary>Adds numbers to the campaign's audience.</summary>
    public async Task AddAsync(Campaign campaign, IReadOnlyList<string> phones, string? zone = null)
    {
        foreach (var batch in phones.Chunk(500))
        {
            var set = new WriteSet();
            foreach (var phone in batch)
            {
                set.Insert(TargetTables.Targets, new Row
                {
                    ["audience_id"] = campaign.AudienceId,
                    ["phone_e164"] = phone,
                    ["tenant_id"] = campaign.TenantId,
                    ["campaign_id"] = campaign.Id,
                    ["name"] = $"Person {phone}",
                    ["zone"] = zone,
                    ["upload_id"] = "test",
                    ["status"] = TargetStatus.Waiting,
                    ["run_number"] = 0,
                    ["attempts"] = 0,
                    ["reached"] = false,
                });
            }

            Assert.IsType<CommitVerdict.Committed>(await Engine.Store.CommitAsync(set));
        }
    }

    /// <summary>Starts or resumes the campaign.</summary>
    public async Task<RunView> RunAsync(Campaign campaign)
    {
        var result = await Runner.RunAsync(Tenant.Id, campaign.Id);
        Assert.Equal(RunChange.Ok, result.Change);
        return result.Run!;
    }

    /// <summary>Waits until the run is as wanted.</summary>
    public async Task<RunView> AwaitAsync(string runId, Func<RunView, bool> isWanted)
    {
        RunView? run = null;
        await Eventually.Async(async () => (run = await Runs.FindAsync(Tenant.Id, runId)) is not null && isWanted(run), () => $"The run stays {run}");
        return run!;
    }

    public Task<RunView> AwaitCompletedAsync(string runId) => AwaitAsync(runId, run => run.Status == RunStatus.Completed);

    public async Task<IReadOnlyList<CallView>> CallsAsync() =>
        (await Engine.Services.GetRequiredService<CallRegister>().PageAsync(Tenant.Id, CallFilter.None, 1000, 0)).Rows;

    /// <summary>What was decided about a number, the oldest first.</summary>
    public async Task<string[]> WhyAsync(Campaign campaign, string phone) =>
        [.. (await Decisions.PageAsync(Tenant.Id, new DecisionFilter(campaign.Id, RunId: null, phone), null, 100)).Reverse().Select(d => $"{d.Attempt} {d.Decision} {d.Reason}")];

    public ValueTask DisposeAsync() => Engine.DisposeAsync();
}
