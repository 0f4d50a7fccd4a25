using Switchboard.Api.Auth;
using Switchboard.Api.Docs;
using Switchboard.Api.Requests;
using Switchboard.Identity;

namespace Switchboard.Api.Doors.Cordiul;

/// <summary><c>/api-keys</c>, for people who are logged in and for keys with <c>admin</c>.</summary>
internal static class ApiKeyRoutes
{
    private const string DeletedReason = "Deleted";

    private static readonly Refusal LimitReached =
        new(RefusalKind.BadRequest, $"An account has at most {ApiKeyRegister.ActiveKeysMax} active keys; delete one first.");

    /// <summary>Registers the routes.</summary>
    public static void Map(RouteGroupBuilder keys)
    {
        keys.WithTags("API keys").Requires(Permissions.Admin);
        keys.MapPost("", CreateAsync)
            .WithSummary("Create an API key")
            .WithDescription("The secret is in this answer and in no other. Nobody can give a key what the own one may not do.")
            .Takes(ApiKeyExamples.Create)
            .Answers(StatusCodes.Status200OK, ApiKeyExamples.Minted)
            .Refuses(Refusal.InvalidField("permissions", FieldError.RequiredRule), LimitReached, Beyond(Permissions.BillingWrite));
        keys.MapGet("", ListAsync)
            .WithSummary("List API keys")
            .WithDescription("Those that have not been revoked, newest first, without their secrets.")
            .Answers(StatusCodes.Status200OK, ApiKeyExamples.Keys);
        keys.MapDelete("/{id}", DeleteAsync)
            .WithSummary("Delete an API key")
            .WithDescription("Not on Cordiul's page. Requests with the key are refused from now on.")
            .Answers(StatusCodes.Status200OK, ApiKeyExamples.Deleted);
    }

    private static async Task<IResult> CreateAsync(Body<CreateKeyBody> body, Caller caller, ApiKeyRegister register)
    {
        var wanted = body.Value;
        if ((wanted.Granted & ~caller.Permissions) is not Permissions.None and var beyond)
            return Beyond(beyond);
        var minted = await register.MintAsync(new MintKey(
            caller.TenantId, wanted.Name, ApiKeyPrefixes.Cordiul, wanted.Granted, ExpiresAt: null, (caller as UserCaller)?.UserId));
        return minted is null ? LimitReached : Answer.Ok(Envelope.Of(MintedKeyBody.Of(minted)));
    }

    private static async Task<IResult> ListAsync(Caller caller, ApiKeyRegister register)
    {
        var keys = await register.ListAsync(caller.TenantId);
        return Answer.Ok(Envelope.Of(new KeysBody([.. keys.Where(key => key.RevokedAt is null).Select(KeyBody.Of)])));
    }

    // Revoked and not wiped out: CallFunnel's door still shows the trail. Here it is gone, so deleting it again finds nothing.
    private static async Task<IResult> DeleteAsync(string id, Caller caller, ApiKeyRegister register)
    {
        if (FieldRules.NormaliseId(id, CordiulNames.KeyPrefix) is not { } keyId || await register.FindAsync(caller.TenantId, keyId) is not { RevokedAt: null } key)
            return Refusal.NotFound("You have no API key with this id.");
        await register.RevokeAsync(caller.TenantId, keyId, DeletedReason);
        return Answer.Ok(Envelope.Of(new DeletedKeyBody(KeyBody.IdOf(key), Deleted: true)));
    }

    private static Refusal Beyond(Permissions missing) => new(
        RefusalKind.MissingPermission, $"You cannot give a key what your own does not have: {string.Join(", ", PermissionNames.Of(missing))}.")
    {
        Required = missing,
    };
}
