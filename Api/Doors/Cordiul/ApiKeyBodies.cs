using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Switchboard.Api.Requests;
using Switchboard.Identity;

namespace Switchboard.Api.Doors.Cordiul;

/// <summary>Asks for a key.</summary>
/// <param name="Name">What people call it; at most 120 characters.</param>
/// <param name="Permissions">What it may do, such as <c>calls:read</c> and <c>calls:write</c>; at least one.</param>
public sealed record CreateKeyBody(string Name, ImmutableArray<string> Permissions) : IRequestBody<CreateKeyBody>
{
    private const int NameLengthMax = 120;
    private const int PermissionsMax = 50;
    private const int PermissionLengthMax = 100;
    private const string Field = "permissions";

    /// <summary>The same as the engine knows it.</summary>
    [JsonIgnore]
    public Permissions Granted { get; private init; }

    /// <summary>Every name that there is.</summary>
    internal static ImmutableArray<string> PermissionNames { get; } = Identity.PermissionNames.Of(Identity.Permissions.All);

    /// <inheritdoc/>
    public static CreateKeyBody Read(RequestReader fields)
    {
        var body = new CreateKeyBody(fields.Text("name", NameLengthMax), fields.Texts(Field, PermissionsMax, PermissionLengthMax));
        if (fields.Errors.Any)
            return body;
        if (body.Permissions.IsEmpty)
            fields.Fail(Field, "must not be empty");
        var granted = Identity.Permissions.None;
        for (var i = 0; i < body.Permissions.Length; i++)
        {
            if (PermissionNames.Contains(body.Permissions[i]) && Identity.PermissionNames.TryParse(body.Permissions[i], out var permission))
                granted |= permission;
            else
                fields.Fail($"{Field}[{i}]", $"must be one of: {string.Join(", ", PermissionNames)}");
        }

        return body with { Granted = granted };
    }
}

/// <summary>A key that has just been minted.</summary>
/// <param name="Id">Its id, <c>key_</c> and 32 hex digits.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Key">The whole secret, in this answer and in no other.</param>
/// <param name="Permissions">What it may do.</param>
/// <param name="CreatedAt">When it was minted.</param>
public sealed record MintedKeyBody(string Id, string Name, string Key, ImmutableArray<string> Permissions, DateTimeOffset CreatedAt)
{
    internal static MintedKeyBody Of(MintedKey minted) => new(
        KeyBody.IdOf(minted.Key), minted.Key.Name, minted.Secret, PermissionNames.Of(minted.Key.Permissions), minted.Key.CreatedAt);
}

/// <summary>A key, without its secret.</summary>
/// <param name="Id">Its id, <c>key_</c> and 32 hex digits.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Prefix">The beginning of its secret, to recognise it by.</param>
/// <param name="Permissions">What it may do.</param>
/// <param name="CreatedAt">When it was minted.</param>
/// <param name="ExpiresAt">When it stops working; null for never.</param>
/// <param name="LastUsedAt">When it was last used; null for never.</param>
public sealed record KeyBody(
    string Id, string Name, string Prefix, ImmutableArray<string> Permissions, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, DateTimeOffset? LastUsedAt)
{
    internal static KeyBody Of(ApiKey key) =>
        new(IdOf(key), key.Name, key.Prefix, PermissionNames.Of(key.Permissions), key.CreatedAt, key.ExpiresAt, key.LastUsedAt);

    internal static string IdOf(ApiKey key) => FieldRules.PrintId(CordiulNames.KeyPrefix, key.Id);
}

/// <summary>The keys that have not been revoked.</summary>
/// <param name="Keys">The newest first.</param>
public sealed record KeysBody(IReadOnlyList<KeyBody> Keys);

/// <summary>A key that was deleted.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Deleted">True.</param>
public sealed record DeletedKeyBody(string Id, bool Deleted);
