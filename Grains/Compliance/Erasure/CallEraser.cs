using Orleans;
using Switchboard.Approvals;
using Switchboard.Calls;
using Switchboard.Storage;

namespace Switchboard.Compliance;

/// <summary>
/// Erases a person from the calls to them and from what was asked in those calls. A call's own row comes last, so that a repeat after a crash finds the call again
/// and does the rest. Rows of grains are written by the grains, so that none writes back what it has in memory.
/// </summary>
internal sealed class CallEraser(IStore store, IGrainFactory grains, EventEraser events, Pseudonyms pseudonyms)
{
    private const int Batch = 200;
    private const int AtOnce = 16;

    /// <summary>What keeps a person from being erased now: a call or an approval that is not over.</summary>
    /// <returns>Null: nothing. True: something that ends in a moment, such as the booking of an ended call's charge. False: something that may take its time.</returns>
    public async Task<bool?> FindObstacleAsync(DataSubject subject)
    {
        var query = new SqlQuery("""
            SELECT CASE WHEN status IN ('queued', 'dialing', 'ringing', 'in_progress') THEN 1 ELSE 0 END AS is_open FROM calls
            WHERE tenant_id = @tenant AND to_e164 = @phone AND due_at IS NOT NULL
            UNION ALL
            SELECT CASE WHEN status = 'pending' THEN 1 ELSE 0 END AS is_open FROM approvals
            WHERE tenant_id = @tenant AND target_phone = @phone AND (status = 'pending' OR tell_call_at IS NOT NULL)
            UNION ALL
            SELECT 1 AS is_open FROM targets WHERE tenant_id = @tenant AND phone_e164 = @phone AND status = 'claimed'
            """)
        {
            ["tenant"] = subject.TenantId,
            ["phone"] = subject.Phone,
        };
        if (subject.Contact is { } contact)
        {
            query.Append("""

                UNION ALL
                SELECT CASE WHEN status IN ('queued', 'dialing', 'ringing', 'in_progress') THEN 1 ELSE 0 END AS is_open FROM calls
                WHERE contact_id = @contact AND contact_id IS NOT NULL AND tenant_id = @tenant AND due_at IS NOT NULL
                """).With("contact", contact.Id);
        }

        var found = await store.QueryAsync(query, row => row.Int64("is_open") != 0);
        return found.Count == 0 ? null : !found.Contains(true);
    }

    /// <summary>Erases the person; false when a call has begun meanwhile, or has not quite ended.</summary>
    public async Task<bool> EraseAsync(DataSubject subject, ErasureReport report)
    {
        var approvals = new SqlQuery("SELECT id FROM approvals WHERE tenant_id = @tenant AND target_phone = @phone")
        {
            ["tenant"] = subject.TenantId,
            ["phone"] = subject.Phone,
        };
        if (!await EraseApprovalsAsync(subject.TenantId, approvals, subject.Phone, report))
            return false;

        var toNumber = new SqlQuery("SELECT id, to_e164 FROM calls WHERE tenant_id = @tenant AND to_e164 = @phone LIMIT @limit")
        {
            ["tenant"] = subject.TenantId,
            ["phone"] = subject.Phone,
        };
        if (!await EraseFoundAsync(toNumber, call => EraseCallAsync(subject.TenantId, call, report)))
            return false;
        if (subject.Contact is not { } contact)
            return true;

        var toContact = new SqlQuery("SELECT id, to_e164 FROM calls WHERE contact_id = @contact AND contact_id IS NOT NULL AND tenant_id = @tenant LIMIT @limit")
        {
            ["contact"] = contact.Id,
            ["tenant"] = subject.TenantId,
        };
        return await EraseFoundAsync(toContact, call => EraseElsewhereAsync(subject.TenantId, call, report));
    }

    private async Task<bool> EraseFoundAsync(SqlQuery find, Func<FoundCall, Task<ErasureResult>> erase)
    {
        find.With("limit", Batch);
        while (true)
        {
            var calls = await store.QueryAsync(find, row => new FoundCall(row.Text("id"), row.Text("to_e164")));
            foreach (var some in calls.Chunk(AtOnce))
            {
                if ((await Task.WhenAll(some.Select(erase))).Contains(ErasureResult.UnderWay))
                    return false;
            }

            if (calls.Count < Batch)
                return true;
        }
    }

    private async Task<ErasureResult> EraseElsewhereAsync(string tenantId, FoundCall call, ErasureReport report)
    {
        var approvals = new SqlQuery("SELECT id FROM approvals WHERE tenant_id = @tenant AND target_phone = @phone AND call_id = @call")
        {
            ["tenant"] = tenantId,
            ["phone"] = call.Phone,
            ["call"] = call.Id,
        };
        return await EraseApprovalsAsync(tenantId, approvals, call.Phone, report) ? await EraseCallAsync(tenantId, call, report) : ErasureResult.UnderWay;
    }

    private async Task<ErasureResult> EraseCallAsync(string tenantId, FoundCall call, ErasureReport report)
    {
        string pseudonym = pseudonyms.Of(tenantId, call.Phone);
        long conversations = await store.FirstOrDefaultAsync(
            new SqlQuery("SELECT COUNT(*) AS n FROM conversations WHERE call_id = @id") { ["id"] = call.Id }, row => row.Int64("n"));
        await events.EraseAsync(tenantId, call.Id, call.Phone, pseudonym, report);
        var result = await grains.GetGrain<ICallGrain>(call.Id).Erase(tenantId, pseudonym);
        if (result == ErasureResult.Erased)
        {
            report.Pseudonymise(CallTables.Calls.Name, 1);
            report.Erase(CallTables.Conversations.Name, conversations);
        }

        return result;
    }

    private async Task<bool> EraseApprovalsAsync(string tenantId, SqlQuery find, string phone, ErasureReport report)
    {
        string pseudonym = pseudonyms.Of(tenantId, phone);
        foreach (string id in await store.QueryAsync(find, row => row.Text("id")))
        {
            if (await grains.GetGrain<IApprovalGrain>(id).Erase(tenantId, pseudonym) == ErasureResult.UnderWay)
                return false;
            report.Pseudonymise(ApprovalTables.Approvals.Name, 1);
        }

        return true;
    }

    private readonly record struct FoundCall(string Id, string Phone);
}
