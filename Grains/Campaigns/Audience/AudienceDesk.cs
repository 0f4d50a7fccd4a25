using Switchboard.Compliance;
using Switchboard.Storage;

namespace Switchboard.Campaigns;

/// <summary>What an import asks and writes, many numbers at once.</summary>
internal sealed class AudienceDesk(
    IStore store, AudienceRegister audiences, DncRegister dnc, NationalRegistry registry, CooldownRegister cooldown, TimeProvider time)
{
    // The store is busy when others write as much as it can; an import has time, up to a point.
    private const int BusyRetriesMax = 50;
    private const int DeleteRowsMax = 1000;
    private static readonly TimeSpan BusyWait = TimeSpan.FromMilliseconds(200);

    /// <summary>Those of the numbers that the campaign must not call, each with the reason: the first of do-not-call list, registry and cool-down.</summary>
    public async Task<IReadOnlyDictionary<string, string>> SuppressedAsync(string tenantId, string campaignId, IReadOnlyCollection<string> phones)
    {
        var onDnc = dnc.FindAsync(tenantId, phones);
        var inCooldown = cooldown.FindAsync(tenantId, phones, campaignId);
        var reasons = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var phone in await onDnc)
            reasons.TryAdd(phone, RejectionReasons.Dnc);
        foreach (var phone in phones.Where(registry.Contains))
            reasons.TryAdd(phone, RejectionReasons.Ncpr);
        foreach (var phone in await inCooldown)
            reasons.TryAdd(phone, RejectionReasons.Cooldown);
        return reasons;
    }

    /// <summary>As <see cref="AudienceRegister.FindAsync"/>.</summary>
    public Task<IReadOnlyDictionary<string, bool>> FindAsync(string audienceId, IReadOnlyCollection<string> phones) => audiences.FindAsync(audienceId, phones);

    /// <summary>As <see cref="IStore.CommitAsync"/>, with patience.</summary>
    public async Task<CommitVerdict> CommitAsync(WriteSet set)
    {
        for (var retries = 0; ; retries++)
        {
            try
            {
                return await store.CommitAsync(set);
            }
            catch (StoreBusyException) when (retries < BusyRetriesMax)
            {
                await Task.Delay(BusyWait, time);
            }
        }
    }

    /// <summary>Deletes an audience that never came into force.</summary>
    public async Task DeleteAsync(string audienceId, string uploadId)
    {
        await DeletePagesAsync(
            new SqlQuery("SELECT phone_e164 FROM targets WHERE audience_id = @audience LIMIT @limit") { ["audience"] = audienceId },
            row => row.Text("phone_e164"),
            (set, phone) => set.Delete(TargetTables.Targets, new Row { ["audience_id"] = audienceId, ["phone_e164"] = phone }));
        await DeletePagesAsync(
            new SqlQuery("SELECT line FROM audience_rejected_rows WHERE upload_id = @upload LIMIT @limit") { ["upload"] = uploadId },
            row => row.Int64("line"),
            (set, line) => set.Delete(TargetTables.RejectedRows, new Row { ["upload_id"] = uploadId, ["line"] = line }));
    }

    private async Task DeletePagesAsync<T>(SqlQuery query, Func<RowReader, T> read, Action<WriteSet, T> delete)
    {
        query["limit"] = DeleteRowsMax;
        while (await store.QueryAsync(query, read) is { Count: > 0 } page)
        {
            var set = new WriteSet();
            foreach (var key in page)
                delete(set, key);
            await CommitAsync(set);
        }
    }
}
