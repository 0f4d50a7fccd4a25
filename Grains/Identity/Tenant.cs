namespace Switchboard.Identity;

/// <summary>Who pays: an organisation, workspace or account, by the words of the different doors.</summary>
/// <param name="Id">UUIDv7; the key of everything it owns.</param>
/// <param name="Number">1, 2, 3 … in the order of sign-up; what CallFunnel prints as <c>tenant_id</c>.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Status"><c>active</c> or <c>suspended</c>.</param>
/// <param name="Country">ISO 3166 code; national formats of numbers are read in it.</param>
/// <param name="Currency">Of its wallet; follows from the country.</param>
/// <param name="PlanTier">Its plan; <c>free</c> for everybody who pays as they go.</param>
/// <param name="TrialExpiresAt">When the trial credit can no longer be spent by a tenant that never paid.</param>
/// <param name="CreatedAt">When it signed up.</param>
public sealed record Tenant(
    string Id,
    long Number,
    string Name,
    string Status,
    string Country,
    string Currency,
    string PlanTier,
    DateTimeOffset TrialExpiresAt,
    DateTimeOffset CreatedAt)
{
    /// <summary>Whether it may spend nothing. A wallet that is in use takes notice when its node next loads it.</summary>
    public bool IsSuspended => Status == "suspended";
}
