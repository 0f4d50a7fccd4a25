using Switchboard.Api.Doors;
using Switchboard.Api.Limits;
using Switchboard.Api.Telemetry;
using Switchboard.Identity;

namespace Switchboard.Api.Auth;

/// <summary>
/// Lets a request through to its route: who is it, is there room within the limit, is it allowed. In that order, so that
/// what is refused as unauthenticated does not count, and before the body is read.
/// </summary>
public sealed class AccessControl(RequestDelegate next, Authenticator authenticator, RateLimiter limiter)
{
    /// <summary>The middleware.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        if (await CheckAsync(context) is { } refusal)
            await refusal.ExecuteAsync(context);
        else
            await next(context);
    }

    private async ValueTask<Refusal?> CheckAsync(HttpContext context)
    {
        // Endpoints outside of the doors, and routing's own for a wrong method, say nothing about access.
        if (context.GetEndpoint()?.Metadata.GetMetadata<Access>() is not { } access)
            return null;
        if (access.Kind == AccessKind.Everybody)
            return await limiter.CheckAsync(context, caller: null);
        if (await authenticator.AuthenticateAsync(context) is not { } caller)
            return new Refusal(RefusalKind.Unauthenticated, "A valid API key or session is required.");
        context.Features.Set(caller);
        context.Features.Get<RequestScope>()?.Caller = caller;
        return await limiter.CheckAsync(context, caller) ?? Permit(access, caller);
    }

    private static Refusal? Permit(Access access, Caller caller)
    {
        if (access.Kind == AccessKind.User && caller is not UserCaller)
            return new Refusal(RefusalKind.UserOnly, "This route is for logged-in users; an API key cannot use it.");
        if (caller.Permissions.HasFlag(access.Required))
            return null;
        var missing = access.Required & ~caller.Permissions;
        return new Refusal(RefusalKind.MissingPermission, $"This needs the permission {string.Join(", ", PermissionNames.Of(missing))}.")
        {
            Required = access.Required,
        };
    }
}
