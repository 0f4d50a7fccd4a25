using System.Collections.Immutable;
using Switchboard.Api.Auth;
using Switchboard.Api.Docs;
using Switchboard.Api.Requests;
using Switchboard.Identity;
using Switchboard.Webhooks;

namespace Switchboard.Api.Doors.NextNeural;

/// <summary><c>/v1/webhooks</c>: be told of events instead of polling.</summary>
internal static class WebhookRoutes
{
    private static readonly Refusal NotFound = Refusal.NotFound("Webhook not found");

    /// <summary>Registers the routes.</summary>
    public static void Map(IEndpointRouteBuilder v1)
    {
        var webhooks = v1.MapGroup("/webhooks").WithTags("Webhooks");
        webhooks.MapPost("", RegisterAsync).Requires(Permissions.WebhooksWrite).Limited(Limits.RegisterWebhook)
            .WithSummary("Register a webhook")
            .WithDescription(
                "Each delivery is `{\"event\",\"fired_at\",\"organisation_uuid\",\"data\"}` with your own `headers`, and is signed by Standard Webhooks with `secret`. Only a 2xx "
                + "within 10 s is success; anything else is tried again, with the same `webhook-id`.")
            .Takes(WebhookExamples.Register)
            .Answers(StatusCodes.Status201Created, WebhookExamples.Registered)
            .Refuses(
                Refusal.InvalidField("url", "must be an https URL"),
                Refusal.InvalidField("events", $"must be one or more of {string.Join(", ", WebhookExamples.Register.Events)}, …"));
        webhooks.MapGet("", ListAsync).Requires(Permissions.WebhooksRead)
            .WithSummary("List webhooks")
            .WithDescription("All that your organisation has, the oldest first; those of other doors too.")
            .Answers(StatusCodes.Status200OK, WebhookExamples.List);
        webhooks.MapDelete("/{id}", DeleteAsync).Requires(Permissions.WebhooksWrite)
            .WithSummary("Delete a webhook")
            .WithDescription("At once: once this has answered, nothing more is sent to it.")
            .Answers(StatusCodes.Status200OK, WebhookExamples.Deleted)
            .Refuses(NotFound);
        webhooks.MapGet("/{id}/logs", LogsAsync).Requires(Permissions.WebhooksRead)
            .WithSummary("What was sent to a webhook")
            .WithDescription("Every attempt of the last 30 days, the latest first, with the status of the answer.")
            .Query([.. NextNeuralDoor.Pages.Parameters])
            .Answers(StatusCodes.Status200OK, WebhookExamples.Logs)
            .Refuses(NotFound);
    }

    private static async Task<IResult> RegisterAsync(Body<RegisterWebhookBody> body, Caller caller, WebhookService service)
    {
        var wanted = body.Value;
        var result = await service.RegisterAsync(new RegisterWebhook(
            caller.TenantId, NextNeuralFormat.DoorName, wanted.Name, wanted.Url, wanted.Events, wanted.Headers ?? ImmutableDictionary<string, string>.Empty));
        return result is { Endpoint: { } endpoint, Secret: { } secret }
            ? Answer.Created(RegisteredWebhookResponse.Of(endpoint, secret))
            : new Refusal(RefusalKind.InvalidField, result.Refusal!.Reason) { Field = result.Refusal.Field };
    }

    // One tenant has the same webhooks through every door, so the list shows those of other doors too.
    private static async Task<IResult> ListAsync(Caller caller, WebhookService service)
    {
        var webhooks = await service.ListAsync(caller.TenantId);
        return Answer.Ok(new WebhookListResponse([.. webhooks.Select(WebhookBody.Of)], webhooks.Count));
    }

    private static async Task<IResult> DeleteAsync(string id, Caller caller, WebhookService service) =>
        FieldRules.NormaliseId(id) is { } webhookId && await service.DeleteAsync(caller.TenantId, webhookId)
            ? Answer.Ok(new DeletedWebhookResponse(webhookId, Deleted: true))
            : NotFound;

    private static async Task<IResult> LogsAsync(string id, QueryReader query, Caller caller, WebhookService service)
    {
        var paging = NextNeuralDoor.Pages.Read(query);
        query.Check();
        return FieldRules.NormaliseId(id) is { } webhookId
            && await service.AttemptsAsync(caller.TenantId, webhookId, paging.Limit, paging.Offset) is { } page
            ? Answer.Ok(new WebhookLogsResponse(page.Attempts.Select(WebhookLogBody.Of), page.Total))
            : NotFound;
    }
}
