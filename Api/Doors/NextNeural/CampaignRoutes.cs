using Switchboard.Api.Auth;
using Switchboard.Api.Docs;
using Switchboard.Api.Requests;
using Switchboard.Campaigns;
using Switchboard.Identity;
using Switchboard.Webhooks;

namespace Switchboard.Api.Doors.NextNeural;

/// <summary><c>/v1/campaigns</c> and <c>/api/voice/flows</c>: the same records.</summary>
internal static class CampaignRoutes
{
    private static readonly string[] Statuses = ["draft", "active", "paused", "completed"];

    /// <summary>Registers the routes.</summary>
    public static void Map(IEndpointRouteBuilder v1, IEndpointRouteBuilder voice)
    {
        MapRecords(v1.MapGroup("/campaigns").WithTags("Campaigns"), "campaign", CampaignExamples.Campaigns, (rows, total) => new CampaignListResponse(rows, total));
        MapRecords(voice.MapGroup("/flows").WithTags("Flows"), "flow", CampaignExamples.Flows, (rows, total) => new FlowListResponse(rows, total))
            .Limited(Limits.CreateFlow);
    }

    /// <summary>Registers the routes of the records under one of their two names; answers the one that creates them.</summary>
    private static RouteHandlerBuilder MapRecords(
        RouteGroupBuilder records, string name, object list, Func<IEnumerable<CampaignBody>, long, object> print)
    {
        records.MapGet("", (QueryReader query, Caller caller, CampaignRegister campaigns, MetricsRegister metrics) => ListAsync(query, caller, campaigns, metrics, print))
            .Requires(Permissions.CampaignsRead)
            .WithSummary($"List {name}s")
            .WithDescription("Newest first.")
            .Query(
            [
                QueryParameter.OneOf("status", "Only those that stand so.", Statuses),
                QueryParameter.Text("kind", "Only those of this kind."),
                QueryParameter.OneOf("include_metrics", "Whether each has its `metrics`.", ["true", "false"]),
                .. NextNeuralDoor.Pages.Parameters,
            ])
            .Answers(StatusCodes.Status200OK, list);
        records.MapGet("/{id}", GetAsync).Requires(Permissions.CampaignsRead)
            .WithSummary($"A {name} with its metrics")
            .Answers(StatusCodes.Status200OK, CampaignExamples.Campaign);
        records.MapPut("/{id}", ReplaceAsync).Requires(Permissions.CampaignsWrite)
            .WithSummary($"Replace a {name}'s fields")
            .WithDescription("What is absent is taken away, but for the voice agent.")
            .Takes(CampaignExamples.Change)
            .Answers(StatusCodes.Status200OK, CampaignExamples.Campaign)
            .Refuses(CampaignRefusals.Active, CampaignRefusals.StatusIsNotAField);
        records.MapPatch("/{id}", ChangeAsync).Requires(Permissions.CampaignsWrite)
            .WithSummary($"Change a {name}")
            .WithDescription("What is absent stays; `config` and `branches` are replaced as a whole. What `config` says of the conversation goes into the rule book anew.")
            .Takes(CampaignExamples.Change)
            .Answers(StatusCodes.Status200OK, CampaignExamples.Campaign)
            .Refuses(CampaignRefusals.Active, CampaignRefusals.StatusIsNotAField);
        records.MapDelete("/{id}", DeleteAsync).Requires(Permissions.CampaignsWrite)
            .WithSummary($"Delete a {name}")
            .WithDescription("Its calls stay.")
            .Answers(StatusCodes.Status200OK, CampaignExamples.Deleted)
            .Refuses(CampaignRefusals.Active);
        records.MapPost("/{id}/launch", LaunchAsync).Requires(Permissions.CampaignsWrite).Limited(Limits.Launch)
            .WithSummary($"Launch a {name}")
            .WithDescription(
                "A draft calls your contacts who have every tag in `config.audience_tags` (all contacts when there is none), each number once, less those on your "
                + "do-not-call list, on India's registry (NCPR) and those whom another campaign has called lately. One that was stopped goes on where it was.")
            .Answers(StatusCodes.Status200OK, CampaignExamples.Launched)
            .Refuses(
                CampaignRefusals.NobodyThere, CampaignRefusals.AlreadyActive, CampaignRefusals.Completed, CampaignRefusals.PeriodOver,
                CampaignRefusals.InsufficientFunds, CampaignRefusals.NoActivePlan, CampaignRefusals.Suspended);
        records.MapPost("/{id}/stop", StopAsync).Requires(Permissions.CampaignsWrite).Limited(Limits.Stop)
            .WithSummary($"Stop a {name}")
            .WithDescription("It becomes `paused`: calls under way finish, no other is placed until it is launched again. Those that were accepted and still wait for a line are withdrawn: they "
                + "end as `canceled` without having been dialled, and their contacts have their turn at the next launch. One that is paused already stays so.")
            .Answers(StatusCodes.Status200OK, CampaignExamples.Stopped)
            .Refuses(CampaignRefusals.NotActive);
        return records.MapPost("", CreateAsync).Requires(Permissions.CampaignsWrite)
            .WithSummary($"Create a {name}")
            .WithDescription("With `status: active` it is launched at once; when it cannot be, nothing is created.")
            .Takes(CampaignExamples.Create)
            .Answers(StatusCodes.Status201Created, CampaignExamples.Created)
            .Refuses(
                CampaignRefusals.UnknownAgent, CampaignRefusals.NobodyThere, CampaignRefusals.InsufficientFunds, CampaignRefusals.NoActivePlan,
                CampaignRefusals.Suspended);
    }

