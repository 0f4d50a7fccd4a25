using Switchboard.Api.Auth;
using Switchboard.Api.Docs;
using Switchboard.Api.Requests;
using Switchboard.Approvals;
using Switchboard.Campaigns;
using Switchboard.Identity;

namespace Switchboard.Api.Doors.CallFunnel;

/// <summary>Running workflows, and asking what their runs did and why: <c>workflows/{id}/run</c>, <c>pause</c>, <c>runs</c>, <c>decisions</c>.</summary>
internal static class RunRoutes
{
    private const int ListDefault = 20;
    private const int ListMax = 100;
    private const int DecisionsDefault = 100;
    private const int DecisionsMax = 500;

    private static readonly Refusal IsLive =
        Refusal.Conflict("The workflow is live already.") with { Code = "WORKFLOW_LIVE" };

    private static readonly Refusal IsRetired =
        Refusal.Conflict("The workflow is retired, for good.") with { Code = "WORKFLOW_RETIRED" };

    private static readonly Refusal NotReady =
        Refusal.Conflict("The workflow is not ready: it needs an audience (POST …/audience) and a consent attestation (PUT …/compliance).") with
        {
            Code = "WORKFLOW_NOT_READY",
        };

    private static readonly Refusal NotLive =
        Refusal.Conflict("The workflow is not live: there is nothing to pause.") with { Code = "WORKFLOW_NOT_LIVE" };

    private static readonly Refusal InsufficientFunds =
        new(RefusalKind.InsufficientFunds, "The wallet does not cover one call of this workflow, or its last automatic recharge failed: GET /billing/precheck says which. Top up at POST /billing/topup.");

    private static readonly Refusal TrialExpired =
        new(RefusalKind.Forbidden, "No active plan: the trial has run out and nothing was paid yet. Top up at POST /billing/topup.");

    private static readonly Refusal Suspended =
        new(RefusalKind.Forbidden, "The account is suspended.") { Code = "ACCOUNT_SUSPENDED" };

    public static void Map(IEndpointRouteBuilder api)
    {
        var workflows = api.MapGroup("/workflows/{id}").WithTags("Runs");
        workflows.MapPost("/run", Run).Requires(Permissions.CampaignsWrite)
            .WithSummary("Start or resume a run")
            .WithDescription(
                "A workflow with an audience and a consent attestation becomes live. A paused run goes on under its `run_id`; after a completed one, a new run calls "
                + "the targets never reached. `targets_queued` counts those that no call has reached yet.")
            .Answers(StatusCodes.Status201Created, RunExamples.Started)
            .Refuses(NotReady, IsLive, IsRetired, InsufficientFunds, TrialExpired, Suspended);
        workflows.MapPost("/pause", Pause).Requires(Permissions.CampaignsWrite)
            .WithSummary("Pause the run")
            .WithDescription("Calls in flight finish; no other is placed until the workflow is run again.")
            .Answers(StatusCodes.Status200OK, RunExamples.Paused)
            .Refuses(NotLive);
        workflows.MapGet("/runs", List).Requires(Permissions.CampaignsRead)
            .WithSummary("List runs")
            .WithDescription("Newest first. The counters of a run that has calls under way include them.")
            .Query(
                QueryParameter.Whole("limit", "Runs on a page.", 1, ListMax, ListDefault),
                QueryParameter.Text("before", "Only runs with a lower `number` than this."))
            .Answers(StatusCodes.Status200OK, RunExamples.List);
        workflows.MapGet("/runs/{runId}", Get).Requires(Permissions.CampaignsRead)
            .WithSummary("A run")
            .Answers(StatusCodes.Status200OK, RunExamples.Run);
        workflows.MapGet("/decisions", ListDecisions).Requires(Permissions.CampaignsRead)
            .WithSummary("Why was a number called, or not?")
            .WithDescription("Every decision about every target and attempt with its reason, newest first.")
            .Query(
                QueryParameter.Text("phone", "Only decisions about this number, E.164."),
                QueryParameter.Text("run_id", "Only decisions of this run."),
                QueryParameter.Whole("limit", "Decisions on a page.", 1, DecisionsMax, DecisionsDefault),
                QueryParameter.Text("before", "Only decisions older than the one of this id: the `next_before` of the page before."))
            .Answers(StatusCodes.Status200OK, RunExamples.Decisions);
    }

