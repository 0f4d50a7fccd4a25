namespace Switchboard.Wallets;

/// <summary>Prices and trial credit, by currency (contract, sections 1 and 4).</summary>
public sealed record BillingOptions
{
    /// <summary>How long a trial lasts.</summary>
    public static readonly TimeSpan TrialPeriod = TimeSpan.FromDays(7);

    /// <summary><c>Billing:Rates:*</c>: minor units a minute of conversation costs. A change applies to holds made after it.</summary>
    public required IReadOnlyDictionary<string, long> RatesPerMinuteMinor { get; init; }

    /// <summary><c>Billing:Trial:*</c>: minor units of credit at sign-up. A change applies to tenants that sign up after it.</summary>
    public required IReadOnlyDictionary<string, long> TrialsMinor { get; init; }

    /// <summary><c>Billing:Numbers:*</c>: minor units a bought number costs a month. A change applies to numbers taken after it.</summary>
    public required IReadOnlyDictionary<string, long> NumberMonthsMinor { get; init; }

    /// <summary>The currency of a tenant's country: IN pays in INR, every other country in USD.</summary>
    public static string CurrencyOf(string? country) => country == "IN" ? "INR" : "USD";
}
