using System.Collections.Immutable;
using Switchboard.Api.Requests;
using Switchboard.Campaigns;
using Switchboard.RuleBooks;
using Switchboard.Voices;

namespace Switchboard.Api.Doors.CallFunnel;

/// <summary>Asks for a workflow.</summary>
/// <param name="NlPrompt">What it is for, in natural language; at most 4000 characters.</param>
/// <param name="PersonaOverride">The voice; null: one that fits the prompt.</param>
/// <param name="IsTest">Whether its runs may only ever touch the simulator.</param>
/// <param name="AuthorUserId">The caller's own word on who wrote it.</param>
public sealed record CreateWorkflowRequest(string NlPrompt, string? PersonaOverride, bool? IsTest, string? AuthorUserId)
    : IRequestBody<CreateWorkflowRequest>
{
    internal const int PromptMax = 4000;

    /// <inheritdoc/>
    public static CreateWorkflowRequest Read(RequestReader fields) => new(
        fields.Text("nl_prompt", PromptMax),
        fields.OptionalOneOf("persona_override", Personas.Names.AsSpan()),
        fields.OptionalFlag("is_test"),
        fields.OptionalText("author_user_id", 200, min: 1));
}

/// <summary>Has the rule book written anew.</summary>
/// <param name="NlPrompt">A new prompt; null: the workflow's own.</param>
public sealed record RegenerateRequest(string? NlPrompt) : IRequestBody<RegenerateRequest>
{
    /// <inheritdoc/>
    public static RegenerateRequest Read(RequestReader fields) => new(fields.OptionalText("nl_prompt", CreateWorkflowRequest.PromptMax, min: 1));
}

/// <summary>A workflow in a list.</summary>
public sealed record WorkflowBody(
    string Id, string Name, string Status, string Persona, string ScheduleKind, string RuleBookId, DateTimeOffset UpdatedAt, DateTimeOffset CreatedAt)
{
    internal static WorkflowBody Of(Campaign campaign) => new(
        campaign.Id, campaign.Name, StatusOf(campaign), campaign.Persona, ScheduleBody.KindOf(campaign.Window), campaign.RuleBookId,
        campaign.UpdatedAt, campaign.CreatedAt);

    /// <summary>One whose run has called everybody goes back to paused (contract, section 9).</summary>
    internal static string StatusOf(Campaign campaign) =>
        (campaign.Status == CampaignStatus.Completed ? CampaignStatus.Paused : campaign.Status).ToName();
}

/// <summary>The tenant's workflows, newest first.</summary>
public sealed record WorkflowListResponse(long TenantId, IEnumerable<WorkflowBody> Workflows);

/// <summary>A workflow that has just been made.</summary>
public sealed record WorkflowCreatedResponse(string Id, string Name, string Status, string Persona, RuleBookBody RuleBook, ScheduleBody Schedule)
{
    internal static WorkflowCreatedResponse Of(Campaign campaign) => new(
        campaign.Id, campaign.Name, WorkflowBody.StatusOf(campaign), campaign.Persona, RuleBookBody.Of(campaign.RuleBook), ScheduleBody.Of(campaign.Window));
}

