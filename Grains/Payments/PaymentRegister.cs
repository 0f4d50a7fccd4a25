using Switchboard.Storage;

namespace Switchboard.Payments;

/// <summary>The payments of all tenants.</summary>
public sealed class PaymentRegister(IStore store, TimeProvider time)
{
    /// <summary>Makes a payment that can be paid.</summary>
    public async Task<PaymentIntent> CreateAsync(string tenantId, long amountMinor, string currency, string? returnUrl)
    {
        var now = time.GetUtcNow();
        var intent = PaymentIntent.New(Guid.CreateVersion7(now), tenantId, amountMinor, currency, returnUrl, now);
        return await store.CommitAsync(new WriteSet().InsertIntent(intent)) is CommitVerdict.Committed
            ? intent
            : throw new InvalidOperationException($"Payment {intent.Id} was not stored.");
    }

    /// <summary>The payment of an id, whosever it is: who has the id may pay it. Null when there is none.</summary>
    public ValueTask<PaymentIntent?> FindAsync(string id) =>
        store.ReadAsync(PaymentTables.Intents, new Row { ["id"] = id }, PaymentTables.ReadIntent);

    /// <summary>Whether an event has been carried out.</summary>
    internal async Task<bool> HasEventAsync(string eventId) =>
        await store.ReadAsync(PaymentTables.Events, new Row { ["id"] = eventId }, _ => "") is not null;

    /// <summary>Notes that an event has been carried out, with what else there is to write.</summary>
    internal Task NoteEventAsync(WriteSet set, PaymentEvent paymentEvent) => store.CommitAsync(
        set.InsertEvent(paymentEvent.Id, paymentEvent.IntentId, paymentEvent.Type, time.GetUtcNow()));
}