    private static async Task<IResult> Run(string id, Caller caller, CampaignRegister campaigns, CampaignRunner runner)
    {
        var campaign = await WorkflowRoutes.FindAsync(id, caller, campaigns);
        var result = await runner.RunAsync(caller.TenantId, campaign.Id);
        return result.Change switch
        {
            RunChange.Ok => Answer.Created(RunStartedResponse.Of(result.Run!)),
            RunChange.NotFound => WorkflowRoutes.NotFound(),
            RunChange.Conflict => await ObstacleAsync(caller, campaign.Id, campaigns),
            RunChange.TrialExpired => TrialExpired,
            RunChange.Suspended => Suspended,
            _ => InsufficientFunds,
        };
    }

    private static async Task<IResult> Pause(string id, Caller caller, CampaignRegister campaigns, CampaignRunner runner)
    {
        var campaign = await WorkflowRoutes.FindAsync(id, caller, campaigns);
        var result = await runner.PauseAsync(caller.TenantId, campaign.Id);
        return result.Change == RunChange.Ok ? Answer.Ok(PausedResponse.Of(result.Run!)) : NotLive;
    }

    private static async Task<IResult> List(
        string id, QueryReader query, Caller caller, CampaignRegister campaigns, RunRegister runs, RunClock clock, ApprovalRegister approvals)
    {
        var limit = query.Int("limit", ListDefault, 1, ListMax);
        var before = query.OptionalWhole("before", 1, int.MaxValue);
        query.Check();
        var campaign = await WorkflowRoutes.FindAsync(id, caller, campaigns);
        var page = await runs.PageAsync(caller.TenantId, campaign.Id, (int?)before, limit);
        var counts = await approvals.CountsOfRunsAsync(caller.TenantId, [.. page.Select(run => run.Id)]);
        var bodies = new List<RunBody>(page.Count);
        foreach (var run in page)
            bodies.Add(RunBody.Of(run, await runs.ProgressAsync(run), counts.GetValueOrDefault(run.Id), clock.WaitingUntil(run, campaign)));
        return Answer.Ok(new RunListResponse(bodies));
    }

    private static async Task<IResult> Get(
        string id, string runId, Caller caller, CampaignRegister campaigns, RunRegister runs, RunClock clock, ApprovalRegister approvals)
    {
        var campaign = await WorkflowRoutes.FindAsync(id, caller, campaigns);
        if (FieldRules.NormaliseId(runId) is not { } key || await runs.FindAsync(caller.TenantId, key) is not { } run || run.CampaignId != campaign.Id)
            return Refusal.NotFound("There is no such run of this workflow.");
        var counts = await approvals.CountsOfRunsAsync(caller.TenantId, [run.Id]);
        return Answer.Ok(RunBody.Of(run, await runs.ProgressAsync(run), counts.GetValueOrDefault(run.Id), clock.WaitingUntil(run, campaign)));
    }

    private static async Task<IResult> ListDecisions(
        string id, QueryReader query, Caller caller, CampaignRegister campaigns, DecisionRegister decisions)
    {
        var (phone, runId, before) = (query.OptionalPhone("phone"), query.OptionalId("run_id"), query.OptionalId("before"));
        var limit = query.Int("limit", DecisionsDefault, 1, DecisionsMax);
        query.Check();
        var campaign = await WorkflowRoutes.FindAsync(id, caller, campaigns);
        var page = KeysetPage<TargetDecision>.Of(
            await decisions.PageAsync(caller.TenantId, new DecisionFilter(campaign.Id, runId, phone), before, limit + 1), limit);
        return Answer.Ok(new DecisionListResponse(page.Rows.Select(DecisionBody.Of), page.Next(decision => decision.Id)));
    }

    /// <summary>What kept the workflow from running, as it is now.</summary>
    private static async Task<Refusal> ObstacleAsync(Caller caller, string campaignId, CampaignRegister campaigns)
    {
        var campaign = await campaigns.FindAsync(caller.TenantId, campaignId);
        return campaign switch
        {
            { Status: CampaignStatus.Retired } => IsRetired,
            { IsReady: false } => NotReady,
            { Status: not CampaignStatus.Live } when await campaigns.AudienceCountAsync(campaign) == 0 => NotReady,
            _ => IsLive,
        };
    }
}
