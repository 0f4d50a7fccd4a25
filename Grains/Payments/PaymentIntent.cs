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
/// <param name="IsAutomatic">Whether it is an automatic recharge, which the provider pays with the stored method while nobody is present.</param>
public sealed record PaymentIntent(
    string Id,
    string TenantId,
    long AmountMinor,
    string Currency,
    PaymentStatus Status,
    string? ReturnUrl,
    string ExternalId,
    DateTimeOffset CreatedAt,
    bool IsAutomatic = false)
{
    /// <summary>A payment that nobody has made yet.</summary>
    public static PaymentIntent New(Guid id, string tenantId, long amountMinor, string currency, string? returnUrl, DateTimeOffset now) =>
        new(id.ToString(), tenantId, amountMinor, currency, PaymentStatus.Pending, returnUrl, $"sbx_{id:N}", now);
}

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
