using Switchboard.Api.Doors;
using Switchboard.Identity;

namespace Switchboard.Api.Auth;

/// <summary>
/// Finds out who makes a request: <c>Authorization: Bearer</c> with an API key or a session's token, the session cookie, and
/// <c>x-api-key</c> at the doors and the query at the routes that take it. The first of them that is there counts.
/// </summary>
public sealed class Authenticator(ApiKeyRegister keys, SessionTokens tokens, SessionRegister sessions, UserRegister users)
{
    private const string Scheme = "Bearer ";
    private const string KeyHeader = "x-api-key";

    // Longer than any credential that we give out; what is longer is not worth a hash.
    private const int CredentialLengthMax = 4096;

    /// <summary>The caller, or null when there is no valid credential.</summary>
    public async ValueTask<Caller?> AuthenticateAsync(HttpContext context)
    {
        if (CredentialOf(context) is not { Length: > 0 and <= CredentialLengthMax } credential)
            return null;
        return ApiKeyPrefixes.IsKey(credential)
            ? await AuthenticateKeyAsync(credential, context.Connection.RemoteIpAddress?.ToString())
            : await AuthenticateUserAsync(credential);
    }

    private async ValueTask<Caller?> AuthenticateKeyAsync(string secret, string? address) =>
        await keys.AuthenticateAsync(secret, address) is { } key ? new KeyCaller(key.TenantId, key.Permissions, key.Id, key.ExpiresAt) : null;

    private async ValueTask<Caller?> AuthenticateUserAsync(string token)
    {
        if (await tokens.ReadAsync(token) is not { } session || await sessions.IsEndedAsync(session.SessionId))
            return null;
        return await users.FindAsync(session.UserId) is { IsActive: true } user
            ? new UserCaller(user.TenantId, user.Permissions, user.Id, session)
            : null;
    }

    private static string? CredentialOf(HttpContext context)
    {
        var request = context.Request;
        string? authorization = request.Headers.Authorization;
        if (!string.IsNullOrEmpty(authorization))
        {
            return authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
                ? authorization[Scheme.Length..].Trim()
                : null;
        }
        if (context.GetDoor() is { TakesApiKeyHeader: true } && request.Headers[KeyHeader] is [{ Length: > 0 } key])
            return key;
        if (context.GetEndpoint()?.Metadata.GetMetadata<TokenParameter>() is { } parameter && request.Query[parameter.Name] is [{ Length: > 0 } token])
            return token;
        return request.Cookies[SessionCookie.Name];
    }
}
