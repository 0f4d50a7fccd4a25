using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Switchboard.Api.Doors.Cualify;

/// <summary>The one shape of everything that is not a 2xx.</summary>
/// <param name="Error">What is wrong.</param>
public sealed record ErrorEnvelope(Error Error)
{
    /// <summary>The envelope of a refusal.</summary>
    public static ErrorEnvelope Of(Refusal refusal) => new(new Error(
        refusal.Code ?? CodeOf(refusal.Kind),
        refusal.Message,
        refusal.Field is null ? null : FlatErrors.TopLevel(refusal.Field),
        FlatErrors.Of(refusal)));

    // Clients switch on the code, so there are few and they stay.
    private static string CodeOf(RefusalKind kind) => kind switch
    {
        RefusalKind.Unauthenticated => "unauthorized",
        RefusalKind.InsufficientFunds => "insufficient_credits",
        RefusalKind.MissingPermission or RefusalKind.UserOnly or RefusalKind.Forbidden => "forbidden",
        RefusalKind.NotFound or RefusalKind.UnknownRoute => "not_found",
        RefusalKind.TooManyRequests => "too_many_requests",
        RefusalKind.Unavailable => "upstream_error",
        RefusalKind.Internal => "internal_error",
        _ => "invalid_request",
    };
}

/// <summary>What is wrong.</summary>
/// <param name="Code">A stable word for programs.</param>
/// <param name="Message">A sentence for people.</param>
/// <param name="Param">The field or query parameter at fault; null when it is none, or not one alone.</param>
/// <param name="Details">Everything that failed validation; null for an error of another kind.</param>
public sealed record Error(string Code, string Message, string? Param, FlatErrors? Details);

/// <summary>The failures of a validation, as zod's <c>flatten()</c> prints them.</summary>
/// <param name="FormErrors">Those of the body as a whole.</param>
/// <param name="FieldErrors">Those of each field, by its name at the top level.</param>
public sealed record FlatErrors(
    [property: JsonPropertyName("formErrors")] ImmutableArray<string> FormErrors,
    [property: JsonPropertyName("fieldErrors")] IReadOnlyDictionary<string, ImmutableArray<string>> FieldErrors)
{
    /// <summary>The failures in a refusal; null when it is not about what was sent.</summary>
    public static FlatErrors? Of(Refusal refusal)
    {
        if (refusal.Kind == RefusalKind.MalformedBody)
            return new FlatErrors([refusal.Message], ImmutableDictionary<string, ImmutableArray<string>>.Empty);
        if (refusal.Errors.IsEmpty)
            return null;
        return new FlatErrors([], refusal.Errors
            .GroupBy(error => TopLevel(error.Field))
            .ToDictionary(field => field.Key, field => field.Select(error => error.ToString()).ToImmutableArray()));
    }

    /// <summary>The field of the body that a nested field is in: <c>events</c> of <c>events[1]</c>.</summary>
    public static string TopLevel(string field) => field.Split('.', '[')[0];
}
