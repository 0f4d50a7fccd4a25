using Switchboard.Api.Auth;
using Switchboard.Api.Docs;
using Switchboard.Api.Requests;
using Switchboard.Campaigns;
using Switchboard.Identity;

namespace Switchboard.Api.Doors.CallFunnel;

/// <summary>Workflows: <c>workflows</c>. What runs them is in <see cref="RunRoutes"/>.</summary>
internal static class WorkflowRoutes
{
    /// <summary>What may stand before the 32 hex digits of a workflow's id; ids are printed as plain UUIDs.</summary>
    internal const string IdPrefix = "wf_";

    private const int ListDefault = 100;
    private const int ListMax = 500;
    private const int VersionsMax = 100;

    private static readonly string[] Statuses = ["draft", "live", "paused", "retired"];

    internal static readonly Refusal IsLive =
        Refusal.Conflict("The workflow is live; pause it first.") with { Code = "WORKFLOW_LIVE" };

    internal static readonly Refusal IsRetired =
        Refusal.Conflict("The workflow is retired, for good.") with { Code = "WORKFLOW_RETIRED" };

    public static void Map(IEndpointRouteBuilder api)
    {
        var workflows = api.MapGroup("/workflows").WithTags("Workflows");
        workflows.MapGet("", List).Requires(Permissions.CampaignsRead)
            .WithSummary("List workflows")
            .WithDescription("Newest first. A workflow whose run has called everybody is paused again.")
            .Query(
                QueryParameter.OneOf("status", "Only those that stand so.", Statuses),
                QueryParameter.Whole("limit", "Workflows on a page.", 1, ListMax, ListDefault),
                QueryParameter.Text("before", "Only workflows older than the one of this id."))
            .Answers(StatusCodes.Status200OK, WorkflowExamples.List);
        workflows.MapGet("/{id}", Get).Requires(Permissions.CampaignsRead)
            .WithSummary("A workflow with its rule book")
            .Answers(StatusCodes.Status200OK, WorkflowExamples.Detail);
        workflows.MapGet("/{id}/rule-books", ListRuleBooks).Requires(Permissions.CampaignsRead)
            .WithSummary("The versions of its rule book")
            .WithDescription("Newest first. None is ever changed: an edit and a regeneration each add one.")
            .Query(QueryParameter.Whole("limit", "Versions on the page.", 1, VersionsMax, VersionsMax))
            .Answers(StatusCodes.Status200OK, WorkflowExamples.RuleBooks);
        workflows.MapPost("", Create).Requires(Permissions.CampaignsWrite)
            .WithSummary("Create a workflow from a prompt")
            .WithDescription(
                "The prompt becomes a rule book, which a validator checks; the prompt's hours, language, offers and tone are taken over. What the validator "
                + "finds is in `errors` of the 422. To run it, upload an audience and attest consent.")
            .Takes(WorkflowExamples.Create)
            .Answers(StatusCodes.Status201Created, WorkflowExamples.Created)
            .Refuses(Refusal.InvalidField("nl_prompt", "is required"), WorkflowExamples.Rejected);
        workflows.MapPut("/{id}", Update).Requires(Permissions.CampaignsWrite)
            .WithSummary("Change a workflow")
            .WithDescription("What is absent stays; a list replaces the whole list. Fields of `rule_book` make a new version of it.")
            .Takes(WorkflowExamples.Update)
            .Answers(StatusCodes.Status200OK, WorkflowExamples.Detail)
            .Refuses(IsLive, IsRetired, WorkflowExamples.Rejected);
        workflows.MapPost("/{id}/regenerate-rule-book", Regenerate).Requires(Permissions.CampaignsWrite)
            .WithSummary("Write the rule book anew")
            .WithDescription("From the workflow's prompt, or from a new one, which then becomes the workflow's.")
            .Takes(WorkflowExamples.Regenerate)
            .Answers(StatusCodes.Status200OK, WorkflowExamples.Detail)
            .Refuses(IsLive, IsRetired, WorkflowExamples.Rejected);
        workflows.MapPost("/{id}/retire", Retire).Requires(Permissions.CampaignsWrite | Permissions.Admin)
            .WithSummary("Retire a workflow for good")
            .Answers(StatusCodes.Status200OK, WorkflowExamples.Retired)
            .Refuses(IsLive);
        workflows.MapDelete("/{id}", Delete).Requires(Permissions.CampaignsWrite | Permissions.Admin)
            .WithSummary("Delete a workflow")
            .WithDescription("It is retired and archived, and stays readable.")
            .Answers(StatusCodes.Status200OK, WorkflowExamples.Deleted)
            .Refuses(IsLive);
    }

    /// <summary>The workflow of a path, or a refusal.</summary>
    internal static async Task<Campaign> FindAsync(string id, Caller caller, CampaignRegister campaigns) =>
        FieldRules.NormaliseId(id, IdPrefix) is { } campaignId && await campaigns.FindAsync(caller.TenantId, campaignId) is { } campaign
            ? campaign
            : throw new RefusedException(NotFound());

