using Switchboard.Compliance;
using Switchboard.Deadlines;
using Switchboard.Events;
using Switchboard.Storage;

namespace Switchboard.Campaigns;

/// <summary>What the store keeps for a run's grain, and what goes with its next write.</summary>
internal sealed class RunRecord
{
    /// <summary>The run, without its calls under way when it comes from the store; null before it began.</summary>
    public RunState? Run { get; set; }

    /// <summary>What else the write under way carries; null between writes.</summary>
    public RunBatch? Changes { get; set; }
}

/// <summary>Writes a run's row with the targets, decisions, notes of calls, events and the campaign's status of the same batch.</summary>
internal sealed class RunMapper : IRecordMapper<RunRecord>
{
    public TableSchema Table => RunTables.Runs;

    public string KeyColumn => "id";

    public void Write(WriteSet set, string key, RunRecord record, long version)
    {
        var (run, changes) = (record.Run!, record.Changes!);
        set.Put(Table, ToRow(run, isNew: version == 0), version);
        foreach (var target in changes.Targets)
        {
            // A target that was erased meanwhile is not called; the end of a call to one has nothing to be noted at any more.
            var required = target.Status == TargetStatus.Claimed;
            set.Update(TargetTables.Targets, RunTargets.ToRow(run.AudienceId, run.View.Number, target), required: required);
        }

        foreach (var decision in changes.Decisions) set.Insert(TargetTables.Decisions, DecisionRegister.ToRow(run.View.TenantId, decision));
        foreach (var note in changes.Notes) CooldownRegister.Write(set, run.View.TenantId, note);
        foreach (var happened in changes.Events) EventLog.Append(set, happened, EventTypes.IsPublished(happened.Type));
        if (changes.CampaignRead is { } read) CampaignRegister.AddStep(set, read, changes.Campaign!);
    }

    public RunRecord Read(RowReader row) => new() { Run = RunJson.ReadState(row.Text("state")) };

    internal static Row ToRow(RunState run, bool isNew)
    {
        var view = run.View;
        var row = new Row
        {
            ["id"] = view.Id,
            ["status"] = view.Status.ToName(),
            ["pause_reason"] = view.PauseReason?.ToName(),
            ["pause_evidence"] = view.PauseEvidence,
            ["ended_at"] = view.EndedAt,
            ["targets"] = view.Targets,
            ["dialled"] = view.Dialled,
            ["connected"] = view.Connected,
            ["skipped"] = view.Skipped,
            ["attempts"] = view.Attempts,
            ["in_flight"] = view.InFlight,
            ["state"] = RunJson.Write(run),
            [DeadlineColumns.DueAt] = run.DueAt,
        };
        if (!isNew) return row;
        row["tenant_id"] = view.TenantId;
        row["campaign_id"] = view.CampaignId;
        row["number"] = view.Number;
        row["started_at"] = view.StartedAt;
        row[DeadlineColumns.DueShard] = DeadlineShards.Of(view.Id);
        return row;
    }
}
