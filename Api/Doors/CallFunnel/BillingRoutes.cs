using Orleans;
using Switchboard.Api.Auth;
using Switchboard.Api.Docs;
using Switchboard.Api.Hosting;
using Switchboard.Api.Requests;
using Switchboard.Identity;
using Switchboard.Payments;
using Switchboard.Wallets;

namespace Switchboard.Api.Doors.CallFunnel;

/// <summary>The wallet: <c>billing/*</c>.</summary>
internal static class BillingRoutes
{
    private const int HistoryDefault = 50;
    private const int HistoryMax = 200;
    private const int ExpectedSecondsDefault = 180;
    private const int ExpectedSecondsMax = 7200;

    public static void Map(IEndpointRouteBuilder api)
    {
        var billing = api.MapGroup("/billing").WithTags("Billing");
        billing.MapGet("/balance", GetBalance).Requires(Permissions.BillingRead)
            .WithSummary("The wallet")
            .WithDescription("""
                Amounts are in minor units. `held_minor` is set aside for calls under way; what is left pays for the minutes remaining. `autocharge.status`
                is `off`, `ready`, `pending` or `failed`.
                """)
            .Answers(StatusCodes.Status200OK, Examples.Balance);
        billing.MapGet("/precheck", Precheck).Requires(Permissions.BillingRead)
            .WithSummary("Could a call be placed?")
            .WithDescription("""
                `status` is `ok`, `insufficient_funds`, `trial_expired` or `account_suspended`; `message` says why. A failed automatic recharge stops new
                calls, whatever the balance: `insufficient_funds`, until something is paid or automatic recharge is set up anew.
                """)
            .Query(QueryParameter.Whole("expected_seconds", "How long the call would be.", 1, ExpectedSecondsMax, ExpectedSecondsDefault))
            .Answers(StatusCodes.Status200OK, Examples.Precheck);
        billing.MapGet("/history", GetHistory).Requires(Permissions.BillingRead)
            .WithSummary("The ledger")
            .WithDescription("Every movement of the balance, newest first, never changed.")
            .Query(
                QueryParameter.Whole("limit", "Entries on a page.", 1, HistoryMax, HistoryDefault),
                QueryParameter.Text("before", "Only entries older than the one of this id: the `next_before` of the page before."))
            .Answers(StatusCodes.Status200OK, Examples.History);
        billing.MapPost("/topup", TopUp).Requires(Permissions.BillingWrite)
            .WithSummary("Top up")
            .WithDescription("Makes a payment; whoever opens `checkout_url` can pay it. The wallet is credited when the payment is confirmed, not before.")
            .Takes(Examples.TopUp)
            .Answers(StatusCodes.Status200OK, Examples.ToppedUp)
            .Refuses(Refusal.InvalidField("amount_minor", "must be a whole number from 1 to 10000000"));
        billing.MapPost("/autocharge", SetAutocharge).Requires(Permissions.BillingWrite)
            .WithSummary("Set automatic recharge up")
            .WithDescription("""
                While it is enabled, a debit that leaves less than `threshold_minor` pays `amount_minor` in with the stored payment method: at most once in six
                hours, later if need be. When the payment fails, no new calls are accepted until something is paid or this is set up anew. What is left out
                stays as it was. The sandbox pays always, but for an amount of exactly 402.
                """)
            .Takes(BillingExamples.Autocharge)
            .Answers(StatusCodes.Status200OK, BillingExamples.AutochargeReady)
            .Refuses(AmountMissing("threshold_minor"));
    }

    private static async Task<IResult> GetBalance(Caller caller, IGrainFactory grains, TenantRegister tenants)
    {
        var tenant = await tenants.FindAsync(caller.TenantId)
            ?? throw new InvalidOperationException($"Tenant {caller.TenantId} of a valid credential is gone.");
        return Answer.Ok(BalanceResponse.Of(tenant, await Wallet(grains, caller).Get()));
    }

    private static async Task<IResult> Precheck(QueryReader query, Caller caller, IGrainFactory grains)
    {
        var seconds = query.Int("expected_seconds", ExpectedSecondsDefault, 1, ExpectedSecondsMax);
        query.Check();
        var result = await Wallet(grains, caller).Precheck(seconds);
        var wallet = await Wallet(grains, caller).Get();
        return Answer.Ok(new PrecheckResponse(
            StatusName(result), result == HoldResult.Ok, seconds, Pricing.Price(seconds, wallet.RatePerMinuteMinor), wallet.AvailableMinor, wallet.Currency,
            Message(result)));
    }

    private static async Task<IResult> GetHistory(QueryReader query, Caller caller, LedgerRegister ledger)
    {
        var limit = query.Int("limit", HistoryDefault, 1, HistoryMax);
        var before = query.OptionalId("before");
        query.Check();
        var page = KeysetPage<LedgerEntry>.Of(await ledger.PageAsync(caller.TenantId, before, limit + 1), limit);
        return Answer.Ok(new HistoryResponse(page.Rows.Select(LedgerEntryBody.Of), page.Next(entry => entry.Id)));
    }

    private static async Task<IResult> TopUp(
        Body<TopUpRequest> body, Caller caller, IGrainFactory grains, PaymentRegister payments, PublicAddress address, HttpRequest request)
    {
        var wallet = await Wallet(grains, caller).Get();
        var intent = await payments.CreateAsync(caller.TenantId, body.Value.AmountMinor, wallet.Currency, body.Value.ReturnUrl);
        return Answer.Ok(TopUpResponse.Of(intent, address.Of(request)));
    }

    private static async Task<IResult> SetAutocharge(Body<AutochargeRequest> body, Caller caller, IGrainFactory grains)
    {
        var (wanted, wallet) = (body.Value, Wallet(grains, caller));
        if (await wallet.SetAutocharge(new SetAutocharge(wanted.Enabled, wanted.ThresholdMinor, wanted.AmountMinor)) is { } set)
            return Answer.Ok(AutochargeBody.Of(set));
        var known = (await wallet.Get()).Autocharge;
        return AmountMissing((wanted.ThresholdMinor ?? known.ThresholdMinor) is null ? "threshold_minor" : "amount_minor");
    }

    private static Refusal AmountMissing(string field) => Refusal.InvalidField(field, "is required to enable automatic recharge");

    private static IWalletGrain Wallet(IGrainFactory grains, Caller caller) => grains.GetGrain<IWalletGrain>(caller.TenantId);

    private static string StatusName(HoldResult result) => result switch
    {
        HoldResult.Ok => "ok",
        HoldResult.TrialExpired => "trial_expired",
        HoldResult.Suspended => "account_suspended",
        _ => "insufficient_funds",
    };

    private static string? Message(HoldResult result) => result switch
    {
        HoldResult.Ok => null,
        HoldResult.TrialExpired => "The trial has run out. Top up to go on.",
        HoldResult.Suspended => "The account is suspended.",
        HoldResult.RechargeFailed => "The last automatic recharge failed. Top up, or change automatic recharge or switch it off.",
        _ => "The balance less what is set aside does not cover it. Top up to go on.",
    };
}
