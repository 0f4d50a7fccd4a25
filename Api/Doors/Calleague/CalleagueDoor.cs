using System.Text.Json;
using Switchboard.Api.Limits;

namespace Switchboard.Api.Doors.Calleague;

/// <summary>Calleague's API, whose base URL <c>https://app.calleague.ai/api</c> is <c>/calleague/api</c> here.</summary>
public sealed class CalleagueDoor : Door
{
    /// <summary>What <c>metadata</c> may be at most, as compact JSON in UTF-8.</summary>
    internal const int MetadataBytesMax = 16 * 1024;

    // What the document prints for it.
    private const string NoValidKey = "Invalid or missing API key";

    /// <inheritdoc/>
    public override string Name => "Calleague";

    /// <inheritdoc/>
    public override PathString Root => "/calleague";

    /// <inheritdoc/>
    public override string About =>
        """
        Start calls, look them up and list assistants as with Calleague's API: change the base URL `https://app.calleague.ai/api` to this
        server's `/calleague/api`, and the key.

        Every request needs `Authorization: Bearer <key>`. Lists are `{"total", "list"}`, errors are `{"code", "message"}` with the HTTP status as the code: 400
        for a body that is no JSON, is not sent as JSON or lacks a field, 422 for values that are there and wrong.

        Besides what Calleague's page shows, a call can be ended, and webhooks can be listed and removed.

        The simulated carrier decides by the number what becomes of a call: `+12025550112` books a demo, `+12025550101` is busy, `+12025550102` does
        not answer.
        """;

    /// <inheritdoc/>
    public override JsonSerializerOptions Json => DoorJson.CamelCase;

    /// <summary>Fair use for each workspace; the document names no number.</summary>
    public override RateLimit Limit { get; } = RateLimit.PerMinute("calleague", 120, RateLimitScope.Tenant);

    /// <inheritdoc/>
    public override void Map(IEndpointRouteBuilder routes)
    {
        var core = routes.MapGroup("/api/core");
        CallRoutes.Map(core.MapGroup("/voice"));
        AgentRoutes.Map(core.MapGroup("/voice/agent"));
        WebhookRoutes.Map(core.MapGroup("/webhook"));
    }

    /// <inheritdoc/>
    public override int StatusOf(Refusal refusal) => refusal.Kind switch
    {
        RefusalKind.InvalidField when refusal.Errors.Any(error => error.IsMissing) => StatusCodes.Status400BadRequest,
        RefusalKind.InvalidField or RefusalKind.InvalidParameter => StatusCodes.Status422UnprocessableEntity,
        RefusalKind.UnsupportedMediaType => StatusCodes.Status400BadRequest,
        var kind => RefusalWriter.DefaultStatus(kind),
    };

    /// <inheritdoc/>
    public override object ErrorBody(Refusal refusal, int status) => new ErrorResponse(status, refusal switch
    {
        { Kind: RefusalKind.Unauthenticated } => NoValidKey,
        { Errors.IsEmpty: false } => string.Join("; ", refusal.Errors),
        _ => refusal.Message,
    });
}

/// <summary>Calleague's error.</summary>
/// <param name="Code">The HTTP status.</param>
/// <param name="Message">What is wrong, for people.</param>
public sealed record ErrorResponse(int Code, string Message);
