using Switchboard.Storage;

namespace Switchboard.Wallets;

/// <summary>Reads ledgers and holds.</summary>
public sealed class LedgerRegister(IStore store)
{
    /// <summary>A page of a tenant's ledger, newest first.</summary>
    /// <param name="tenantId">Whose ledger.</param>
    /// <param name="beforeId">Only entries older than this one; null from the newest. An id that is not the tenant's gives an empty page.</param>
    /// <param name="limit">At most so many.</param>
    public async Task<IReadOnlyList<LedgerEntry>> PageAsync(string tenantId, string? beforeId, int limit)
    {
        var query = new SqlQuery("SELECT * FROM ledger WHERE tenant_id = @tenant") { ["tenant"] = tenantId, ["limit"] = limit };
        if (beforeId is not null)
            query.Append(" AND number < (SELECT number FROM ledger WHERE id = @before AND tenant_id = @tenant)").With("before", beforeId);
        return await store.QueryAsync(query.Append(" ORDER BY number DESC LIMIT @limit"), WalletTables.ReadEntry);
    }

    /// <summary>The open holds of a tenant.</summary>
    internal async Task<IReadOnlyList<Hold>> OpenHoldsAsync(string tenantId) => await store.QueryAsync(
        new SqlQuery("SELECT * FROM holds WHERE tenant_id = @tenant AND is_open = TRUE") { ["tenant"] = tenantId },
        WalletTables.ReadHold);

    /// <summary>Those of the holds that exist, open or closed. A hold of another tenant counts as existing: an id is used once.</summary>
    internal async Task<IReadOnlyList<Hold>> FindHoldsAsync(IReadOnlyList<string> callIds) => await store.QueryAsync(
        new SqlQuery($"SELECT * FROM holds WHERE {store.Dialect.In("call_id", "ids")}") { ["ids"] = callIds },
        WalletTables.ReadHold);

    /// <summary>Those of the operations that the ledger has.</summary>
    internal async Task<IReadOnlyList<string>> FindOperationsAsync(string tenantId, IReadOnlyList<string> operationIds) => await store.QueryAsync(
        new SqlQuery($"SELECT operation_id FROM ledger WHERE tenant_id = @tenant AND {store.Dialect.In("operation_id", "ids")}")
        {
            ["tenant"] = tenantId,
            ["ids"] = operationIds,
        },
        row => row.Text("operation_id"));
}