/// <summary>Everything about a workflow.</summary>
/// <param name="Id">UUID.</param>
/// <param name="Name">Its name.</param>
/// <param name="Status"><c>draft</c>, <c>live</c>, <c>paused</c> or <c>retired</c>.</param>
/// <param name="Persona">The voice.</param>
/// <param name="AgentId">The voice agent that speaks.</param>
/// <param name="IsTest">Whether its runs may only ever touch the simulator.</param>
/// <param name="NlPrompt">The prompt that the rule book was written from.</param>
/// <param name="RuleBookId">The version of the rule book that is in force.</param>
/// <param name="RuleBookVersion">Its number.</param>
/// <param name="RuleBook">The rule book.</param>
/// <param name="ScheduleKind"><c>window</c> or <c>always</c>.</param>
/// <param name="Schedule">The calling hours.</param>
/// <param name="RetryPolicy">When targets are called again.</param>
/// <param name="Pace">How fast it may call.</param>
/// <param name="CallerIds">Numbers to call from, in turn.</param>
/// <param name="MaxDurationSec">Seconds of conversation after which a call is cut.</param>
/// <param name="ApprovalThresholdMinor">A proposal worth less is approved at once.</param>
/// <param name="AudienceCount">Numbers in the audience.</param>
/// <param name="RunsCount">How many runs there were.</param>
/// <param name="RunId">The run of the moment, or the last one.</param>
/// <param name="Compliance">The consent attestation; its fields are null before there is one.</param>
/// <param name="AuthorUserId">The caller's own word on who wrote it.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="UpdatedAt">When it last changed.</param>
/// <param name="ArchivedAt">When it was deleted.</param>
public sealed record WorkflowDetailResponse(
    string Id,
    string Name,
    string Status,
    string Persona,
    string AgentId,
    bool IsTest,
    string NlPrompt,
    string RuleBookId,
    int RuleBookVersion,
    RuleBookBody RuleBook,
    string ScheduleKind,
    ScheduleBody Schedule,
    RetryPolicyBody RetryPolicy,
    PaceBody Pace,
    ImmutableArray<string> CallerIds,
    int MaxDurationSec,
    long ApprovalThresholdMinor,
    long AudienceCount,
    int RunsCount,
    string? RunId,
    WorkflowComplianceBody Compliance,
    string? AuthorUserId,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    DateTimeOffset? ArchivedAt)
{
    internal static WorkflowDetailResponse Of(Campaign campaign, long audience) => new(
        campaign.Id, campaign.Name, WorkflowBody.StatusOf(campaign), campaign.Persona, campaign.AgentId, campaign.IsTest, campaign.Prompt,
        campaign.RuleBookId, campaign.RuleBookVersion, RuleBookBody.Of(campaign.RuleBook), ScheduleBody.KindOf(campaign.Window),
        ScheduleBody.Of(campaign.Window), RetryPolicyBody.Of(campaign.Retries), PaceBody.Of(campaign.Pace), campaign.CallerIds, campaign.MaxDurationSec, campaign.ApprovalThresholdMinor, audience,
        campaign.RunsCount, campaign.RunId, WorkflowComplianceBody.Of(campaign.Consent), campaign.AuthorUserId, campaign.CreatedAt, campaign.UpdatedAt,
        campaign.ArchivedAt);
}

/// <summary>The attestation that the audience agreed to be called.</summary>
public sealed record WorkflowComplianceBody(
    string? ConsentAttestationText, string? ConsentAttestedByUserId, DateTimeOffset? ConsentAttestedAt, string? TcpaSenderId, string? DpdpConsentMethod)
{
    internal static WorkflowComplianceBody Of(ConsentAttestation? consent) =>
        new(consent?.Text, consent?.ByUserId, consent?.At, consent?.TcpaSenderId, consent?.DpdpConsentMethod);
}

/// <summary>The versions of a workflow's rule book, newest first.</summary>
public sealed record RuleBookListResponse(IEnumerable<RuleBookVersionBody> RuleBooks);

/// <summary>A version of a rule book.</summary>
/// <param name="Id">UUID.</param>
/// <param name="Version">1, 2, 3 …</param>
/// <param name="Writer">Who wrote it: <c>deterministic</c>, a model's name, or <c>edited</c>.</param>
/// <param name="NlPrompt">What from.</param>
/// <param name="RuleBook">The rule book.</param>
/// <param name="CreatedAt">When.</param>
public sealed record RuleBookVersionBody(string Id, int Version, string Writer, string NlPrompt, RuleBookBody RuleBook, DateTimeOffset CreatedAt)
{
    internal static RuleBookVersionBody Of(RuleBookVersion version) =>
        new(version.Id, version.Number, version.Writer, version.Prompt, RuleBookBody.Of(version.RuleBook), version.CreatedAt);
}

/// <summary>A workflow that is over.</summary>
/// <param name="Id">UUID.</param>
/// <param name="Status"><c>retired</c>.</param>
/// <param name="ArchivedAt">When it was deleted; null when it was only retired.</param>
public sealed record WorkflowEndedResponse(string Id, string Status, DateTimeOffset? ArchivedAt);
