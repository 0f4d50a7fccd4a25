using Switchboard.Api.Auth;
using Switchboard.Api.Docs;
using Switchboard.Api.Requests;
using Switchboard.Identity;

namespace Switchboard.Api.Doors.CallFunnel;

/// <summary>API keys, managed by people only: <c>api-keys</c>.</summary>
internal static class ApiKeyRoutes
{
    private const string IdPrefix = "key_";

    private static readonly Refusal LimitReached =
        new(RefusalKind.BadRequest, $"A workspace has at most {ApiKeyRegister.ActiveKeysMax} active keys; revoke one first.") { Code = "KEY_LIMIT_REACHED" };

    private static readonly Refusal NotRevoked =
        Refusal.Conflict("The key has not been revoked; revoke it first.") with { Code = "KEY_NOT_REVOKED" };

    public static void Map(IEndpointRouteBuilder api)
    {
        var keys = api.MapGroup("/api-keys").RequiresUser().WithTags("API keys");
        keys.MapGet("", List)
            .WithSummary("List keys")
            .WithDescription("Every key of the workspace, newest first, without its secret.")
            .Answers(StatusCodes.Status200OK, Examples.Keys);
        keys.MapPost("", Create).InvalidIs(StatusCodes.Status400BadRequest)
            .WithSummary("Mint a key")
            .WithDescription("The secret is in this answer and in no other. Without an expiry the key never expires.")
            .Takes(Examples.CreateKey)
            .Answers(StatusCodes.Status201Created, Examples.Minted)
            .Refuses(Refusal.InvalidField("scope", "must be one of: read, write, admin"), LimitReached);
        keys.MapPost("/{id}/revoke", Revoke)
            .WithSummary("Revoke a key")
            .WithDescription("Requests with it are refused from now on. A key that is revoked already stays as it is.")
            .Takes(Examples.RevokeKey)
            .Answers(StatusCodes.Status200OK, Examples.Revoked);
        keys.MapDelete("/{id}", Delete)
            .WithSummary("Delete a revoked key and its trail")
            .Answers(StatusCodes.Status200OK, Examples.KeyDeleted)
            .Refuses(NotRevoked);
    }

    private static async Task<IResult> List(UserCaller caller, ApiKeyRegister keys, TimeProvider time)
    {
        var now = time.GetUtcNow();
        return Answer.Ok(new KeyListResponse((await keys.ListAsync(caller.TenantId)).Select(key => KeyBody.Of(key, now))));
    }

    private static async Task<IResult> Create(Body<CreateKeyRequest> body, UserCaller caller, ApiKeyRegister keys, TimeProvider time)
    {
        var wanted = body.Value;
        var now = time.GetUtcNow();
        if (wanted.ExpiresAt <= now)
            return Refusal.InvalidField("expires_at", "must be in the future") with { Status = StatusCodes.Status400BadRequest };
        var expiresAt = wanted.ExpiresInDays is { } days ? now.AddDays(days) : wanted.ExpiresAt;
        var minted = await keys.MintAsync(new MintKey(
            caller.TenantId, wanted.Name, ApiKeyPrefixes.CallFunnel, KeyScopes.PermissionsOf(wanted.Scope), expiresAt, caller.UserId));
        return minted is null
            ? LimitReached
            : Answer.Created(new NewKeyBody(KeyBody.Of(minted.Key, now), minted.Secret));
    }

    private static async Task<IResult> Revoke(
        string id, Body<RevokeKeyRequest> body, UserCaller caller, ApiKeyRegister keys, TimeProvider time) =>
        FieldRules.NormaliseId(id, IdPrefix) is { } keyId
        && await keys.RevokeAsync(caller.TenantId, keyId, body.Value.Reason) is { } key
            ? Answer.Ok(KeyBody.Of(key, time.GetUtcNow()))
            : NotFound();

    private static async Task<IResult> Delete(string id, UserCaller caller, ApiKeyRegister keys)
    {
        if (FieldRules.NormaliseId(id, IdPrefix) is not { } keyId)
            return NotFound();
        return await keys.DeleteAsync(caller.TenantId, keyId) switch
        {
            DeleteKeyResult.Deleted => Answer.Ok(new KeyDeletedResponse(keyId)),
            DeleteKeyResult.NotRevoked => NotRevoked,
            _ => NotFound(),
        };
    }

    private static Refusal NotFound() => Refusal.NotFound("There is no such key.");
}
