using Switchboard.Storage;

namespace Switchboard.Payments;

/// <summary>The tables of payments.</summary>
public static class PaymentTables
{
    /// <summary>One row a payment.</summary>
    public static readonly TableSchema Intents = new(
        "payment_intents",
        [
            Column.Text("id"), Column.Text("tenant_id"), Column.Int64("amount_minor"), Column.Text("currency"), Column.Text("status"),
            Column.Text("return_url").OrNull(), Column.Text("external_id"), Column.Timestamp("created_at"),
            Column.Boolean("is_automatic"),
        ],
        key: ["id"],
        indexes: [TableIndex.On("tenant_id", "id")]);

    /// <summary>The events of the payment provider that have been carried out, so that a repeated one is known.</summary>
    public static readonly TableSchema Events = new(
        "payment_events",
        [Column.Text("id"), Column.Text("intent_id"), Column.Text("type"), Column.Timestamp("received_at")],
        key: ["id"]);

    /// <summary>The payment has succeeded: part of the transaction that books it in the wallet.</summary>
    public static WriteSet MarkIntentSucceeded(this WriteSet set, string intentId) =>
        set.Update(Intents, StatusRow(intentId, PaymentStatus.Succeeded), required: true);

    internal static WriteSet InsertIntent(this WriteSet set, PaymentIntent intent) => set.Insert(Intents, new Row
    {
        ["id"] = intent.Id,
        ["tenant_id"] = intent.TenantId,
        ["amount_minor"] = intent.AmountMinor,
        ["currency"] = intent.Currency,
        ["status"] = StatusName(intent.Status),
        ["return_url"] = intent.ReturnUrl,
        ["external_id"] = intent.ExternalId,
        ["created_at"] = intent.CreatedAt,
        ["is_automatic"] = intent.IsAutomatic,
    });

    internal static WriteSet MarkIntentFailed(this WriteSet set, string intentId) => set.Update(
        Intents, StatusRow(intentId, PaymentStatus.Failed), when: new Row { ["status"] = StatusName(PaymentStatus.Pending) });

    internal static WriteSet InsertEvent(this WriteSet set, string id, string intentId, string type, DateTimeOffset receivedAt) =>
        set.InsertOrIgnore(Events, new Row { ["id"] = id, ["intent_id"] = intentId, ["type"] = type, ["received_at"] = receivedAt });

    internal static PaymentIntent ReadIntent(RowReader row) => new(
        row.Text("id"),
        row.Text("tenant_id"),
        row.Int64("amount_minor"),
        row.Text("currency"),
        Enum.Parse<PaymentStatus>(row.Text("status"), ignoreCase: true),
        row.TextOrNull("return_url"),
        row.Text("external_id"),
        row.Timestamp("created_at"),
        row.Boolean("is_automatic"));

    private static Row StatusRow(string intentId, PaymentStatus status) => new() { ["id"] = intentId, ["status"] = StatusName(status) };

    private static string StatusName(PaymentStatus status) => status.ToString().ToLowerInvariant();
}
