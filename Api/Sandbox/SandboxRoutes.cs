using Orleans;
using Switchboard.Api.Requests;
using Switchboard.Payments;
using Switchboard.Wallets;

namespace Switchboard.Api.Sandbox;

/// <summary>The checkout page of the sandbox: who has a payment's link can pay it, or let it fail.</summary>
public static class SandboxRoutes
{
    private const string PagePath = "/sandbox/checkout/{intentId}";

    /// <summary>Registers the page and its two buttons.</summary>
    public static void MapSandbox(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(PagePath, Show).ExcludeFromDescription();
        routes.MapPost(PagePath + "/pay", Pay).ExcludeFromDescription();
        routes.MapPost(PagePath + "/fail", Fail).ExcludeFromDescription();
    }

    private static async Task<IResult> Show(string intentId, PaymentRegister payments, IGrainFactory grains)
    {
        if (await FindAsync(intentId, payments) is not { } intent)
            return CheckoutPage.NotFound();
        var wallet = intent.Status == PaymentStatus.Succeeded ? await grains.GetGrain<IWalletGrain>(intent.TenantId).Get() : null;
        return CheckoutPage.Of(intent, wallet?.BalanceMinor);
    }

    private static async Task<IResult> Pay(string intentId, PaymentRegister payments, SandboxProvider provider)
    {
        if (await FindAsync(intentId, payments) is not { } intent)
            return CheckoutPage.NotFound();
        if (!await provider.TryReportAsync(intent, PaymentEvent.Succeeded))
            return CheckoutPage.NotDelivered(intent);
        return SeeOther(intent.ReturnUrl ?? CheckoutPage.Address(intent));
    }

    private static async Task<IResult> Fail(string intentId, PaymentRegister payments, SandboxProvider provider)
    {
        if (await FindAsync(intentId, payments) is not { } intent)
            return CheckoutPage.NotFound();
        return await provider.TryReportAsync(intent, PaymentEvent.Failed)
            ? SeeOther(CheckoutPage.Address(intent))
            : CheckoutPage.NotDelivered(intent);
    }

    private static async ValueTask<PaymentIntent?> FindAsync(string intentId, PaymentRegister payments) =>
        FieldRules.NormaliseId(intentId) is { } id ? await payments.FindAsync(id) : null;

    // 303: whatever the form's method was, the next request is a GET.
    private static SeeOtherResult SeeOther(string address) => new(address);

    private sealed class SeeOtherResult(string address) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
            httpContext.Response.Headers.Location = new Uri(address, UriKind.RelativeOrAbsolute) is { IsAbsoluteUri: true } absolute
                ? absolute.AbsoluteUri
                : address;
            return Task.CompletedTask;
        }
    }
}
