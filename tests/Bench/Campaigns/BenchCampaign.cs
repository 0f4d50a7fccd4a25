using Microsoft.Extensions.DependencyInjection;
using Switchboard.Bench.Hosting;
using Switchboard.Bench.Measuring;
using Switchboard.Campaigns;
using Switchboard.Compliance;
using Switchboard.RuleBooks;
using Switchboard.Storage;

namespace Switchboard.Bench.Campaigns;

/// <summary>A campaign of a bench's tenant, with one attempt for each target.</summary>
public sealed class BenchCampaign(Node node, BenchTenant tenant)
{
    private const int BatchSize = 1000;

    private readonly string _id = Guid.CreateVersion7().ToString();
    private readonly string _audienceId = Guid.CreateVersion7().ToString();

    /// <summary>Makes the campaign and its audience.</summary>
    public async Task FillAsync(int targets)
    {
        var now = TimeProvider.System.GetUtcNow();
        var ruleBook = new RuleBook("", "en", new RuleBookOpening("", ""), [], [], [], new RuleBookGoal("information", ""), []);
        var campaign = new Campaign
        {
            Id = _id,
            TenantId = tenant.Id,
            Name = "Bench",
            Status = CampaignStatus.Draft,
            Persona = "amelia",
            AgentId = tenant.AgentId,
            Prompt = "Sell.",
            RuleBook = ruleBook,
            RuleBookId = Guid.CreateVersion7().ToString(),
            RuleBookVersion = 1,
            MaxDurationSec = 300,
            Retries = RetryPolicy.Default with { AttemptsMax = 1 },
            AudienceId = _audienceId,
            Consent = new ConsentAttestation("They agreed.", "bench", now, null, null),
            CreatedAt = now,
            UpdatedAt = now,
        };
        await node.Services.GetRequiredService<CampaignRegister>().CreateAsync(
            campaign, new RuleBookVersion(campaign.RuleBookId, _id, tenant.Id, 1, "Sell.", ruleBook, "deterministic", now));
        foreach (var batch in Enumerable.Range(0, targets).Chunk(BatchSize))
        {
            var set = new WriteSet();
            foreach (var n in batch) set.Insert(TargetTables.Targets, ToRow(n));
            if (await node.Store.CommitAsync(set) is not CommitVerdict.Committed) throw new InvalidOperationException("The audience was not stored.");
        }
    }

    /// <summary>Puts some of the audience on the tenant's do-not-call list.</summary>
    public async Task ListAsync(int targets, Func<int, bool> isListed)
    {
        var rows = Enumerable.Range(0, targets).Where(isListed).Select(n => new DncImportRow(Phone(n), Reason: null)).ToAsyncEnumerable();
        await node.Services.GetRequiredService<DncRegister>().ImportAsync(tenant.Id, rows);
    }

    /// <summary>Runs it to its end.</summary>
    /// <param name="parts">How often to stop and look.</param>
    /// <param name="progress">How many targets a run has ended.</param>
    /// <param name="targets">How many there are.</param>
    /// <param name="look">Called after each part.</param>
    public async Task RunAsync(int parts, Func<RunView, long> progress, int targets, Action look)
    {
        var started = await node.Services.GetRequiredService<CampaignRunner>().RunAsync(tenant.Id, _id);
        if (started is not { Change: RunChange.Ok, Run: { } run }) throw new InvalidOperationException($"The run did not start: {started}.");
        var runs = node.Services.GetRequiredService<RunRegister>();
        for (var part = 1; part <= parts; part++)
        {
            var wanted = (long)targets * part / parts;
            await Until.HoldsAsync(async () => progress(run = (await runs.FindAsync(tenant.Id, run.Id))!) >= wanted, () => $"The run stays at {run}.");
            look();
        }

        await Until.HoldsAsync(async () => (run = (await runs.FindAsync(tenant.Id, run.Id))!).Status == RunStatus.Completed, () => $"The run stays at {run}.");
        if (run.Attempts + run.Skipped != targets) throw new InvalidOperationException($"Of {targets} targets {run.Attempts} were called and {run.Skipped} skipped.");
    }

    private static string Phone(int n) => $"+1415{n:0000000}";

    private Row ToRow(int n) => new()
    {
        ["audience_id"] = _audienceId,
        ["phone_e164"] = Phone(n),
        ["tenant_id"] = tenant.Id,
        ["campaign_id"] = _id,
        ["name"] = $"Person {n}",
        ["upload_id"] = "bench",
        ["status"] = TargetStatus.Waiting,
        ["run_number"] = 0,
        ["attempts"] = 0,
        ["reached"] = false,
    };
}