    /// <summary>The campaign of a path, or a refusal. One that was deleted is not there.</summary>
    private static async Task<Campaign> FindAsync(string id, Caller caller, CampaignRegister campaigns) =>
        FieldRules.NormaliseId(id) is { } campaignId && await campaigns.FindAsync(caller.TenantId, campaignId) is { ArchivedAt: null } campaign
            ? campaign
            : throw new RefusedException(CampaignRefusals.NotFound);

    private static async Task<IResult> ListAsync(
        QueryReader query, Caller caller, CampaignRegister campaigns, MetricsRegister metrics, Func<IEnumerable<CampaignBody>, long, object> print)
    {
        var status = query.OptionalOneOf("status", Statuses);
        var kind = query.OptionalText("kind", 50);
        var withMetrics = query.OptionalFlag("include_metrics") == true;
        var paging = NextNeuralDoor.Pages.Read(query);
        query.Check();
        var page = await campaigns.PageAsync(caller.TenantId, StatusesOf(status), kind, paging.Limit, paging.Offset);
        var figures = withMetrics ? await metrics.OfAsync(page.Rows) : null;
        return Answer.Ok(print([.. page.Rows.Select(campaign => CampaignBody.Of(campaign, figures?[campaign.Id]))], page.Total));
    }

    private static async Task<IResult> GetAsync(string id, Caller caller, CampaignRegister campaigns, MetricsRegister metrics) =>
        Answer.Ok(await PrintAsync(await FindAsync(id, caller, campaigns), metrics));

    private static async Task<IResult> CreateAsync(
        Body<CreateCampaignBody> body, Caller caller, CampaignEditor editor, CampaignLauncher launcher, CancellationToken cancellationToken)
    {
        var command = body.Value.ToCommand(caller.TenantId);
        if (body.Value.Status == CreateCampaignBody.Active)
        {
            var launched = await launcher.CreateAsync(command, cancellationToken);
            return launched.Refusal is { } refusal
                ? CampaignRefusals.Of(refusal, launched.Audience)
                : Answer.Created(LaunchedCampaignBody.Of(launched, CampaignMetrics.None));
        }

        var result = await editor.CreateForContactsAsync(command, cancellationToken);
        return result.Campaign is { } campaign ? Answer.Created(CampaignBody.Of(campaign, CampaignMetrics.None)) : CampaignRefusals.Of(result);
    }

    private static Task<IResult> ChangeAsync(
        string id, Body<ChangeCampaignBody> body, Caller caller, CampaignRegister campaigns, CampaignEditor editor, MetricsRegister metrics,
        CancellationToken cancellationToken) => UpdateAsync(id, body.Value, caller, campaigns, editor, metrics, cancellationToken);

    private static Task<IResult> ReplaceAsync(
        string id, Body<ReplaceCampaignBody> body, Caller caller, CampaignRegister campaigns, CampaignEditor editor, MetricsRegister metrics,
        CancellationToken cancellationToken) => UpdateAsync(id, body.Value, caller, campaigns, editor, metrics, cancellationToken);

    private static async Task<IResult> UpdateAsync(
        string id, ChangeCampaignBody wanted, Caller caller, CampaignRegister campaigns, CampaignEditor editor, MetricsRegister metrics,
        CancellationToken cancellationToken)
    {
        var campaign = await FindAsync(id, caller, campaigns);
        if (wanted.Status is { } status && status != NextNeuralNames.Status(campaign.Status))
            return CampaignRefusals.StatusIsNotAField;
        var result = await editor.UpdateAsync(caller.TenantId, campaign.Id, wanted.Changes, cancellationToken);
        return result.Campaign is { } changed ? Answer.Ok(await PrintAsync(changed, metrics)) : CampaignRefusals.Of(result);
    }

    private static async Task<IResult> DeleteAsync(string id, Caller caller, CampaignRegister campaigns, CampaignEditor editor)
    {
        var campaign = await FindAsync(id, caller, campaigns);
        var result = await editor.RetireAsync(caller.TenantId, campaign.Id, archive: true);
        return result.Campaign is not null ? Answer.Ok(new CampaignDeletedResponse(campaign.Id, Deleted: true)) : CampaignRefusals.Of(result);
    }

    private static async Task<IResult> LaunchAsync(
        string id, Caller caller, CampaignRegister campaigns, CampaignLauncher launcher, MetricsRegister metrics, CancellationToken cancellationToken)
    {
        var campaign = await FindAsync(id, caller, campaigns);
        var launched = await launcher.LaunchAsync(caller.TenantId, campaign.Id, cancellationToken);
        return launched.Campaign is { } active
            ? Answer.Ok(LaunchedCampaignBody.Of(launched, (await metrics.OfAsync([active]))[active.Id]))
            : CampaignRefusals.Of(launched.Refusal!.Value, launched.Audience);
    }

    private static async Task<IResult> StopAsync(
        string id, Caller caller, CampaignRegister campaigns, CampaignRunner runner, MetricsRegister metrics)
    {
        var campaign = await FindAsync(id, caller, campaigns);
        if ((await runner.PauseAsync(caller.TenantId, campaign.Id)).Change != RunChange.Ok)
            return CampaignRefusals.NotActive;
        return Answer.Ok(await PrintAsync(await FindAsync(id, caller, campaigns), metrics));
    }

    private static async Task<CampaignBody> PrintAsync(Campaign campaign, MetricsRegister metrics) =>
        CampaignBody.Of(campaign, (await metrics.OfAsync([campaign]))[campaign.Id]);

    /// <summary>One that is retired at another door is over here too.</summary>
    private static IReadOnlyCollection<CampaignStatus> StatusesOf(string? status) => status is null
        ? []
        : [.. Enum.GetValues<CampaignStatus>().Where(stands => NextNeuralNames.Status(stands) == status)];
}
