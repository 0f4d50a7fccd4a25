using Switchboard.Calls;
using Switchboard.Carriers;
using Switchboard.Storage;

namespace Switchboard.Objections;

/// <summary>
/// Which objections were met in which calls: rows that are written with the end of the call, so that reports need not read conversations.
/// </summary>
public static class ObjectionsMet
{
    /// <summary>The intent of who asks for a lower price: an objection, whatever comes of it.</summary>
    private const string DiscountRequested = "discount_requested";

    /// <summary>One row a call and objection.</summary>
    public static readonly TableSchema Table = new(
        "objections_met",
        [Column.Text("call_id"), Column.Text("objection"), Column.Text("tenant_id"), Column.Timestamp("at")],
        key: ["call_id", "objection"],
        indexes: [TableIndex.On("tenant_id", "at", "objection")]);

    /// <summary>The objections of a conversation: what its timeline says that the agent handled, and requests for a discount.</summary>
    internal static IEnumerable<string> Of(Conversation conversation)
    {
        var marks = conversation.Timeline.IsDefault ? [] : conversation.Timeline;
        return marks
            .Where(mark => mark is { Type: Marks.ObjectionHandled, Detail.Length: > 0 } or { Type: Marks.IntentDetected, Detail: DiscountRequested })
            .Select(mark => mark.Detail!)
            .Distinct(StringComparer.Ordinal);
    }

    /// <summary>Notes them with the end of their call.</summary>
    internal static void Append(WriteSet set, CallView ended, Conversation conversation)
    {
        foreach (var objection in Of(conversation))
        {
            set.Upsert(Table, new Row
            {
                ["call_id"] = ended.Id,
                ["objection"] = objection,
                ["tenant_id"] = ended.TenantId,
                ["at"] = ended.CreatedAt,
            });
        }
    }

    /// <summary>The objections met most often in the calls that were placed within a time.</summary>
    internal static ValueTask<IReadOnlyList<(string Key, long Count)>> TopAsync(
        IStore store, string tenantId, DateTimeOffset start, DateTimeOffset end, int limit, CancellationToken cancellationToken) => store.QueryAsync(
        new SqlQuery("""
            SELECT objection, CAST(count(*) AS bigint) AS calls FROM objections_met
            WHERE tenant_id = @tenant AND at >= @start AND at < @end GROUP BY objection ORDER BY calls DESC, objection LIMIT @limit
            """)
        {
            ["tenant"] = tenantId,
            ["start"] = start,
            ["end"] = end,
            ["limit"] = limit,
        },
        row => (row.Text("objection"), row.Int64("calls")),
        cancellationToken);
}
