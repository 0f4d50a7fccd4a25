using Switchboard.Carriers;
using Switchboard.Deadlines;
using Switchboard.Storage;

namespace Switchboard.Calls;

/// <summary>Reads calls: the rows that the grains write, so a list is never behind them.</summary>
public sealed class CallRegister(IStore store) : ITrunkCalls
{
    /// <summary>A call of the tenant's, or null.</summary>
    public async Task<CallView?> FindAsync(string tenantId, string callId)
    {
        var query = new SqlQuery("SELECT state FROM calls WHERE id = @id AND tenant_id = @tenant") { ["id"] = callId, ["tenant"] = tenantId };
        return await store.FirstOrDefaultAsync(query, ReadView);
    }

    /// <summary>What was said in an ended call, or null.</summary>
    public async Task<Conversation?> FindConversationAsync(string tenantId, string callId)
    {
        var query = new SqlQuery("SELECT conversation FROM conversations WHERE call_id = @id AND tenant_id = @tenant")
        {
            ["id"] = callId,
            ["tenant"] = tenantId,
        };
        return await store.FirstOrDefaultAsync(query, row => CallJson.ReadConversation(row.Text("conversation")));
    }

    /// <summary>
    /// The call as its carrier knows it, or null when there is none with a recording. Of any tenant: for who has a signed link to it.
    /// </summary>
    public async Task<CarrierCall?> FindRecordedAsync(string callId)
    {
        var state = await store.ReadAsync(CallTables.Calls, new Row { ["id"] = callId }, row => CallJson.ReadState(row.Text("state")));
        return state is { View.HasRecording: true } ? state.ToCarrierCall() : null;
    }

    /// <summary>A page of the tenant's calls, newest first, and how many there are in all.</summary>
    /// <param name="tenantId">Whose calls.</param>
    /// <param name="filter">Which of them.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="offset">How many newer ones to pass over.</param>
    public async Task<ListPage<CallView>> PageAsync(string tenantId, CallFilter filter, int limit, long offset)
    {
        if (filter.IsByStatusOnly)
            return await CallTables.Counts.PageAsync(store, new ListRequest(tenantId, [.. filter.Statuses.Select(CallStatusExtensions.ToName)], limit, offset), "state", ReadView);
        var total = await store.FirstOrDefaultAsync(CallListQuery.Count(tenantId, filter), row => row.Int64("calls"));
        if (offset >= total)
            return new ListPage<CallView>([], total);
        var calls = await store.QueryAsync(CallListQuery.Page(tenantId, filter, "state", limit, offset), ReadView);
        return new ListPage<CallView>([.. calls.OrderByDescending(call => call.CreatedAt)], total);
    }

    /// <summary>The tenant's calls to a number, newest first.</summary>
    /// <param name="tenantId">Whose calls.</param>
    /// <param name="phone">The number, E.164.</param>
    /// <param name="before">Only calls accepted before then; null from the newest.</param>
    /// <param name="limit">At most so many.</param>
    public ValueTask<IReadOnlyList<CallView>> ToNumberAsync(string tenantId, string phone, DateTimeOffset? before, int limit)
    {
        var query = new SqlQuery("SELECT state FROM calls WHERE tenant_id = @tenant AND to_e164 = @phone") { ["tenant"] = tenantId, ["phone"] = phone };
        return NewestAsync(query, before, limit);
    }

    /// <summary>The tenant's calls to a contact at other numbers than its own, newest first; see <see cref="ToNumberAsync"/>.</summary>
    public ValueTask<IReadOnlyList<CallView>> ToContactElsewhereAsync(string tenantId, string contactId, string phone, DateTimeOffset? before, int limit)
    {
        var query = new SqlQuery("SELECT state FROM calls WHERE contact_id = @contact AND contact_id IS NOT NULL AND tenant_id = @tenant AND to_e164 <> @phone")
        {
            ["contact"] = contactId,
            ["tenant"] = tenantId,
            ["phone"] = phone,
        };
        return NewestAsync(query, before, limit);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<TrunkCall>> ActiveAndWaitingAsync(CancellationToken cancellationToken = default)
    {
        // A call that is not over has a deadline, so the index of deadlines finds it among millions of others.
        var query = new SqlQuery($"""
            SELECT id, tenant_id, status FROM calls
            WHERE due_shard BETWEEN 0 AND {DeadlineShards.Count - 1} AND due_at IS NOT NULL AND status IN ('queued', 'dialing', 'ringing', 'in_progress')
            ORDER BY id
            """);
        return await store.QueryAsync(
            query, row => new TrunkCall(row.Text("id"), row.Text("tenant_id"), row.Text("status") == "queued"), cancellationToken);
    }

    private ValueTask<IReadOnlyList<CallView>> NewestAsync(SqlQuery query, DateTimeOffset? before, int limit)
    {
        if (before is { } until)
            query.Append(" AND created_at < @before").With("before", until);
        return store.QueryAsync(query.Append(" ORDER BY created_at DESC LIMIT @limit").With("limit", limit), ReadView);
    }

    private static CallView ReadView(RowReader row) => CallJson.ReadState(row.Text("state")).View;
}
