using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Switchboard.Api.Doors.CallFunnel;

/// <summary>CallFunnel's API at <c>/callfunnel/api</c>, and without <c>/api</c> because its reference prints paths both ways.</summary>
public sealed class CallFunnelDoor : Door
{
    private static readonly PathString Api = "/api";

    /// <inheritdoc/>
    public override string Name => "CallFunnel";

    /// <inheritdoc/>
    public override PathString Root => "/callfunnel";

    /// <inheritdoc/>
    public override string About =>
        """
        Accounts, API keys and the wallet as with CallFunnel's API: change the base URL `https://callfunnel.ai/api` to this server's
        `/callfunnel/api`, and the key.

        Begin with `POST /api/auth/signup`, log in with `POST /api/auth/login`, and mint a key with `POST /api/api-keys`, giving the log-in's
        token as the bearer. The key works at every door. Errors are `{"error", "code", "field"?}`.
        """;

    /// <inheritdoc/>
    public override JsonSerializerOptions Json => DoorJson.SnakeCase;

    /// <inheritdoc/>
    public override PathString Canonical(PathString path) =>
        path.StartsWithSegments(Api, StringComparison.OrdinalIgnoreCase) ? path : Api + path;

    /// <inheritdoc/>
    public override void Map(IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup(Api.Value!);
        AuthRoutes.Map(api);
        ApiKeyRoutes.Map(api);
        WorkflowRoutes.Map(api);
        RunRoutes.Map(api);
        AudienceRoutes.Map(api);
        ComplianceRoutes.Map(api);
        TimelineRoutes.Map(api);
        DsrRoutes.Map(api);
        BillingRoutes.Map(api);
        PaymentRoutes.Map(api);
        VoiceRoutes.Map(api);
        OnboardingRoutes.Map(api);
        ApprovalRoutes.Map(api);
        SlackRoutes.Map(api);
        ReportRoutes.Map(api);
        NumberRoutes.Map(api);
        ObjectionRoutes.Map(api);
        HealthRoutes.Map(api);
    }

    /// <inheritdoc/>
    public override int StatusOf(Refusal refusal) => refusal.Kind switch
    {
        RefusalKind.InvalidField or RefusalKind.InvalidParameter => StatusCodes.Status422UnprocessableEntity,
        var kind => RefusalWriter.DefaultStatus(kind),
    };

    /// <inheritdoc/>
    public override object ErrorBody(Refusal refusal, int status) =>
        new ErrorResponse(refusal.Message, refusal.Code ?? CodeOf(refusal.Kind), refusal.Field, refusal.Details.IsEmpty ? null : refusal.Details);

    private static string CodeOf(RefusalKind kind) => kind switch
    {
        RefusalKind.MalformedBody => "MALFORMED_BODY",
        RefusalKind.InvalidField or RefusalKind.InvalidParameter or RefusalKind.Unprocessable => "VALIDATION_FAILED",
        RefusalKind.BadRequest => "BAD_REQUEST",
        RefusalKind.Unauthenticated => "AUTH_REQUIRED",
        RefusalKind.InsufficientFunds => "INSUFFICIENT_FUNDS",
        RefusalKind.MissingPermission => "INSUFFICIENT_SCOPE",
        RefusalKind.UserOnly => "USER_REQUIRED",
        RefusalKind.Forbidden => "FORBIDDEN",
        RefusalKind.NotFound => "NOT_FOUND",
        RefusalKind.UnknownRoute => "UNKNOWN_ROUTE",
        RefusalKind.MethodNotAllowed => "METHOD_NOT_ALLOWED",
        RefusalKind.RequestTimeout => "REQUEST_TIMEOUT",
        RefusalKind.Conflict => "CONFLICT",
        RefusalKind.BodyTooLarge => "BODY_TOO_LARGE",
        RefusalKind.UnsupportedMediaType => "UNSUPPORTED_MEDIA_TYPE",
        RefusalKind.TooManyRequests => "RATE_LIMITED",
        RefusalKind.Unavailable => "UNAVAILABLE",
        _ => "INTERNAL_ERROR",
    };
}

/// <summary>CallFunnel's error.</summary>
/// <param name="Error">What is wrong, for people.</param>
/// <param name="Code">The same for machines.</param>
/// <param name="Field">The field, when one is at fault.</param>
/// <param name="Errors">Everything that the validator of rule books found.</param>
public sealed record ErrorResponse(
    string Error,
    string Code,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Field,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ImmutableArray<string>? Errors = null);
