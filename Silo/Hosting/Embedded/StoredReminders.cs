using Orleans.Runtime;
using Switchboard.Embedded.Reminders;
using Switchboard.Storage;

namespace Switchboard.Silo.Hosting;

/// <summary>Keeps the embedded host's reminders in the store, so that they survive the process. (The Orleans build has its own table.)</summary>
internal sealed class StoredReminders(IStore store) : IReminderStore
{
    /// <summary>One row a reminder.</summary>
    public static readonly TableSchema Table = new(
        "reminders",
        [
            Column.Text("grain_id"), Column.Text("name"), Column.Timestamp("start_at"), Column.Int64("period_ms"),
        ],
        key: ["grain_id", "name"]);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ReminderEntry>> ListAsync(CancellationToken cancellationToken) => await store.QueryAsync(
        new SqlQuery("SELECT * FROM reminders ORDER BY grain_id, name"),
        row => new ReminderEntry(
            GrainId.Parse(row.Text("grain_id")), row.Text("name"), row.Timestamp("start_at"), TimeSpan.FromMilliseconds(row.Int64("period_ms"))),
        cancellationToken);

    /// <inheritdoc/>
    public async Task UpsertAsync(ReminderEntry entry) => await store.CommitAsync(new WriteSet().Upsert(Table, new Row
    {
        ["grain_id"] = entry.GrainId.ToString(),
        ["name"] = entry.Name,
        ["start_at"] = entry.StartAt,
        ["period_ms"] = (long)entry.Period.TotalMilliseconds,
    }));

    /// <inheritdoc/>
    public async Task RemoveAsync(GrainId grainId, string name) => await store.CommitAsync(
        new WriteSet().Delete(Table, new Row { ["grain_id"] = grainId.ToString(), ["name"] = name }));
}
