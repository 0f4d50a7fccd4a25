using Orleans;
using Switchboard.Campaigns;
using Switchboard.Storage;

namespace Switchboard.Compliance;

/// <summary>
/// Erases a person from audiences, runs and the notes of campaigns' calls. A target that a run has not called yet is not called any more; the decisions about one
/// stay, as evidence of why somebody was called or not.
/// </summary>
internal sealed class AudienceEraser(IStore store, IGrainFactory grains, RowEraser rows, RejectedUploads rejected)
{
    private const int TargetsAtOnce = 500;

    /// <summary>Erases the person; false when a run has begun to call meanwhile.</summary>
    public async Task<bool> EraseAsync(DataSubject subject, string pseudonym, ErasureReport report)
    {
        await EraseTargetsAsync(subject, report);
        await foreach (var found in rejected.FindAsync(subject))
        {
            await store.CommitAsync(found.Aggregate(
                new WriteSet(),
                (set, row) => set.Delete(TargetTables.RejectedRows, new Row { ["upload_id"] = row.UploadId, ["line"] = row.Line })));
            report.Erase(TargetTables.RejectedRows.Name, found.Count);
        }

        report.Erase(CooldownRegister.Table.Name, await rows.DeleteAsync(
            CooldownRegister.Table,
            Find("SELECT tenant_id, phone_e164 FROM campaign_calls WHERE tenant_id = @tenant AND phone_e164 = @phone", subject),
            row => new Row { ["tenant_id"] = row.Text("tenant_id"), ["phone_e164"] = row.Text("phone_e164") }));

        // Runs before decisions, which lead to them.
        if (!await EraseRunsAsync(subject, pseudonym, report))
            return false;
        report.Pseudonymise(TargetTables.Decisions.Name, await rows.UpdateAsync(
            TargetTables.Decisions,
            Find("SELECT id FROM decisions WHERE tenant_id = @tenant AND phone_e164 = @phone", subject),
            row => new Row { ["id"] = row.Text("id"), ["phone_e164"] = pseudonym }));
        return true;
    }

    /// <summary>Deletes the person's targets, and counts those of each audience once, whoever else erases the person at the same moment.</summary>
    private async Task EraseTargetsAsync(DataSubject subject, ErasureReport report)
    {
        var find = Find("SELECT audience_id FROM targets WHERE tenant_id = @tenant AND phone_e164 = @phone AND status <> 'claimed' LIMIT @limit", subject)
            .With("limit", TargetsAtOnce);
        while (await store.QueryAsync(find, row => row.Text("audience_id")) is { Count: > 0 } audiences)
        {
            var set = new WriteSet();
            foreach (string audience in audiences)
            {
                set.Delete(TargetTables.Targets, new Row { ["audience_id"] = audience, ["phone_e164"] = subject.Phone }, required: true)
                    .Add(TargetTables.Erased, new Row { ["audience_id"] = audience }, "targets", 1);
            }

            if (await store.CommitAsync(set) is CommitVerdict.Committed)
                report.Erase(TargetTables.Targets.Name, audiences.Count);
        }
    }

    private async Task<bool> EraseRunsAsync(DataSubject subject, string pseudonym, ErasureReport report)
    {
        // Without the plus, which JSON may have as an escape.
        string inState = store.Dialect.Contains("CAST(state AS text)", "digits");
        string inEvidence = store.Dialect.Contains("CAST(pause_evidence AS text)", "digits");
        var naming = await store.QueryAsync(
            Find(
                $"""
                SELECT id FROM runs WHERE tenant_id = @tenant AND ({inState} OR {inEvidence})
                    AND id IN (SELECT run_id FROM decisions WHERE tenant_id = @tenant AND phone_e164 = @phone)
                """,
                subject).With("digits", subject.Phone[1..]),
            row => row.Text("id"));
        foreach (string id in naming)
        {
            if (await grains.GetGrain<IRunGrain>(id).Erase(subject.TenantId, subject.Phone, pseudonym) == ErasureResult.UnderWay)
                return false;
            report.Pseudonymise(RunTables.Runs.Name, 1);
        }

        return true;
    }

    private static SqlQuery Find(string text, DataSubject subject) => new(text) { ["tenant"] = subject.TenantId, ["phone"] = subject.Phone };
}
