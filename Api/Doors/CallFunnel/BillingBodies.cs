using System.Text;
using Switchboard.Api.Requests;
using Switchboard.Identity;
using Switchboard.Payments;
using Switchboard.Wallets;

namespace Switchboard.Api.Doors.CallFunnel;

/// <summary>The wallet.</summary>
/// <param name="TenantId">The tenant's number.</param>
/// <param name="Currency"><c>USD</c> or <c>INR</c>.</param>
/// <param name="BalanceMinor">The sum of the ledger.</param>
/// <param name="HeldMinor">What is set aside for calls that are under way.</param>
/// <param name="PlanTier">The plan.</param>
/// <param name="TrialExpiresAt">When the trial runs out.</param>
/// <param name="MinutesRemainingAtBundledRate">Whole minutes that what is not set aside pays for.</param>
/// <param name="RatePerMinuteMinor">The price of a minute.</param>
/// <param name="Autocharge">Automatic recharge.</param>
/// <param name="TopupPresetsMinor">Amounts to offer.</param>
public sealed record BalanceResponse(
    long TenantId,
    string Currency,
    long BalanceMinor,
    long HeldMinor,
    string PlanTier,
    DateTimeOffset TrialExpiresAt,
    long MinutesRemainingAtBundledRate,
    long RatePerMinuteMinor,
    AutochargeBody Autocharge,
    IReadOnlyList<long> TopupPresetsMinor)
{
    private static readonly IReadOnlyList<long> DollarPresets = [1000, 2500, 5000, 10000, 25000];
    private static readonly IReadOnlyList<long> RupeePresets = [50000, 100000, 250000, 500000, 1000000];

    internal static BalanceResponse Of(Tenant tenant, WalletView wallet) => new(
        tenant.Number,
        wallet.Currency,
        wallet.BalanceMinor,
        wallet.HeldMinor,
        tenant.PlanTier,
        wallet.TrialEndsAt,
        Pricing.WholeMinutes(wallet.AvailableMinor, wallet.RatePerMinuteMinor),
        wallet.RatePerMinuteMinor,
        AutochargeBody.Of(wallet.Autocharge),
        wallet.Currency == "INR" ? RupeePresets : DollarPresets);
}

/// <summary>Automatic recharge.</summary>
/// <param name="Enabled">Whether it is on.</param>
/// <param name="ThresholdMinor">A debit that leaves less than this leads to a recharge.</param>
/// <param name="AmountMinor">What a recharge pays in.</param>
/// <param name="Status"><c>off</c>, <c>ready</c>, <c>pending</c> while a recharge is under way, or <c>failed</c>, which stops new calls.</param>
/// <param name="LastRechargeAt">When the last recharge was begun; there is at most one in six hours.</param>
public sealed record AutochargeBody(bool Enabled, long? ThresholdMinor, long? AmountMinor, string Status, DateTimeOffset? LastRechargeAt)
{
    internal static AutochargeBody Of(AutochargeView view) =>
        new(view.IsEnabled, view.ThresholdMinor, view.AmountMinor, StatusOf(view), view.LastAt);

    private static string StatusOf(AutochargeView view) => view switch
    {
        { HasFailed: true } => "failed",
        { IsPending: true } => "pending",
        { IsEnabled: true } => "ready",
        _ => "off",
    };
}

/// <summary>Sets automatic recharge up.</summary>
/// <param name="Enabled">On or off.</param>
/// <param name="ThresholdMinor">1 to 10,000,000; as it was when absent.</param>
/// <param name="AmountMinor">1 to 10,000,000; as it was when absent.</param>
public sealed record AutochargeRequest(bool Enabled, long? ThresholdMinor, long? AmountMinor) : IRequestBody<AutochargeRequest>
{
    /// <inheritdoc/>
    public static AutochargeRequest Read(RequestReader fields) => new(
        fields.Flag("enabled"),
        fields.OptionalWhole("threshold_minor", 1, TopUpRequest.AmountMax),
        fields.OptionalWhole("amount_minor", 1, TopUpRequest.AmountMax));
}

