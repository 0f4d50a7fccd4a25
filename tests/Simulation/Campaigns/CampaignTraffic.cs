using Microsoft.Extensions.DependencyInjection;
using Switchboard.Approvals;
using Switchboard.Campaigns;
using Switchboard.Compliance;
using Switchboard.RuleBooks;
using Switchboard.Storage;

namespace Switchboard.Tests.Simulation.Campaigns;

/// <summary>
/// Clients that run campaigns, pause them, add to their audiences, put numbers on lists and decide approvals, and ask again when they get no answer.
/// </summary>
internal sealed class CampaignTraffic(EngineWorld world)
{
    /// <summary>Longer than any of these campaigns takes, whatever happens to it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromDays(6);

    private readonly List<Campaign> _campaigns = [];
    private readonly List<(string TenantId, string Phone, DateTimeOffset At)> _listed = [];

    /// <summary>The campaigns, as they were made.</summary>
    public IReadOnlyList<Campaign> Campaigns => _campaigns;

    /// <summary>Numbers that were put on a do-not-call list for certain, and from when on.</summary>
    public IReadOnlyList<(string TenantId, string Phone, DateTimeOffset At)> Listed => _listed;

    /// <summary>How often a client pauses a campaign that it runs.</summary>
    public int PausesMax { get; init; } = 3;

    private Random Random => world.Simulation.Random;

    private CampaignRunner Runner => new(new CampaignRegister(world.Store), new RunRegister(world.Store), world.Client, world.Simulation.TimeProvider);

    /// <summary>A campaign that is ready, with its audience.</summary>
    public async Task<Campaign> CreateAsync(
        string tenantId, string agentId, IReadOnlyList<(string Phone, string? Zone)> audience, Func<Campaign, Campaign>? change = null)
    {
        var now = world.Simulation.Now;
        var ruleBook = new RuleBook("", "en", new RuleBookOpening("", ""), [], [], [], new RuleBookGoal("information", ""), []);
        var campaign = new Campaign
        {
            Id = world.NewId(),
            TenantId = tenantId,
            Name = "Simulated",
            Status = CampaignStatus.Draft,
            Persona = "amelia",
            AgentId = agentId,
            Prompt = "Sell.",
            RuleBook = ruleBook,
            RuleBookId = world.NewId(),
            RuleBookVersion = 1,
            MaxDurationSec = 60,
            Retries = new RetryPolicy(BusySec: 120, NoAnswerSec: 300, CarrierErrorSec: 60, AttemptsMax: 3),
            AudienceId = world.NewId(),
            AudienceZones = [.. audience.Select(target => target.Zone).OfType<string>().Distinct()],
            Consent = new ConsentAttestation("They agreed.", world.NewId(), now, null, null),
            CreatedAt = now,
            UpdatedAt = now,
        };
        if (change is not null) campaign = change(campaign);
        await new CampaignRegister(world.Store).CreateAsync(
            campaign, new RuleBookVersion(campaign.RuleBookId, campaign.Id, tenantId, 1, "Sell.", ruleBook, "deterministic", now));
        foreach (var (phone, zone) in audience) await world.Store.CommitAsync(Insert(campaign, phone, zone));
        _campaigns.Add(campaign);
        return campaign;
    }

    /// <summary>Runs a campaign, pauses it now and then, and resumes it for whatever reason it has paused, until it is completed.</summary>
    public async Task RunToEndAsync(Campaign campaign, TimeSpan lookEvery)
    {
        await world.Simulation.Delay(TimeSpan.FromSeconds(Random.Next(0, 60)));
        var giveUpAt = world.Simulation.Now + Patience;
        for (var pauses = 0; StatusOf(campaign) != CampaignStatus.Completed && world.Simulation.Now < giveUpAt;)
        {
            if (StatusOf(campaign) == CampaignStatus.Live)
            {
                if (pauses++ < PausesMax) await TryAsync(() => Runner.PauseAsync(campaign.TenantId, campaign.Id));
            }
            else
            {
                // Two people press the button at the same time.
                var both = Task.WhenAll(TryAsync(() => Runner.RunAsync(campaign.TenantId, campaign.Id)), TryAsync(() => Runner.RunAsync(campaign.TenantId, campaign.Id)));
                if (Random.Next(4) == 0) await TryAsync(() => Runner.PauseAsync(campaign.TenantId, campaign.Id));
                await both;
            }

            await world.Simulation.Delay(lookEvery * (0.2 + Random.NextDouble()));
        }
    }

    /// <summary>Adds a number to the audience of a campaign, live or not.</summary>
    public async Task AppendAsync(Campaign campaign, string phone, TimeSpan within)
    {
        await world.Simulation.Delay(within * Random.NextDouble());
        await InsistAsync(() => world.Store.CommitAsync(Insert(campaign, phone, zone: null)));
        if ((await new CampaignRegister(world.Store).FindAsync(campaign.TenantId, campaign.Id))!.RunId is { } runId)
            await TryAsync(() => world.Client.GetGrain<IRunGrain>(runId).Nudge());
    }

    /// <summary>Puts a number on the tenant's do-not-call list.</summary>
    public async Task ListAsync(string tenantId, string phone, TimeSpan within)
    {
        await world.Simulation.Delay(within * Random.NextDouble());
        await InsistAsync(() => world.Services.GetRequiredService<DncRegister>().AddAsync(tenantId, phone, "simulated"));
        _listed.Add((tenantId, phone, world.Simulation.Now));
    }

    /// <summary>Decides some of the approvals that are pending; the others run out.</summary>
    public async Task DecideAsync(string tenantId, Task until)
    {
        while (!until.IsCompleted)
        {
            await world.Simulation.Delay(TimeSpan.FromSeconds(Random.Next(5, 60)));
            foreach (var id in world.Query("SELECT id FROM approvals WHERE status = 'pending' ORDER BY id", row => row.Text("id")))
            {
                var command = new DecideApproval(tenantId, Random.Next(2) == 0, "somebody", null);
                if (Random.Next(2) == 0) await TryAsync(() => world.Client.GetGrain<IApprovalGrain>(id).Decide(command));
            }
        }
    }

    private CampaignStatus StatusOf(Campaign campaign) => world.Query(
        $"SELECT status FROM campaigns WHERE id = '{campaign.Id}'", row => CampaignNames.ParseStatus(row.Text("status"))!.Value)[0];

    private static WriteSet Insert(Campaign campaign, string phone, string? zone) => new WriteSet().Insert(TargetTables.Targets, new Row
    {
        ["audience_id"] = campaign.AudienceId,
        ["phone_e164"] = phone,
        ["tenant_id"] = campaign.TenantId,
        ["campaign_id"] = campaign.Id,
        ["zone"] = zone,
        ["upload_id"] = "simulated",
        ["status"] = TargetStatus.Waiting,
        ["run_number"] = 0,
        ["attempts"] = 0,
        ["reached"] = false,
    });

    /// <summary>Asks once, and does not mind when there is no answer.</summary>
    private static async Task TryAsync(Func<Task> ask)
    {
        try
        {
            await ask();
        }
        catch (Exception e) when (e is not Xunit.Sdk.XunitException)
        {
            // What became of it is unknown; the client looks again later.
        }
    }

    private async Task InsistAsync(Func<Task> ask)
    {
        while (true)
        {
            try
            {
                await ask();
                return;
            }
            catch (Exception e) when (e is not Xunit.Sdk.XunitException)
            {
                await world.Simulation.Delay(TimeSpan.FromSeconds(Random.Next(1, 10)));
            }
        }
    }
}
