using System.Collections.Immutable;
using Switchboard.Api.Auth;
using Switchboard.Api.Docs;
using Switchboard.Api.Requests;
using Switchboard.Identity;
using Switchboard.Webhooks;

namespace Switchboard.Api.Doors.Calleague;

/// <summary><c>/core/webhook</c>: be told of calls instead of looking them up.</summary>
internal static class WebhookRoutes
{
    /// <summary>Registers the routes.</summary>
    public static void Map(RouteGroupBuilder webhooks)
    {
        webhooks.WithTags("Webhooks");
        webhooks.MapPost("", RegisterAsync).Requires(Permissions.WebhooksWrite)
            .WithSummary("Register a webhook endpoint")
            .WithDescription(
                "Deliveries are signed as Standard Webhooks says, with `secret`. They come at least once and in no promised order: match on `callId` and `event`. "
                + "`call.started` is sent at the answer, `call.completed` at every end, `recording.ready` when the recording can be fetched. The older names "
                + "`call.connected` and `call.ended` are taken for the first two, and sent as they were asked for.")
            .Takes(WebhookExamples.Register)
            .Answers(StatusCodes.Status200OK, WebhookExamples.Registered)
            .Refuses(
                Refusal.InvalidField("events", FieldError.RequiredRule),
                Refusal.InvalidField("url", "must be an https URL"),
                Refusal.InvalidField("events", $"must be one or more of {string.Join(", ", WebhookExamples.Register.Events)}"),
                Refusal.Conflict("There are 50 webhooks already; remove one first."));
        foreach (var path in new[] { "", "/list" })
        {
            webhooks.MapGet(path, ListAsync).Requires(Permissions.WebhooksRead)
                .WithSummary("List webhooks")
                .WithDescription("Not on Calleague's page. All of the workspace's, the oldest first, each with its last delivery.")
                .Answers(StatusCodes.Status200OK, WebhookExamples.List);
        }

        webhooks.MapDelete("/{webhookId}", RemoveAsync).Requires(Permissions.WebhooksWrite)
            .WithSummary("Remove a webhook")
            .WithDescription("Not on Calleague's page. Once this has answered, nothing more is sent to it.")
            .Answers(StatusCodes.Status200OK, WebhookExamples.Removed);
    }

    private static async Task<IResult> RegisterAsync(Body<RegisterWebhookBody> body, Caller caller, WebhookService service)
    {
        var result = await service.RegisterAsync(new RegisterWebhook(
            caller.TenantId, CalleagueFormat.DoorName, Name: null, body.Value.Url, body.Value.Events, ImmutableDictionary<string, string>.Empty));
        return result is { Endpoint: { } endpoint, Secret: { } secret }
            ? Answer.Ok(RegisteredWebhook.Of(endpoint, secret))
            : WebhookRefusals.Of(result.Refusal!, full: RefusalKind.Conflict);
    }

    // One tenant has the same webhooks through every door, so the list shows those of other doors too.
    private static async Task<IResult> ListAsync(Caller caller, WebhookService service)
    {
        var webhooks = await service.ListAsync(caller.TenantId);
        return Answer.Ok(new ListResponse<WebhookBody>(webhooks.Count, [.. webhooks.Select(WebhookBody.Of)]));
    }

    private static async Task<IResult> RemoveAsync(string webhookId, Caller caller, WebhookService service) =>
        FieldRules.NormaliseId(webhookId, WebhookBody.IdPrefix) is { } id && await service.DeleteAsync(caller.TenantId, id)
            ? Answer.Ok(new RemovedWebhook(FieldRules.PrintId(WebhookBody.IdPrefix, id), Deleted: true))
            : Refusal.NotFound("You have no webhook with this webhookId.");
}
