using System.Globalization;

namespace Switchboard.Api.Doors;

/// <summary>Writes a refusal in the shape of the request's door, or as a problem document (RFC 9457) outside of all doors.</summary>
public static class RefusalWriter
{
    /// <summary>Writes status, headers and body.</summary>
    public static Task WriteAsync(HttpContext context, Refusal refusal)
    {
        var door = context.GetDoor();
        var status = refusal.Status ?? door?.StatusOf(refusal) ?? DefaultStatus(refusal.Kind);
        var response = context.Response;
        response.StatusCode = status;
        if (refusal.RetryAfter is { } wait)
            response.Headers.RetryAfter = Seconds(wait);
        if (refusal.Kind == RefusalKind.Unauthenticated)
            response.Headers.WWWAuthenticate = $"Bearer realm=\"{door?.Realm ?? "switchboard"}\"";

        return door is null
            ? Results.Problem(refusal.Message, statusCode: status).ExecuteAsync(context)
            : Answer.WriteAsync(context, door.ErrorBody(refusal, status), status);
    }

    /// <summary>The status that a kind of refusal has unless a door decides otherwise.</summary>
    public static int DefaultStatus(RefusalKind kind) => kind switch
    {
        RefusalKind.MalformedBody or RefusalKind.InvalidField or RefusalKind.InvalidParameter or RefusalKind.BadRequest
            => StatusCodes.Status400BadRequest,
        RefusalKind.Unauthenticated => StatusCodes.Status401Unauthorized,
        RefusalKind.InsufficientFunds => StatusCodes.Status402PaymentRequired,
        RefusalKind.MissingPermission or RefusalKind.UserOnly or RefusalKind.Forbidden => StatusCodes.Status403Forbidden,
        RefusalKind.NotFound or RefusalKind.UnknownRoute => StatusCodes.Status404NotFound,
        RefusalKind.MethodNotAllowed => StatusCodes.Status405MethodNotAllowed,
        RefusalKind.RequestTimeout => StatusCodes.Status408RequestTimeout,
        RefusalKind.Conflict => StatusCodes.Status409Conflict,
        RefusalKind.BodyTooLarge => StatusCodes.Status413PayloadTooLarge,
        RefusalKind.UnsupportedMediaType => StatusCodes.Status415UnsupportedMediaType,
        RefusalKind.Unprocessable => StatusCodes.Status422UnprocessableEntity,
        RefusalKind.TooManyRequests => StatusCodes.Status429TooManyRequests,
        RefusalKind.Unavailable => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status500InternalServerError,
    };

    /// <summary>Whole seconds, rounded up, so that who comes back then is not early; never less than one.</summary>
    public static string Seconds(TimeSpan wait) =>
        Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
}
