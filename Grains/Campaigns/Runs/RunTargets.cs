using Switchboard.Storage;

namespace Switchboard.Campaigns;

/// <summary>What a run reads of its audience: never more than a batch at a time.</summary>
internal sealed class RunTargets(IStore store)
{
    private const string Columns = "SELECT phone_e164, ordinal, name, fields, zone, status, run_number, attempts, reached, call_id, contact_id, language FROM targets";

    /// <summary>The next targets in their order that were never reached.</summary>
    public ValueTask<IReadOnlyList<Target>> NextAsync(string audienceId, long cursor, int limit) => store.QueryAsync(
        new SqlQuery($"{Columns} WHERE audience_id = @audience AND ordinal >= @cursor AND reached = FALSE ORDER BY ordinal LIMIT @limit")
        {
            ["audience"] = audienceId,
            ["cursor"] = cursor,
            ["limit"] = limit,
        },
        Read);

    /// <summary>The targets that were put off and whose time has come, the longest due first.</summary>
    public ValueTask<IReadOnlyList<Target>> DueAsync(string audienceId, DateTimeOffset now, int limit) => store.QueryAsync(
        new SqlQuery($"{Columns} WHERE audience_id = @audience AND retry_at IS NOT NULL AND retry_at <= @now ORDER BY retry_at LIMIT @limit")
        {
            ["audience"] = audienceId,
            ["now"] = now,
            ["limit"] = limit,
        },
        Read);

    /// <summary>The targets that a run has put off to later than now because of the calling hours, the soonest first.</summary>
    public ValueTask<IReadOnlyList<Target>> OutsideHoursAsync(string audienceId, int runNumber, DateTimeOffset now, int limit)
    {
        var query = new SqlQuery(Columns)
        {
            ["audience"] = audienceId,
            ["now"] = now,
            ["reason"] = DecisionReasons.OutsideHours,
            ["run"] = runNumber,
            ["limit"] = limit,
        };
        return store.QueryAsync(
            query.Append(" WHERE audience_id = @audience AND retry_at IS NOT NULL AND retry_at > @now AND reason = @reason AND run_number = @run ORDER BY retry_at LIMIT @limit"),
            Read);
    }

    /// <summary>When the next target that was put off is due; null when there is none.</summary>
    public async Task<DateTimeOffset?> NextDueAtAsync(string audienceId)
    {
        var query = new SqlQuery("SELECT retry_at FROM targets WHERE audience_id = @audience AND retry_at IS NOT NULL ORDER BY retry_at LIMIT 1")
        {
            ["audience"] = audienceId,
        };
        return await store.FirstOrDefaultAsync(query, row => row.TimestampOrNull("retry_at"));
    }

    /// <summary>The targets of a run with a call to be placed or under way, by the call's id.</summary>
    public ValueTask<IReadOnlyList<Target>> ClaimedAsync(string audienceId, int runNumber) => store.QueryAsync(
        new SqlQuery($"{Columns} WHERE audience_id = @audience AND status = 'claimed' AND run_number = @run ORDER BY ordinal")
        {
            ["audience"] = audienceId,
            ["run"] = runNumber,
        },
        Read);

    /// <summary>How many targets from an ordinal on were never reached, and the ordinal after the last of all.</summary>
    public async Task<(long Targets, long To)> CountAsync(string audienceId, long from)
    {
        var query = new SqlQuery("""
            SELECT COUNT(CASE WHEN reached THEN NULL ELSE 1 END) AS n, COALESCE(MAX(ordinal) + 1, @from) AS counted_to
            FROM targets WHERE audience_id = @audience AND ordinal >= @from
            """)
        {
            ["audience"] = audienceId,
            ["from"] = from,
        };
        return await store.FirstOrDefaultAsync(query, row => (row.Int64("n"), row.Int64("counted_to")));
    }

    /// <summary>The columns that a change sets.</summary>
    public static Row ToRow(string audienceId, int runNumber, TargetChange change)
    {
        var row = new Row
        {
            ["audience_id"] = audienceId,
            ["phone_e164"] = change.Phone,
            ["status"] = change.Status,
            ["run_number"] = runNumber,
            ["attempts"] = change.Attempts,
            ["reason"] = change.Reason,
            ["call_id"] = change.CallId,
            ["retry_at"] = change.RetryAt,
        };
        if (change.Reached) row["reached"] = true;
        return row;
    }

    private static Target Read(RowReader row) => new(
        row.Text("phone_e164"), row.Int64("ordinal"), row.TextOrNull("name"), row.TextOrNull("fields"), row.TextOrNull("zone"), row.Text("status"),
        (int)row.Int64("run_number"), (int)row.Int64("attempts"), row.Boolean("reached"), row.TextOrNull("call_id"),
        row.TextOrNull("contact_id"), row.TextOrNull("language"));
}
