using Switchboard.Identity;

namespace Switchboard.Api.Auth;

/// <summary>Who may use a route.</summary>
/// <param name="Kind">Everybody, any credential, or people only.</param>
/// <param name="Required">The permissions that the credential must have, all of them.</param>
public sealed record Access(AccessKind Kind, Permissions Required = Permissions.None)
{
    /// <summary>No credential is asked for.</summary>
    public static Access Everybody { get; } = new(AccessKind.Everybody);

    /// <summary>Any valid credential: what a route is that says nothing else.</summary>
    public static Access AnyCredential { get; } = new(AccessKind.Credential);

    /// <summary>A logged-in user.</summary>
    public static Access User { get; } = new(AccessKind.User);
}

/// <summary>The kinds of callers a route takes.</summary>
public enum AccessKind
{
    /// <summary>Everybody.</summary>
    Everybody,

    /// <summary>An API key or a user.</summary>
    Credential,

    /// <summary>A user only.</summary>
    User,
}
