using Switchboard.Approvals;
using Switchboard.Campaigns;
using Switchboard.Compliance;
using Switchboard.Deadlines;
using Switchboard.Events;
using Switchboard.Handoffs;
using Switchboard.Objections;
using Switchboard.Storage;
using Switchboard.Wallets;

namespace Switchboard.Calls;

/// <summary>Writes a call's row with everything that its transition makes durable at once.</summary>
internal sealed class CallMapper : IRecordMapper<CallRecord>
{
    public TableSchema Table => CallTables.Calls;

    public string KeyColumn => "id";

    public void Write(WriteSet set, string key, CallRecord record, long version)
    {
        var (call, changes) = (record.Call!, record.Changes!);
        set.Put(Table, ToRow(call, isNew: version == 0, IsErased(call, changes.Before)), version);
        Count(set, call, changes.Before);
        CampaignCallCounts.Count(set, call.View, changes.Before?.View);
        if (changes.ConfirmHold) set.ConfirmHold(key);
        foreach (var (publish, happened) in changes.Events) EventLog.Append(set, happened, publish);
        if (changes.Conversation is { } conversation)
        {
            set.Upsert(CallTables.Conversations, new Row
            {
                ["call_id"] = key,
                ["tenant_id"] = call.View.TenantId,
                ["conversation"] = CallJson.Write(conversation),
            });
            ObjectionsMet.Append(set, call.View, conversation);
        }

        if (changes.Approval is { } approval) set.Put(ApprovalTables.Approvals, ApprovalTables.ToRow(approval), expectedVersion: 0);
        if (IsErased(call, changes.Before)) set.Delete(CallTables.Conversations, new Row { ["call_id"] = key });
        if (call.View.TransferredTo is { Agent: not null } person)
        {
            if (changes.ClaimsPerson) HandoffClaims.Claim(set, call.View.TenantId, key, person);
            if (changes.EndsCall(call)) HandoffClaims.Release(set, call.View.TenantId, key, person, call.View.EndedAt!.Value);
        }

        if (changes.SuppressNumber) DncRegister.Add(set, call.View.TenantId, call.View.To, "Asked for it in a call", call.View.EndedAt!.Value);
    }

    public CallRecord Read(RowReader row) => new() { Call = CallJson.ReadState(row.Text("state")) with { Ordinal = row.Int64("ordinal") } };

    public void Committed(CallRecord record, CommitVerdict.Committed verdict)
    {
        if (verdict.Ordinals.Count > 0) record.Call = record.Call! with { Ordinal = verdict.Ordinals[0] };
    }

    /// <summary>A call's number never changes but for a pseudonym.</summary>
    private static bool IsErased(CallState call, CallState? before) => before is not null && before.View.To != call.View.To;

    private static Row ToRow(CallState call, bool isNew, bool isErased)
    {
        var row = new Row
        {
            ["id"] = call.View.Id,
            ["status"] = call.View.Status.ToName(),
            ["answered_by"] = call.View.AnsweredBy?.ToString().ToLowerInvariant(),
            ["state"] = CallJson.Write(call),
            [DeadlineColumns.DueAt] = call.DueAt,
        };
        if (call.View.Status.IsEnd())
        {
            row["duration_sec"] = call.View.DurationSec;
            row["charged_minor"] = call.View.ChargedMinor;
            row["intent"] = call.View.Intent;
            row["sentiment"] = call.View.Sentiment;
        }

        if (isNew || isErased)
        {
            row["to_e164"] = call.View.To;
            row["contact_id"] = call.View.ContactId;
        }

        if (!isNew) return row;

        row["tenant_id"] = call.View.TenantId;
        row["agent_id"] = call.View.AgentId;
        row["campaign_id"] = call.View.CampaignId;
        row["created_at"] = call.View.CreatedAt;
        row[DeadlineColumns.DueShard] = DeadlineShards.Of(call.View.Id);
        return row;
    }

    /// <summary>Keeps the numbers of calls by status, from which lists take their totals and find deep pages.</summary>
    private static void Count(WriteSet set, CallState call, CallState? before)
    {
        if (before is null) CallTables.Counts.Inserted(set, call.View.TenantId, call.View.Status.ToName());
        else CallTables.Counts.Moved(set, call.View.TenantId, before.Ordinal, before.View.Status.ToName(), call.View.Status.ToName());
    }
}
