using Orleans;
using Switchboard.Api.Auth;
using Switchboard.Api.Docs;
using Switchboard.Api.Requests;
using Switchboard.Approvals;
using Switchboard.Identity;

namespace Switchboard.Api.Doors.CallFunnel;

/// <summary>What the voice agent may do only when a person says so: <c>approvals</c>.</summary>
internal static class ApprovalRoutes
{
    private const string IdPrefix = "appr_";
    private const int PageDefault = 50;
    private const int PageMax = 200;

    private static readonly string[] Statuses = [.. Enum.GetValues<ApprovalStatus>().Select(status => status.ToName())];

    public static void Map(IEndpointRouteBuilder api)
    {
        var approvals = api.MapGroup("/approvals").WithTags("Approvals");
        approvals.MapGet("", List).Requires(Permissions.ApprovalsRead)
            .WithSummary("The approvals queue")
            .WithDescription("Newest first; without `status`, those that wait for a decision. A workflow's `approval_threshold_minor` approves what is worth less at once: `decided_by` is then `policy`.")
            .Query(
                QueryParameter.Text("workflow_id", "Only those of this workflow."),
                QueryParameter.OneOf("status", "Only those that stand so; `pending` without it.", Statuses),
                QueryParameter.Whole("limit", "Approvals on a page.", 1, PageMax, PageDefault),
                QueryParameter.Text("before", "Only approvals older than the one of this id: the `next_before` of the page before."))
            .Answers(StatusCodes.Status200OK, ApprovalExamples.List);
        approvals.MapPost("/{id}/decide", Decide).Requires(Permissions.ApprovalsWrite)
            .WithSummary("Decide")
            .WithDescription("The first decision counts, here or in Slack, and the conversation goes on with it at once.")
            .Takes(ApprovalExamples.Decide)
            .Answers(StatusCodes.Status200OK, ApprovalExamples.Decided)
            .Refuses(Over(ApprovalExamples.DeniedView), Over(ApprovalExamples.ExpiredView));
    }

    private static async Task<IResult> List(QueryReader query, Caller caller, ApprovalRegister register, CancellationToken cancellationToken)
    {
        var campaignId = query.OptionalId("workflow_id");
        var status = ApprovalStatusExtensions.Parse(query.OptionalOneOf("status", Statuses)) ?? ApprovalStatus.Pending;
        var limit = query.Int("limit", PageDefault, 1, PageMax);
        var before = query.OptionalId("before", IdPrefix);
        query.Check();
        var page = KeysetPage<ApprovalView>.Of(
            await register.PageAsync(caller.TenantId, new ApprovalFilter(campaignId, status), before, limit + 1, cancellationToken), limit);
        return Answer.Ok(new ApprovalListResponse(page.Rows.Select(ApprovalBody.Of), page.Next(approval => approval.Id)));
    }

    private static async Task<IResult> Decide(string id, Body<DecideApprovalRequest> body, Caller caller, IGrainFactory grains)
    {
        if (FieldRules.NormaliseId(id, IdPrefix) is not { } approvalId)
            return NotFound();
        var wanted = body.Value;
        var result = await grains.GetGrain<IApprovalGrain>(approvalId).Decide(
            new DecideApproval(caller.TenantId, wanted.Decision == DecideApprovalRequest.Approve, caller.Id, wanted.Note));
        return result switch
        {
            null => NotFound(),
            { Won: true } => Answer.Ok(ApprovalDecidedResponse.Of(result.Approval)),
            _ => Over(result.Approval),
        };
    }

    private static Refusal NotFound() => Refusal.NotFound("There is no such approval.");

    private static Refusal Over(ApprovalView approval) => approval.Status == ApprovalStatus.Expired
        ? Refusal.Conflict($"The approval expired at {At(approval)}: nobody decided in time.") with { Code = "APPROVAL_EXPIRED" }
        : Refusal.Conflict($"The approval was {approval.Status.ToName()} by {approval.DecidedBy} at {At(approval)}.") with { Code = "ALREADY_DECIDED" };

    private static string At(ApprovalView approval) => $"{approval.DecidedAt!.Value.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}";
}
