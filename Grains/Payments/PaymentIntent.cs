namespace Switchboard.Payments;

/// <summary>A payment that somebody is about to make.</summary>
/// <param name="Id">UUIDv7.</param>
/// <param name="TenantId">Whose wallet it goes to.</param>
/// <param name="AmountMinor">How much.</param>
/// <param name="Currency">The wallet's currency.</param>
/// <param name="Status">Where it is.</param>
/// <param name="ReturnUrl">Where the payer goes afterwards; null for nowhere.</param>
/// <param name="ExternalId">The payment provider's id of it.</param>
/// <param name="CreatedAt">When it was made.</param>
public sealed record PaymentIntent(
    string Id,
    string TenantId,
    long AmountMinor,
    string Currency,
    PaymentStatus Status,
    string? ReturnUrl,
    string ExternalId,
    DateTimeOffset CreatedAt);

/// <summary>Where a payment is.</summary>
public enum PaymentStatus
{
    /// <summary>Nothing has been heard of it.</summary>
    Pending,

    /// <summary>The money is in the wallet; the one state that does not change any more.</summary>
    Succeeded,

    /// <summary>The provider said that it failed. The payer may try again.</summary>
    Failed,
}
