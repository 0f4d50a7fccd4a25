using System.Globalization;
using Switchboard.Api.Requests;
using Switchboard.Identity;

namespace Switchboard.Api.Doors.CallFunnel;

/// <summary>Asks for a key.</summary>
/// <param name="Name">What people call it; at most 120 characters.</param>
/// <param name="Scope"><c>read</c>, <c>write</c> or <c>admin</c>, the default.</param>
/// <param name="ExpiresInDays">Days from now; not together with <paramref name="ExpiresAt"/>.</param>
/// <param name="ExpiresAt">An instant in the future.</param>
public sealed record CreateKeyRequest(string Name, string Scope, int? ExpiresInDays, DateTimeOffset? ExpiresAt) : IRequestBody<CreateKeyRequest>
{
    private const int DaysMax = 3650;

    /// <inheritdoc/>
    public static CreateKeyRequest Read(RequestReader fields)
    {
        var request = new CreateKeyRequest(
            fields.Text("name", 120),
            fields.OptionalOneOf("scope", KeyScopes.Read, KeyScopes.Write, KeyScopes.Admin) ?? KeyScopes.Admin,
            fields.OptionalInt("expires_in_days", 1, DaysMax),
            fields.OptionalInstant("expires_at"));
        if (request is { ExpiresInDays: not null, ExpiresAt: not null })
            fields.Fail("expires_at", "must not be given together with expires_in_days");
        return request;
    }
}

/// <summary>Says why a key is revoked.</summary>
/// <param name="Reason">At most 80 characters.</param>
public sealed record RevokeKeyRequest(string? Reason) : IRequestBody<RevokeKeyRequest>
{
    /// <inheritdoc/>
    public static RevokeKeyRequest Read(RequestReader fields) => new(fields.OptionalText("reason", 80));
}

/// <summary>Every key of the tenant.</summary>
public sealed record KeyListResponse(IEnumerable<KeyBody> Keys);

/// <summary>A key was deleted.</summary>
/// <param name="Deleted">Its id.</param>
public sealed record KeyDeletedResponse(string Deleted);

/// <summary>A key as CallFunnel prints it.</summary>
public record KeyBody(
    string Id,
    string Name,
    string Prefix,
    string Scope,
    string Status,
    DateTimeOffset CreatedAt,
    string? CreatedByUserId,
    DateTimeOffset? ExpiresAt,
    DateTimeOffset? LastUsedAt,
    string? LastUsedIp,
    DateTimeOffset? RevokedAt,
    string? RevokedReason)
{
    internal static KeyBody Of(ApiKey key, DateTimeOffset now) => new(
        key.Id, key.Name, key.Prefix, KeyScopes.Of(key.Permissions), key.StatusAt(now).ToString().ToLower(CultureInfo.InvariantCulture),
        key.CreatedAt, key.CreatedByUserId, key.ExpiresAt, key.LastUsedAt, key.LastUsedIp, key.RevokedAt, key.RevokedReason);
}

/// <summary>A key that has just been minted.</summary>
public sealed record NewKeyBody : KeyBody
{
    internal NewKeyBody(KeyBody key, string secret)
        : base(key) => Secret = secret;

    /// <summary>The whole secret, in this answer and in no other.</summary>
    public string Secret { get; }
}

/// <summary>CallFunnel's scopes and the permissions that they stand for (contract, section 3).</summary>
internal static class KeyScopes
{
    public const string Read = "read";
    public const string Write = "write";
    public const string Admin = "admin";

    public static Permissions PermissionsOf(string scope) => scope switch
    {
        Read => Permissions.AllRead,
        Write => Permissions.AllWrite,
        _ => Permissions.All,
    };

    /// <summary>The scope that comes nearest to what a key may do; one minted elsewhere may do only a part of it.</summary>
    public static string Of(Permissions permissions) =>
        permissions.HasFlag(Permissions.Admin) ? Admin
        : (permissions & ~Permissions.AllRead) != Permissions.None ? Write
        : Read;
}
