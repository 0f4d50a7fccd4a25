using Orleans;
using Orleans.Concurrency;
using Switchboard.Deadlines;

namespace Switchboard.Numbers;

/// <summary>
/// A telephone number in a tenant's hands, from the order until it is given back; the key is the UUIDv7 of this one holding. At any time a number
/// is in the hands of one tenant at most. Months are paid by charges of the wallet that have an id for each number and month, so each is paid once.
/// </summary>
[Alias("switchboard.INumberGrain")]
public interface INumberGrain : IGrainWithStringKey, IDeadlineTarget
{
    /// <summary>
    /// Takes the number for the tenant: reserves it, charges the first month, orders it from the carrier. When the answer is a refusal, nothing is kept
    /// of it. When the carrier does not answer, the number is answered as <see cref="NumberStatus.Provisioning"/> and becomes active by itself.
    /// </summary>
    [Alias("Acquire")]
    Task<AcquireNumberResult> Acquire(AcquireNumber command);

    /// <summary>
    /// Gives the number back; no further month is charged from here on. Idempotent. Null when there is none of that tenant's; one that
    /// is being provisioned is answered as it is and stays.
    /// </summary>
    [Alias("Release")]
    Task<NumberView?> Release(string tenantId);

    /// <summary>The number as committed, or null.</summary>
    [Alias("Get"), ReadOnly]
    Task<NumberView?> Get();
}

/// <summary>Takes a number.</summary>
/// <param name="TenantId">For whom.</param>
/// <param name="Phone">The number, E.164.</param>
/// <param name="Source">Bought, which needs the carrier to offer it, or brought along.</param>
/// <param name="Provider">Whose number it is when it is brought along; null when it is bought.</param>
[GenerateSerializer, Immutable, Alias("switchboard.acquire-number")]
public sealed record AcquireNumber(string TenantId, string Phone, NumberSource Source, string? Provider);

/// <summary>Why a number was not taken. Nothing was charged, or it was given back.</summary>
public enum NumberRefusal
{
    /// <summary>The carrier does not offer the number.</summary>
    NotOffered,

    /// <summary>Somebody has it, the tenant itself perhaps.</summary>
    Held,

    /// <summary>The tenant holds as many numbers as it may.</summary>
    TooMany,

    /// <summary>The carrier refused the order.</summary>
    RefusedByCarrier,

    /// <summary>The wallet does not cover the first month.</summary>
    InsufficientFunds,

    /// <summary>The trial ran out and nothing was ever paid.</summary>
    NoActivePlan,

    /// <summary>The tenant is suspended.</summary>
    Suspended,
}

/// <summary>The answer to <see cref="AcquireNumber"/>: the number, or the reason why it was not taken.</summary>
/// <param name="Number">The number; null when refused.</param>
/// <param name="Refusal">The reason; null when it was taken.</param>
[GenerateSerializer, Immutable, Alias("switchboard.acquire-number-result")]
public sealed record AcquireNumberResult(NumberView? Number, NumberRefusal? Refusal)
{
    /// <summary>The number is the tenant's.</summary>
    public static AcquireNumberResult Taken(NumberView number) => new(number, null);

    /// <summary>A refusal, with its reason.</summary>
    public static AcquireNumberResult Refused(NumberRefusal reason) => new(null, reason);
}

/// <summary>A number as committed.</summary>
/// <param name="Id">UUIDv7 of this holding.</param>
/// <param name="TenantId">Whose it is.</param>
/// <param name="Phone">The number, E.164.</param>
/// <param name="Country">ISO 3166 code of its numbering plan; null when it belongs to no single country.</param>
/// <param name="Source">How the tenant came by it.</param>
/// <param name="Provider">Whose number it is: the carrier's name, or what the tenant said.</param>
/// <param name="MonthlyMinor">What a month costs, in minor units of the wallet's currency, as when it was taken; 0 for nothing.</param>
/// <param name="Status">Where it is in its life.</param>
/// <param name="AreWebhooksConfigured">Whether the carrier knows that calls of this number and their reports come to this installation.</param>
/// <param name="PaidUntil">The end of the last paid month; null when nothing is to be paid or nothing has been.</param>
/// <param name="CreatedAt">When it was taken; its day of the month is the day of payment.</param>
/// <param name="ReleasedAt">When it was given back; null while it is held.</param>
[GenerateSerializer, Immutable, Alias("switchboard.number-view")]
public sealed record NumberView(
    string Id,
    string TenantId,
    string Phone,
    string? Country,
    NumberSource Source,
    string Provider,
    long MonthlyMinor,
    NumberStatus Status,
    bool AreWebhooksConfigured,
    DateTimeOffset? PaidUntil,
    DateTimeOffset CreatedAt,
    DateTimeOffset? ReleasedAt);
