namespace Switchboard.Identity;

/// <summary>A person who logs in.</summary>
/// <param name="Id">UUIDv7.</param>
/// <param name="TenantId">The tenant that the person belongs to.</param>
/// <param name="Email">As given at sign-up; unique whatever the case.</param>
/// <param name="FullName">Null when not given.</param>
/// <param name="Role"><c>owner</c>: may do everything in the tenant.</param>
/// <param name="IsActive">One who is not cannot log in, and tokens given out before are void.</param>
/// <param name="EmailVerifiedAt">When the link in the mail was followed; null when it was not.</param>
/// <param name="CreatedAt">When the person signed up.</param>
public sealed record User(
    string Id,
    string TenantId,
    string Email,
    string? FullName,
    string Role,
    bool IsActive,
    DateTimeOffset? EmailVerifiedAt,
    DateTimeOffset CreatedAt)
{
    /// <summary>What the person may do.</summary>
    public Permissions Permissions => Role == "owner" ? Permissions.All : Permissions.AllRead;
}