/// <summary>Whether a call could be placed.</summary>
/// <param name="Status"><c>ok</c>, <c>insufficient_funds</c>, <c>trial_expired</c> or <c>account_suspended</c>.</param>
/// <param name="Ok">Whether <paramref name="Status"/> is <c>ok</c>.</param>
/// <param name="ExpectedSeconds">The length that was asked about.</param>
/// <param name="EstimatedCostMinor">Its price.</param>
/// <param name="AvailableMinor">What the wallet could set aside.</param>
/// <param name="Currency">Of both amounts.</param>
/// <param name="Message">What is in the way, for people; null when nothing is.</param>
public sealed record PrecheckResponse(
    string Status, bool Ok, int ExpectedSeconds, long EstimatedCostMinor, long AvailableMinor, string Currency, string? Message);

/// <summary>A page of the ledger, newest first.</summary>
/// <param name="Entries">The entries.</param>
/// <param name="NextBefore">What <c>before</c> must be for the next page; null at the end.</param>
public sealed record HistoryResponse(IEnumerable<LedgerEntryBody> Entries, string? NextBefore);

/// <summary>A movement of the balance.</summary>
public sealed record LedgerEntryBody(
    string Id,
    string Kind,
    long AmountMinor,
    long BalanceAfterMinor,
    string Description,
    string? CallId,
    DateTimeOffset CreatedAt)
{
    internal static LedgerEntryBody Of(LedgerEntry entry) => new(
        entry.Id, entry.Kind, entry.AmountMinor, entry.BalanceAfterMinor, entry.Description, entry.CallId, entry.CreatedAt);
}

/// <summary>Asks for a payment.</summary>
/// <param name="AmountMinor">1 to 10,000,000.</param>
/// <param name="ReturnUrl">Where the payer goes afterwards: an http or https address.</param>
public sealed record TopUpRequest(long AmountMinor, string? ReturnUrl) : IRequestBody<TopUpRequest>
{
    internal const long AmountMax = 10_000_000;
    private const int UrlMax = 2000;

    /// <inheritdoc/>
    public static TopUpRequest Read(RequestReader fields)
    {
        var (amount, url) = (fields.Whole("amount_minor", 1, AmountMax), fields.OptionalText("return_url", UrlMax, min: 1));
        var returnUrl = url is null ? null : ToWebAddress(url);
        if (url is not null && returnUrl is null)
            fields.Fail("return_url", "must be an http or https address");
        return new TopUpRequest(amount, returnUrl);
    }

    // In ASCII, for it is sent back in headers: a name of other letters in its xn-- form, a path of them in percent signs.
    private static string? ToWebAddress(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.UserInfo.Length > 0)
            return null;
        try
        {
            var address = new UriBuilder(uri) { Host = uri.IdnHost }.Uri.AbsoluteUri;
            return uri.IdnHost.Length > 0 && Ascii.IsValid(address) ? address : null;
        }
        catch (UriFormatException)
        {
            return null;
        }
    }
}

/// <summary>A payment that can be paid.</summary>
public sealed record TopUpResponse(
    string IntentId, long AmountMinor, string Currency, string Status, string ExternalId, string CheckoutUrl)
{
    internal static TopUpResponse Of(PaymentIntent intent, string publicAddress) => new(
        intent.Id, intent.AmountMinor, intent.Currency, "pending", intent.ExternalId, $"{publicAddress}/sandbox/checkout/{intent.Id}");
}

/// <summary>An event of the payment provider.</summary>
public sealed record PaymentWebhookRequest(string Id, string Type, PaymentDataBody Data) : IRequestBody<PaymentWebhookRequest>
{
    /// <inheritdoc/>
    public static PaymentWebhookRequest Read(RequestReader fields) => new(
        fields.Text("id", 200),
        fields.OneOf("type", PaymentEvent.Succeeded, PaymentEvent.Failed),
        PaymentDataBody.Read(fields.Nested("data")));

    internal PaymentEvent ToEvent() => new(Id, Type, Data.IntentId, Data.AmountMinor, Data.Currency);
}

/// <summary>The payment that an event is about.</summary>
public sealed record PaymentDataBody(string IntentId, long AmountMinor, string Currency)
{
    internal static PaymentDataBody Read(RequestReader fields) =>
        new(fields.Id("intent_id"), fields.Whole("amount_minor", long.MinValue, long.MaxValue), fields.Text("currency", 10));
}

/// <summary>An event was taken in.</summary>
/// <param name="Received">Always true.</param>
/// <param name="Duplicate">Whether it had been taken in before.</param>
public sealed record PaymentWebhookResponse(bool Received, bool Duplicate);
