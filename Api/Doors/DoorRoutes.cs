using Switchboard.Api.Auth;
using Switchboard.Api.Limits;
using Switchboard.Identity;

namespace Switchboard.Api.Doors;

/// <summary>How a door describes its routes; see <see cref="Door.Map"/>.</summary>
public static class DoorRoutes
{
    /// <summary>What a body with a file in it may be at most, in bytes.</summary>
    public const long UploadBytesMax = 32 * 1024 * 1024;

    /// <summary>Open to everybody. Every other route wants a credential.</summary>
    public static TBuilder Public<TBuilder>(this TBuilder route) where TBuilder : IEndpointConventionBuilder =>
        route.WithMetadata(Access.Everybody);

    /// <summary>Wants a credential that has all of these permissions.</summary>
    public static TBuilder Requires<TBuilder>(this TBuilder route, Permissions permissions)
        where TBuilder : IEndpointConventionBuilder =>
        route.WithMetadata(new Access(AccessKind.Credential, permissions));

    /// <summary>Wants a person who is logged in, and answers an API key with 403.</summary>
    public static TBuilder RequiresUser<TBuilder>(this TBuilder route) where TBuilder : IEndpointConventionBuilder =>
        route.WithMetadata(Access.User);

    /// <summary>Also takes the credential in this parameter of the query.</summary>
    public static TBuilder TakesToken<TBuilder>(this TBuilder route, string parameter) where TBuilder : IEndpointConventionBuilder =>
        route.WithMetadata(new TokenParameter(parameter));

    /// <summary>Has its own limit instead of the door's; a public route has none otherwise.</summary>
    public static TBuilder Limited<TBuilder>(this TBuilder route, RateLimit limit) where TBuilder : IEndpointConventionBuilder =>
        route.WithMetadata(limit);

    /// <summary>Takes a body of up to <see cref="UploadBytesMax"/>.</summary>
    public static TBuilder Upload<TBuilder>(this TBuilder route) where TBuilder : IEndpointConventionBuilder =>
        route.WithMetadata(new Microsoft.AspNetCore.Mvc.RequestSizeLimitAttribute(UploadBytesMax));

    /// <summary>Takes a form of up to <see cref="UploadBytesMax"/> with a file in the field of that name, and nothing else.</summary>
    public static TBuilder UploadOf<TBuilder>(this TBuilder route, string fileField) where TBuilder : IEndpointConventionBuilder =>
        route.Upload().WithMetadata(new FormOnly(fileField));

    /// <summary>Answers a field that fails validation with this status, where the door's document says so for this route.</summary>
    public static TBuilder InvalidIs<TBuilder>(this TBuilder route, int status) where TBuilder : IEndpointConventionBuilder =>
        route.WithMetadata(new InvalidStatus(status));
}

/// <summary>A route's upload is a form, with the file in this field; otherwise it is one with the file in <c>file</c>, or JSON.</summary>
/// <param name="FileField">The field.</param>
public sealed record FormOnly(string FileField);

/// <summary>The status of a validation failure on one route.</summary>
/// <param name="Status">The HTTP status.</param>
public sealed record InvalidStatus(int Status);