    private static async Task<IResult> List(QueryReader query, Caller caller, CampaignRegister campaigns, TenantRegister tenants)
    {
        var status = query.OptionalOneOf("status", Statuses);
        var limit = query.Int("limit", ListDefault, 1, ListMax);
        var before = query.OptionalId("before", IdPrefix);
        query.Check();
        var page = await campaigns.PageAsync(caller.TenantId, StatusesOf(status), before, limit);
        var tenant = await TenantOfAsync(caller, tenants);
        return Answer.Ok(new WorkflowListResponse(tenant.Number, page.Select(WorkflowBody.Of)));
    }

    private static async Task<IResult> Get(string id, Caller caller, CampaignRegister campaigns) =>
        await DetailAsync(await FindAsync(id, caller, campaigns), campaigns);

    private static async Task<IResult> ListRuleBooks(string id, QueryReader query, Caller caller, CampaignRegister campaigns)
    {
        var limit = query.Int("limit", VersionsMax, 1, VersionsMax);
        query.Check();
        var campaign = await FindAsync(id, caller, campaigns);
        var versions = await campaigns.RuleBooksAsync(caller.TenantId, campaign.Id, limit);
        return Answer.Ok(new RuleBookListResponse(versions.Select(RuleBookVersionBody.Of)));
    }

    private static async Task<IResult> Create(
        Body<CreateWorkflowRequest> body, Caller caller, CampaignEditor editor, TenantRegister tenants, CancellationToken cancellationToken)
    {
        var wanted = body.Value;
        var tenant = await TenantOfAsync(caller, tenants);
        var result = await editor.CreateAsync(
            new(tenant.Id, tenant.Country, wanted.NlPrompt, wanted.PersonaOverride, wanted.IsTest ?? false, wanted.AuthorUserId), cancellationToken);
        return result.Campaign is { } campaign ? Answer.Created(WorkflowCreatedResponse.Of(campaign)) : RefusalOf(result, "nl_prompt");
    }

    private static async Task<IResult> Update(
        string id, Body<UpdateWorkflowRequest> body, Caller caller, CampaignEditor editor, CampaignRegister campaigns)
    {
        if (FieldRules.NormaliseId(id, IdPrefix) is not { } campaignId) return NotFound();
        var result = await editor.UpdateAsync(caller.TenantId, campaignId, body.Value.ToChanges());
        return result.Campaign is { } campaign ? await DetailAsync(campaign, campaigns) : RefusalOf(result, "rule_book");
    }

    private static async Task<IResult> Regenerate(
        string id, Body<RegenerateRequest> body, Caller caller, CampaignEditor editor, CampaignRegister campaigns, TenantRegister tenants,
        CancellationToken cancellationToken)
    {
        if (FieldRules.NormaliseId(id, IdPrefix) is not { } campaignId) return NotFound();
        var tenant = await TenantOfAsync(caller, tenants);
        var result = await editor.RegenerateAsync(tenant.Id, tenant.Country, campaignId, body.Value.NlPrompt, cancellationToken);
        return result.Campaign is { } campaign ? await DetailAsync(campaign, campaigns) : RefusalOf(result, "nl_prompt");
    }

    private static Task<IResult> Retire(string id, Caller caller, CampaignEditor editor) => EndAsync(id, caller, editor, archive: false);

    private static Task<IResult> Delete(string id, Caller caller, CampaignEditor editor) => EndAsync(id, caller, editor, archive: true);

    private static async Task<IResult> EndAsync(string id, Caller caller, CampaignEditor editor, bool archive)
    {
        if (FieldRules.NormaliseId(id, IdPrefix) is not { } campaignId) return NotFound();
        var result = await editor.RetireAsync(caller.TenantId, campaignId, archive);
        return result.Campaign is { } campaign
            ? Answer.Ok(new WorkflowEndedResponse(campaign.Id, WorkflowBody.StatusOf(campaign), campaign.ArchivedAt))
            : RefusalOf(result, field: null);
    }

    private static async Task<IResult> DetailAsync(Campaign campaign, CampaignRegister campaigns) =>
        Answer.Ok(WorkflowDetailResponse.Of(campaign, await campaigns.AudienceCountAsync(campaign)));

    private static async Task<Tenant> TenantOfAsync(Caller caller, TenantRegister tenants) => await tenants.FindAsync(caller.TenantId)
        ?? throw new InvalidOperationException($"Tenant {caller.TenantId} of a valid credential is gone.");

    private static IReadOnlyCollection<CampaignStatus> StatusesOf(string? status) => status switch
    {
        null => [],
        "paused" => [CampaignStatus.Paused, CampaignStatus.Completed],
        _ => [CampaignNames.ParseStatus(status)!.Value],
    };

    private static Refusal RefusalOf(CampaignResult result, string? field) => result.Refusal switch
    {
        CampaignRefusal.NotFound => NotFound(),
        CampaignRefusal.Live => IsLive,
        CampaignRefusal.Retired => IsRetired,
        CampaignRefusal.UnknownAgent => Refusal.InvalidField("agent_id", "is not one of your agents"),
        _ => WorkflowExamples.Rejection(field, result.Errors),
    };

    internal static Refusal NotFound() => Refusal.NotFound("There is no such workflow.");
}
