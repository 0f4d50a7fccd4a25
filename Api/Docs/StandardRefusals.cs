using Switchboard.Api.Auth;
using Switchboard.Api.Doors;
using Switchboard.Identity;

namespace Switchboard.Api.Docs;

/// <summary>The refusals that follow from what a route is: it wants a key, takes a body, names a thing.</summary>
internal static class StandardRefusals
{
    /// <summary>An example of each.</summary>
    public static IEnumerable<Refusal> Of(Door door, RouteFacts route)
    {
        if (route.Body is not null || route.TakesUpload)
        {
            yield return new(
                RefusalKind.MalformedBody, route.Body is not null ? "The body is not valid JSON." : "The body is not a well-formed form, or it was cut off.");
            yield return new(RefusalKind.BodyTooLarge, $"The body is larger than {route.BodyBytesMax} bytes.");
            yield return new(
                RefusalKind.UnsupportedMediaType,
                (route.TakesUpload, route.Body) switch
                {
                    (true, null) => "The content type must be multipart/form-data.",
                    (true, _) => "The content type must be multipart/form-data or application/json.",
                    _ => "The content type must be application/json.",
                });
        }

        if (route.Body is { } body && FirstField(door, body.Type) is { } field)
            yield return Refusal.InvalidField(field, "is of the wrong type");
        if (route.All<QueryParameter>().FirstOrDefault() is { } parameter)
            yield return Refusal.Invalid(RefusalKind.InvalidParameter, [new FieldError(parameter.Name, "is out of range.")]);
        if (route.NamesOneThing)
            yield return new(RefusalKind.NotFound, "You have nothing with this id.");
        if (route.Access.Kind != AccessKind.Everybody)
            yield return new(RefusalKind.Unauthenticated, "A valid API key or session is required.");
        if ((route.Limit ?? (route.Access.Kind == AccessKind.Everybody ? null : door.Limit)) is { } limit)
            yield return new(RefusalKind.TooManyRequests, $"Rate limit exceeded: {limit}") { RetryAfter = limit.Window };

        if (route.Access.Kind == AccessKind.User)
            yield return new(RefusalKind.UserOnly, "This route is for logged-in users; an API key cannot use it.");
        if (route.Access.Required != Permissions.None)
        {
            yield return new(RefusalKind.MissingPermission, $"This needs the permission {string.Join(", ", PermissionNames.Of(route.Access.Required))}.")
            {
                Required = route.Access.Required,
            };
        }

        yield return new(RefusalKind.Unavailable, "The service is busy or its store cannot be reached. Try again.") { RetryAfter = TimeSpan.FromSeconds(5) };
    }

    private static string? FirstField(Door door, Type body) =>
        // A body that is the caller's own has no fields that we know.
        body != typeof(RawJson) && body.GetProperties().FirstOrDefault() is { } property ? door.Json.PropertyNamingPolicy?.ConvertName(property.Name) ?? property.Name : null;
}
