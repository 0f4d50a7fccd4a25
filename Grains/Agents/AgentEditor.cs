using Switchboard.Campaigns;
using Switchboard.Identity;
using Switchboard.Storage;
using Switchboard.Voices;

namespace Switchboard.Agents;

/// <summary>
/// Creates, changes and deletes voice agents. Each change is one conditional write; who loses reads again. Calls under way keep the voice and the language
/// that they began with.
/// </summary>
public sealed class AgentEditor(AgentRegister agents, SpeakerRegister speakers, CampaignRegister campaigns, TenantRegister tenants, TimeProvider time)
{
    /// <summary>Agents of one tenant at most.</summary>
    public const int AgentsMax = 500;

    private DateTimeOffset Now => StoreTime.AsStored(time.GetUtcNow());

    /// <summary>Creates an agent.</summary>
    public async Task<AgentResult> CreateAsync(string tenantId, AgentDraft draft)
    {
        if (await agents.CountAsync(tenantId) >= AgentsMax) return new AgentResult.Refused(AgentRefusal.TooMany);
        while (true)
        {
            var choice = await ChooseAsync(tenantId, draft.Voice);
            if (choice.Refusal is { } refusal) return new AgentResult.Refused(refusal, draft.Voice.Speaker);
            var now = Now;
            var agent = new Agent(
                Guid.CreateVersion7(now).ToString(), tenantId, draft.Name, await LanguageAsync(tenantId, draft, choice.Own), draft.Status,
                new AgentConfig(draft.Voice, draft.PersonaPrompt), now, now) { SpeakerId = choice.Own?.Id };
            if (await agents.TryAddAsync(agent, choice.Own)) return new AgentResult.Done(agent);
        }
    }

    /// <summary>Changes what is given of an agent.</summary>
    public Task<AgentResult> ChangeAsync(string tenantId, string id, AgentChanges changes) => ReplaceAsync(tenantId, id, changes.ApplyTo);

    /// <summary>Replaces all of an agent but what it is known by.</summary>
    public Task<AgentResult> ReplaceAsync(string tenantId, string id, AgentDraft draft) => ReplaceAsync(tenantId, id, _ => draft);

    /// <summary>Deletes an agent. What names it stays readable; new calls with it are refused.</summary>
    public async Task<AgentResult> DeleteAsync(string tenantId, string id)
    {
        while (true)
        {
            if (await agents.ReadAsync(tenantId, id) is not { } read) return new AgentResult.Refused(AgentRefusal.NotFound);
            if (read.Id == Agent.DemoId) return new AgentResult.Refused(AgentRefusal.IsFirst);
            if (await CampaignInTheWayAsync(read) is { } campaign) return campaign;
            if (await agents.TryDeleteAsync(read)) return new AgentResult.Done(read);
        }
    }

    private async Task<AgentResult> ReplaceAsync(string tenantId, string id, Func<Agent, AgentDraft> change)
    {
        while (true)
        {
            if (await agents.ReadAsync(tenantId, id) is not { } read) return new AgentResult.Refused(AgentRefusal.NotFound);
            var draft = change(read);
            if (read.IsActive && draft.Status != Agent.Active && await CampaignInTheWayAsync(read) is { } campaign) return campaign;

            // A voice that it has already is its own whatever has become of it, so that everything else can still be changed.
            var choice = draft.Voice == read.Config.Voice ? null : await ChooseAsync(tenantId, draft.Voice);
            if (choice?.Refusal is { } refusal) return new AgentResult.Refused(refusal, draft.Voice.Speaker);
            var changed = read with
            {
                Name = draft.Name,
                Language = await LanguageAsync(tenantId, draft, choice?.Own),
                Status = draft.Status,
                Config = new AgentConfig(draft.Voice, draft.PersonaPrompt),
                SpeakerId = choice is null ? read.SpeakerId : choice.Own?.Id,
            };
            if (changed == read) return new AgentResult.Done(read);
            if (await agents.TryUpdateAsync(read, changed with { UpdatedAt = Now }, choice?.Own) is { } written) return new AgentResult.Done(written);
        }
    }

    private async Task<AgentResult?> CampaignInTheWayAsync(Agent agent) =>
        await campaigns.FirstWithAgentAsync(agent.TenantId, agent.Id) is { } campaign
            ? new AgentResult.Refused(AgentRefusal.UsedByCampaign, campaign.Name)
            : null;

    /// <summary>A name is the tenant's own speaker's before it is anybody else's; what another provider calls its voices is the provider's matter.</summary>
    private async Task<VoiceChoice> ChooseAsync(string tenantId, VoiceConfig voice)
    {
        if (voice.Speaker is not { } name) return new VoiceChoice(null, null);
        if (await speakers.FindAsync(tenantId, name) is { } own)
            return own.IsDeployed ? new VoiceChoice(own, null) : new VoiceChoice(null, AgentRefusal.SpeakerNotDeployed);
        return Personas.Find(name) is not null || !VoiceProviders.IsOwn(voice.Provider)
            ? new VoiceChoice(null, null)
            : new VoiceChoice(null, AgentRefusal.UnknownSpeaker);
    }

    private async Task<string> LanguageAsync(string tenantId, AgentDraft draft, Speaker? own) =>
        draft.Language
        ?? draft.Voice.LanguageCode
        ?? own?.Language
        ?? Personas.Find(draft.Voice.Speaker)?.Language
        ?? Agent.LanguageOf((await tenants.FindAsync(tenantId))?.Country ?? "");

    private sealed record VoiceChoice(Speaker? Own, AgentRefusal? Refusal);
}
