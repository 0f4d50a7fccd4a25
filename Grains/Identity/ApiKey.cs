namespace Switchboard.Identity;

/// <summary>A key for programs. Its secret is shown once; what is kept is a hash and a prefix to recognise it by.</summary>
/// <param name="Id">UUIDv7.</param>
/// <param name="TenantId">The tenant that it acts for.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Prefix">The beginning of the secret, such as <c>cf_live_aB3xYz</c>.</param>
/// <param name="Permissions">What it may do.</param>
/// <param name="CreatedAt">When it was minted.</param>
/// <param name="CreatedByUserId">Who minted it; null when a key did.</param>
/// <param name="ExpiresAt">When it stops working; null for never.</param>
/// <param name="LastUsedAt">When it was last used, to within seconds; null for never.</param>
/// <param name="LastUsedIp">The address that it was last used from.</param>
/// <param name="RevokedAt">When it was revoked; null when it was not.</param>
/// <param name="RevokedReason">Why, if somebody said so.</param>
public sealed record ApiKey(
    string Id,
    string TenantId,
    string Name,
    string Prefix,
    Permissions Permissions,
    DateTimeOffset CreatedAt,
    string? CreatedByUserId,
    DateTimeOffset? ExpiresAt,
    DateTimeOffset? LastUsedAt,
    string? LastUsedIp,
    DateTimeOffset? RevokedAt,
    string? RevokedReason)
{
    /// <summary>Whether it works, and why not.</summary>
    public ApiKeyStatus StatusAt(DateTimeOffset now) =>
        RevokedAt is not null ? ApiKeyStatus.Revoked
        : ExpiresAt <= now ? ApiKeyStatus.Expired
        : ApiKeyStatus.Active;
}

/// <summary>Whether a key works.</summary>
public enum ApiKeyStatus
{
    /// <summary>It does.</summary>
    Active,

    /// <summary>Its time has run out.</summary>
    Expired,

    /// <summary>Somebody revoked it.</summary>
    Revoked,
}

/// <summary>Prefixes of secrets, by where a key is minted (contract, section 3). Every key works at every door.</summary>
public static class ApiKeyPrefixes
{
    /// <summary>Minted at CallFunnel's door.</summary>
    public const string CallFunnel = "cf_live_";

    /// <summary>Minted at Cordiul's door.</summary>
    public const string Cordiul = "ck_live_";

    /// <summary>In the style of Cualify's keys.</summary>
    public const string Cualify = "cuk_live_";

    /// <summary>In the style of NextNeural's keys.</summary>
    public const string NextNeural = "nn_k_";

    /// <summary>In the style of Calleague's keys.</summary>
    public const string Calleague = "cl_live_";

    private static readonly string[] All = [CallFunnel, Cordiul, Cualify, NextNeural, Calleague];

    /// <summary>Whether a credential can only be a key.</summary>
    public static bool IsKey(string credential) =>
        Array.Exists(All, prefix => credential.StartsWith(prefix, StringComparison.Ordinal));
}
