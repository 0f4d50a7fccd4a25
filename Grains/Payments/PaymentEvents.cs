using Orleans;
using Switchboard.Campaigns;
using Switchboard.Storage;
using Switchboard.Wallets;

namespace Switchboard.Payments;

/// <summary>
/// Carries out what the payment provider reports. An event is noted as done only after its effect is durable, and the effect
/// is idempotent on the payment: a crash between the two is mended by the provider's next delivery, and no money is lost or doubled.
/// </summary>
public sealed class PaymentEvents(PaymentRegister payments, CampaignRunner runner, IGrainFactory grains)
{
    /// <summary>Carries out an event whose signature has been checked.</summary>
    public async Task<PaymentEventResult> ApplyAsync(PaymentEvent paymentEvent)
    {
        if (await payments.HasEventAsync(paymentEvent.Id))
            return PaymentEventResult.Repeated;
        if (await payments.FindAsync(paymentEvent.IntentId) is not { } intent)
            return PaymentEventResult.UnknownIntent;
        if (intent.AmountMinor != paymentEvent.AmountMinor)
            return PaymentEventResult.AmountDiffers;
        if (intent.Currency != paymentEvent.Currency)
            return PaymentEventResult.CurrencyDiffers;

        var done = new WriteSet();
        if (paymentEvent.Type == PaymentEvent.Succeeded)
            await CreditAsync(intent);
        else
            await FailAsync(done, intent);
        await payments.NoteEventAsync(done, paymentEvent);
        if (paymentEvent.Type == PaymentEvent.Succeeded)
            await runner.NudgeWaitingForFundsAsync(intent.TenantId);
        return PaymentEventResult.Applied;
    }

    // The wallet books the credit and marks the payment as succeeded in one transaction, once for each payment.
    private Task<bool> CreditAsync(PaymentIntent intent) => grains.GetGrain<IWalletGrain>(intent.TenantId).Credit(
        new Credit(
            $"intent:{intent.Id}", "topup", intent.AmountMinor, intent.IsAutomatic ? "Automatic recharge" : "Top-up", intent.Id));

    private async Task FailAsync(WriteSet done, PaymentIntent intent)
    {
        if (intent.IsAutomatic)
            await grains.GetGrain<IWalletGrain>(intent.TenantId).FailRecharge(intent.Id);
        done.MarkIntentFailed(intent.Id);
    }
}

/// <summary>What the payment provider reports.</summary>
/// <param name="Id">The event's id; a repeat has the same.</param>
/// <param name="Type"><see cref="Succeeded"/> or <see cref="Failed"/>.</param>
/// <param name="IntentId">The payment.</param>
/// <param name="AmountMinor">How much was paid.</param>
/// <param name="Currency">In which currency.</param>
public sealed record PaymentEvent(string Id, string Type, string IntentId, long AmountMinor, string Currency)
{
    /// <summary>The money was paid.</summary>
    public const string Succeeded = "payment.succeeded";

    /// <summary>It was not.</summary>
    public const string Failed = "payment.failed";

    /// <summary>What the sandbox reports of a payment: the same outcome of the same payment is the same event, however often it is reported.</summary>
    public static PaymentEvent OfSandbox(PaymentIntent intent, string type) =>
        new($"evt_{intent.ExternalId}_{type}", type, intent.Id, intent.AmountMinor, intent.Currency);
}

/// <summary>What became of an event.</summary>
public enum PaymentEventResult
{
    /// <summary>It was carried out.</summary>
    Applied,

    /// <summary>It had been carried out before.</summary>
    Repeated,

    /// <summary>There is no such payment.</summary>
    UnknownIntent,

    /// <summary>The amount is not that of the payment.</summary>
    AmountDiffers,

    /// <summary>The currency is not that of the payment.</summary>
    CurrencyDiffers,
}
