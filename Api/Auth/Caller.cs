using Switchboard.Identity;

namespace Switchboard.Api.Auth;

/// <summary>Who makes a request. A parameter of an endpoint's method; there on every route that is not public.</summary>
/// <param name="TenantId">The tenant; every query is scoped to it.</param>
/// <param name="Permissions">What the credential may do.</param>
public abstract record Caller(string TenantId, Permissions Permissions)
{
    /// <summary>The id of the credential's owner: the key, or the user. Names the caller in logs and limits.</summary>
    public abstract string Id { get; }

    /// <summary>When the credential ends; null for never.</summary>
    public abstract DateTimeOffset? ExpiresAt { get; }

    /// <summary>Binds the caller of the request.</summary>
    public static ValueTask<Caller?> BindAsync(HttpContext context) => ValueTask.FromResult(context.Features.Get<Caller>());
}

/// <summary>A program with an API key.</summary>
/// <param name="KeyId">The key's id.</param>
/// <param name="KeyExpiresAt">When the key stops working; null for never.</param>
public sealed record KeyCaller(string TenantId, Permissions Permissions, string KeyId, DateTimeOffset? KeyExpiresAt)
    : Caller(TenantId, Permissions)
{
    /// <inheritdoc/>
    public override string Id => KeyId;

    /// <inheritdoc/>
    public override DateTimeOffset? ExpiresAt => KeyExpiresAt;
}

/// <summary>A person who is logged in.</summary>
/// <param name="UserId">The user's id.</param>
/// <param name="Session">What the person's token says.</param>
public sealed record UserCaller(string TenantId, Permissions Permissions, string UserId, SessionClaims Session)
    : Caller(TenantId, Permissions)
{
    /// <inheritdoc/>
    public override string Id => UserId;

    /// <inheritdoc/>
    public override DateTimeOffset? ExpiresAt => Session.ExpiresAt;

    /// <summary>Binds the caller of a route that takes users only.</summary>
    public static new ValueTask<UserCaller?> BindAsync(HttpContext context) =>
        ValueTask.FromResult(context.Features.Get<Caller>() as UserCaller);
}
