using Switchboard.Storage;

namespace Switchboard.Numbers;

/// <summary>Reads numbers: the rows that the grains write.</summary>
public sealed class NumberRegister(IStore store)
{
    /// <summary>A page of the numbers that a tenant holds, newest first.</summary>
    /// <param name="tenantId">Whose.</param>
    /// <param name="beforeId">Only those taken before this one; null from the newest.</param>
    /// <param name="limit">At most so many.</param>
    public ValueTask<IReadOnlyList<NumberView>> PageAsync(string tenantId, string? beforeId, int limit)
    {
        var query = new SqlQuery("SELECT * FROM numbers WHERE tenant_id = @tenant AND is_held = TRUE") { ["tenant"] = tenantId, ["limit"] = limit };
        if (beforeId is not null)
            query.Append(" AND id < @before").With("before", beforeId);
        return store.QueryAsync(query.Append(" ORDER BY id DESC LIMIT @limit"), NumberTables.ReadView);
    }

    /// <summary>How many numbers a tenant holds.</summary>
    public ValueTask<long> CountAsync(string tenantId) => store.FirstOrDefaultAsync(
        new SqlQuery("SELECT COUNT(*) AS held FROM numbers WHERE tenant_id = @tenant AND is_held = TRUE") { ["tenant"] = tenantId },
        row => row.Int64("held"));

    /// <summary>Whether the tenant may call from the number: it is in its hands, paid or not.</summary>
    public async ValueTask<bool> OwnsAsync(string tenantId, string phone) => await store.FirstOrDefaultAsync(
        new SqlQuery(
            "SELECT COUNT(*) AS owned FROM numbers WHERE phone_e164 = @phone AND tenant_id = @tenant AND is_held = TRUE AND status IN ('active', 'past_due')")
        {
            ["phone"] = phone,
            ["tenant"] = tenantId,
        },
        row => row.Int64("owned")) > 0;

    /// <summary>Those of the numbers that are in anybody's hands.</summary>
    public async ValueTask<IReadOnlySet<string>> HeldAmongAsync(IReadOnlyList<string> phones, CancellationToken cancellationToken = default) =>
        (await store.QueryAsync(
            new SqlQuery($"SELECT phone_e164 FROM numbers WHERE is_held = TRUE AND {store.Dialect.In("phone_e164", "phones")}") { ["phones"] = phones },
            row => row.Text("phone_e164"),
            cancellationToken)).ToHashSet();
}
