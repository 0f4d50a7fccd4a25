using Switchboard.Calls;
using Switchboard.RuleBooks;
using Switchboard.Storage;

namespace Switchboard.Campaigns;

/// <content>Campaigns made of fields instead of a prompt, which call the tenant's contacts.</content>
public sealed partial class CampaignEditor
{
    /// <summary>Creates one as a draft, with a rule book that is written from what its fields say.</summary>
    public async Task<CampaignResult> CreateForContactsAsync(CreateContactCampaign command, CancellationToken cancellationToken = default)
    {
        if (await agents.FindAsync(command.TenantId, command.AgentId) is null) return CampaignResult.Refused(CampaignRefusal.UnknownAgent);
        var brief = CampaignBrief.Of(command.Name, CampaignConfig.Parse(command.Fields.Config.Value));
        var written = await WriteAsync(command.TenantId, brief, cancellationToken);

        var now = Now;
        var id = NewId(now);
        var version = new RuleBookVersion(NewId(now), id, command.TenantId, Number: 1, written.Prompt, written.RuleBook, written.Writer, now);
        var campaign = command.Fields.ApplyTo(new Campaign
        {
            Id = id,
            TenantId = command.TenantId,
            Name = command.Name,
            Status = CampaignStatus.Draft,
            Persona = written.Persona,
            AgentId = command.AgentId,
            Prompt = written.Prompt,
            RuleBook = version.RuleBook,
            RuleBookId = version.Id,
            RuleBookVersion = version.Number,
            MaxDurationSec = CallLimits.DurationSecDefault,
            AudienceSource = AudienceSource.Contacts,
            CreatedAt = now,
            UpdatedAt = now,
        });
        if (campaign.Period.First > campaign.Period.Last) return CampaignResult.Refused(CampaignRefusal.PeriodBackwards);
        await campaigns.CreateAsync(campaign, version);
        return CampaignResult.Changed(campaign);
    }

    private static CampaignBrief BriefOf(Campaign campaign) => CampaignBrief.Of(campaign.Name, CampaignConfig.Parse(campaign.Config));

    /// <summary>What the rule book becomes by changes; null when it stays, as that of a campaign made from a prompt does.</summary>
    private async Task<WrittenBrief?> RewriteForAsync(string tenantId, string id, CampaignChanges changes, CancellationToken cancellationToken)
    {
        if (changes.Name is null && !changes.Config.IsGiven) return null;
        if (await campaigns.FindAsync(tenantId, id) is not { AudienceSource: AudienceSource.Contacts } campaign || Obstacle(campaign) is not null) return null;
        var brief = BriefOf(changes.ApplyTo(campaign));
        return brief.SaysTheSame(BriefOf(campaign)) ? null : await WriteAsync(tenantId, brief, cancellationToken);
    }

    private async Task<WrittenBrief> WriteAsync(string tenantId, CampaignBrief brief, CancellationToken cancellationToken)
    {
        var tenant = await tenants.FindAsync(tenantId) ?? throw new InvalidOperationException($"Tenant {tenantId} is gone.");
        foreach (var prompt in brief.Prompts())
        {
            var result = await writer.WriteAsync(new(tenantId, prompt, tenant.Country, Persona: null), cancellationToken);
            if (result.Written is { } written) return new WrittenBrief(prompt, brief.ApplyTo(written.RuleBook), written.Persona, written.Writer);
        }

        throw new InvalidOperationException($"No rule book could be written from \"{CampaignBrief.PlainPrompt}\".");
    }

    /// <summary>A rule book written from a brief.</summary>
    private sealed record WrittenBrief(string Prompt, RuleBook RuleBook, string Persona, string Writer);
}
