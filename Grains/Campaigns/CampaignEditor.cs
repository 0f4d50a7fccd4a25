using Switchboard.Agents;
using Switchboard.Calls;
using Switchboard.Identity;
using Switchboard.RuleBooks;
using Switchboard.Storage;

namespace Switchboard.Campaigns;

/// <summary>
/// Creates and changes campaigns. Each change is one conditional write of the campaign's row, so that it and a run that begins at the same moment never
/// mix; who loses reads again.
/// </summary>
public sealed partial class CampaignEditor(
    CampaignRegister campaigns, AgentRegister agents, TenantRegister tenants, IRuleBookWriter writer, TimeProvider time)
{
    /// <summary>The writer's name in versions of a rule book that somebody edited.</summary>
    public const string Edited = "edited";

    private DateTimeOffset Now => StoreTime.AsStored(time.GetUtcNow());

    /// <summary>Writes the rule book, and creates the campaign as a draft when it holds.</summary>
    public async Task<CampaignResult> CreateAsync(CreateCampaign command, CancellationToken cancellationToken = default)
    {
        var result = await writer.WriteAsync(new(command.TenantId, command.Prompt, command.Country, command.Persona), cancellationToken);
        if (result.Written is not { } written) return CampaignResult.Invalid(result.Errors);

        var now = Now;
        var id = Guid.CreateVersion7(now).ToString();
        var version = new RuleBookVersion(NewId(now), id, command.TenantId, Number: 1, command.Prompt, written.RuleBook, written.Writer, now);
        var campaign = new Campaign
        {
            Id = id,
            TenantId = command.TenantId,
            Name = written.Name,
            Status = CampaignStatus.Draft,
            Persona = command.Persona ?? written.Persona,
            AgentId = Agent.DemoId,
            Prompt = command.Prompt,
            RuleBook = version.RuleBook,
            RuleBookId = version.Id,
            RuleBookVersion = version.Number,
            Window = written.Window,
            MaxDurationSec = CallLimits.DurationSecDefault,
            IsTest = command.IsTest,
            AuthorUserId = command.AuthorUserId,
            CreatedAt = now,
            UpdatedAt = now,
        };
        await campaigns.CreateAsync(campaign, version);
        return CampaignResult.Changed(campaign);
    }

    /// <summary>Changes a campaign that is not live. The name or settings of one that calls contacts make a new rule book when they say something else.</summary>
    public async Task<CampaignResult> UpdateAsync(
        string tenantId, string id, CampaignChanges changes, CancellationToken cancellationToken = default)
    {
        if (changes.AgentId is { } agentId && await agents.FindAsync(tenantId, agentId) is not { IsActive: true })
            return CampaignResult.Refused(CampaignRefusal.UnknownAgent);
        var rewritten = await RewriteForAsync(tenantId, id, changes, cancellationToken);
        return await ChangeAsync(tenantId, id, campaign =>
        {
            var changed = changes.ApplyTo(campaign);
            if (rewritten is { } written && !BriefOf(changed).SaysTheSame(BriefOf(campaign)))
                return Rewrite(changed with { Prompt = written.Prompt }, written.RuleBook, written.Prompt, written.Writer);
            return changes.RuleBook is { } edit ? Rewrite(changed, edit.ApplyTo(campaign.RuleBook), campaign.Prompt, Edited) : new(changed);
        });
    }

    /// <summary>Has the rule book written anew, from the campaign's prompt or from a new one, and takes over the hours that it names.</summary>
    public async Task<CampaignResult> RegenerateAsync(
        string tenantId, string country, string id, string? prompt, CancellationToken cancellationToken = default)
    {
        if (await campaigns.FindAsync(tenantId, id) is not { } campaign) return CampaignResult.Refused(CampaignRefusal.NotFound);
        if (Obstacle(campaign) is { } obstacle) return CampaignResult.Refused(obstacle);

        var source = prompt ?? campaign.Prompt;
        var result = await writer.WriteAsync(new(tenantId, source, country, campaign.Persona), cancellationToken);
        if (result.Written is not { } written) return CampaignResult.Invalid(result.Errors);
        return await ChangeAsync(tenantId, id, current => Rewrite(
            current with { Prompt = source, Window = written.Window ?? current.Window }, written.RuleBook, source, written.Writer));
    }

    /// <summary>Retires a campaign that is not live, for good. One that is retired already stays as it is, but for being archived now.</summary>
    /// <param name="tenantId">Whose.</param>
    /// <param name="id">The campaign.</param>
    /// <param name="archive">Whether it is deleted, which leaves it readable.</param>
    public async Task<CampaignResult> RetireAsync(string tenantId, string id, bool archive)
    {
        while (true)
        {
            if (await campaigns.FindAsync(tenantId, id) is not { } read) return CampaignResult.Refused(CampaignRefusal.NotFound);
            if (read.Status == CampaignStatus.Live) return CampaignResult.Refused(CampaignRefusal.Live);
            if (read.Status == CampaignStatus.Retired && (!archive || read.ArchivedAt is not null)) return CampaignResult.Changed(read);
            var now = Now;
            var retired = read with { Status = CampaignStatus.Retired, UpdatedAt = now, ArchivedAt = archive ? now : read.ArchivedAt };
            if (await campaigns.TryUpdateAsync(read, retired) is { } written) return CampaignResult.Changed(written);
        }
    }

    private async Task<CampaignResult> ChangeAsync(string tenantId, string id, Func<Campaign, Change> change)
    {
        while (true)
        {
            if (await campaigns.FindAsync(tenantId, id) is not { } read) return CampaignResult.Refused(CampaignRefusal.NotFound);
            if (Obstacle(read) is { } obstacle) return CampaignResult.Refused(obstacle);
            var (changed, ruleBook) = change(read);
            if (changed.Period.First > changed.Period.Last) return CampaignResult.Refused(CampaignRefusal.PeriodBackwards);
            if (ruleBook is not null && RuleBookValidator.CheckEdited(ruleBook.RuleBook) is { Count: > 0 } errors) return CampaignResult.Invalid(errors);
            if (changed == read) return CampaignResult.Changed(read);
            if (await campaigns.TryUpdateAsync(read, changed with { UpdatedAt = Now }, ruleBook) is { } written) return CampaignResult.Changed(written);
        }
    }

    private Change Rewrite(Campaign campaign, RuleBook ruleBook, string prompt, string by)
    {
        var now = Now;
        var version = new RuleBookVersion(
            NewId(now), campaign.Id, campaign.TenantId, campaign.RuleBookVersion + 1, prompt, ruleBook, by, now);
        return new(campaign with { RuleBook = ruleBook, RuleBookId = version.Id, RuleBookVersion = version.Number }, version);
    }

    private static CampaignRefusal? Obstacle(Campaign campaign) => campaign.Status switch
    {
        CampaignStatus.Live => CampaignRefusal.Live,
        CampaignStatus.Retired => CampaignRefusal.Retired,
        _ => null,
    };

    private static string NewId(DateTimeOffset now) => Guid.CreateVersion7(now).ToString();

    private readonly record struct Change(Campaign Campaign, RuleBookVersion? RuleBook = null);
}
