using Orleans;
using Switchboard.Api.Auth;
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
        billing.MapGet("/balance", GetBalance).Requires(Permissions.BillingRead).Produces<BalanceResponse>();
        billing.MapGet("/precheck", Precheck).Requires(Permissions.BillingRead).Produces<PrecheckResponse>();
        billing.MapGet("/history", GetHistory).Requires(Permissions.BillingRead).Produces<HistoryResponse>();
        billing.MapPost("/topup", TopUp).Requires(Permissions.BillingWrite).Produces<TopUpResponse>();
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
            StatusName(result), result == HoldResult.Ok, seconds, Pricing.Price(seconds, wallet.RatePerMinuteMinor), wallet.AvailableMinor, wallet.Currency));
    }

    private static async Task<IResult> GetHistory(QueryReader query, Caller caller, LedgerRegister ledger)
    {
        var limit = query.Int("limit", HistoryDefault, 1, HistoryMax);
        var before = query.OptionalId("before");
        query.Check();
        var entries = await ledger.PageAsync(caller.TenantId, before, limit);
        return Answer.Ok(new HistoryResponse(
            entries.Select(LedgerEntryBody.Of), entries.Count == limit ? entries[^1].Id : null));
    }

    private static async Task<IResult> TopUp(
        Body<TopUpRequest> body, Caller caller, IGrainFactory grains, PaymentRegister payments, PublicAddress address, HttpRequest request)
    {
        var wallet = await Wallet(grains, caller).Get();
        var intent = await payments.CreateAsync(caller.TenantId, body.Value.AmountMinor, wallet.Currency, body.Value.ReturnUrl);
        return Answer.Ok(TopUpResponse.Of(intent, address.Of(request)));
    }

    private static IWalletGrain Wallet(IGrainFactory grains, Caller caller) => grains.GetGrain<IWalletGrain>(caller.TenantId);

    private static string StatusName(HoldResult result) => result switch
    {
        HoldResult.Ok => "ok",
        HoldResult.TrialExpired => "trial_expired",
        HoldResult.Suspended => "account_suspended",
        _ => "insufficient_funds",
    };
}
