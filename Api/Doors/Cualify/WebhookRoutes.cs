using System.Collections.Immutable;
using Switchboard.Api.Auth;
using Switchboard.Api.Docs;
using Switchboard.Api.Requests;
using Switchboard.Identity;
using Switchboard.Webhooks;

namespace Switchboard.Api.Doors.Cualify;

/// <summary><c>/webhooks</c>: be told of events instead of polling.</summary>
internal static class WebhookRoutes
{
    /// <summary>Registers the routes.</summary>
    public static void Map(IEndpointRouteBuilder api)
    {
        var webhooks = api.MapGroup("/webhooks").WithTags("Webhooks");
        webhooks.MapPost("", RegisterAsync).Requires(Permissions.WebhooksWrite)
            .WithSummary("Register a webhook")
            .WithDescription(
                "Each delivery is signed twice: `x-cualify-signature: t=<ms>,v1=<hex HMAC-SHA256 of \"<ms>.<raw body>\">`, keyed with `secret`, and by "
                + "Standard Webhooks. Only a 2xx within 10 s is success; anything else is tried again. The `id` in the body is the key to dedupe on.")
            .Takes(Examples.RegisterWebhook)
            .Answers(StatusCodes.Status201Created, Examples.RegisteredWebhook)
            .Refuses(
                Refusal.InvalidField("url", "must be an https URL"),
                Refusal.InvalidField("events", $"must be one or more of {string.Join(", ", Examples.RegisterWebhook.Events)}"));
        webhooks.MapGet("", ListAsync).Requires(Permissions.WebhooksRead)
            .WithSummary("List webhooks")
            .WithDescription("The oldest first, each with the time and the HTTP status of its last delivery.")
            .Answers(StatusCodes.Status200OK, Examples.Webhooks);
        webhooks.MapDelete("/{id}", RemoveAsync).Requires(Permissions.WebhooksWrite)
            .WithSummary("Remove a webhook")
            .WithDescription("At once: once this has answered, nothing more is sent to it.")
            .Answers(StatusCodes.Status200OK, Examples.RemovedWebhook);
    }

    private static async Task<IResult> RegisterAsync(Body<RegisterWebhookBody> body, Caller caller, WebhookService service)
    {
        var result = await service.RegisterAsync(new RegisterWebhook(
            caller.TenantId, CualifyFormat.DoorName, Name: null, body.Value.Url, body.Value.Events, ImmutableDictionary<string, string>.Empty));
        return result is { Endpoint: { } endpoint, Secret: { } secret }
            ? Answer.Created(new RegisteredWebhook(NewWebhook.Of(endpoint), secret.ToHex(), secret.ToStandardWebhooks()))
            : WebhookRefusals.Of(result.Refusal!, full: RefusalKind.BadRequest);
    }

    // One tenant has the same webhooks through every door, so the list shows those of other doors too.
    private static async Task<IResult> ListAsync(Caller caller, WebhookService service) =>
        Answer.Ok(new Single<IEnumerable<ListedWebhook>>((await service.ListAsync(caller.TenantId)).Select(ListedWebhook.Of)));

    private static async Task<IResult> RemoveAsync(string id, Caller caller, WebhookService service) =>
        FieldRules.NormaliseId(id) is { } webhookId && await service.DeleteAsync(caller.TenantId, webhookId)
            ? Answer.Ok(new Single<RemovedWebhook>(new RemovedWebhook(webhookId, Deleted: true)))
            : Refusal.NotFound("You have no webhook with this id.");
}
