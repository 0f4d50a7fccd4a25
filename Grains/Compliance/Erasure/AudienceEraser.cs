using Switchboard.Campaigns;
using Switchboard.Storage;

namespace Switchboard.Compliance;

/// <summary>
/// Erases a person from audiences, runs and the notes of campaigns' calls. A target that a run has not called yet is not called any more; the decisions about one
/// stay, as evidence of why somebody was called or not.
/// </summary>
internal sealed class AudienceEraser(RowEraser rows)
{
    public async Task EraseAsync(DataSubject subject, string pseudonym, ErasureReport report)
    {
        report.Erase(TargetTables.Targets.Name, await rows.DeleteAsync(
            TargetTables.Targets,
            Find("SELECT audience_id, phone_e164 FROM targets WHERE tenant_id = @tenant AND phone_e164 = @phone AND status <> 'claimed'", subject),
            row => new Row { ["audience_id"] = row.Text("audience_id"), ["phone_e164"] = row.Text("phone_e164") }));
        report.Erase(TargetTables.RejectedRows.Name, await rows.DeleteAsync(
            TargetTables.RejectedRows,
            Find("SELECT upload_id, line FROM audience_rejected_rows WHERE tenant_id = @tenant AND phone = @phone", subject),
            row => new Row { ["upload_id"] = row.Text("upload_id"), ["line"] = row.Int64("line") }));
        report.Erase(CooldownRegister.Table.Name, await rows.DeleteAsync(
            CooldownRegister.Table,
            Find("SELECT tenant_id, phone_e164 FROM campaign_calls WHERE tenant_id = @tenant AND phone_e164 = @phone", subject),
            row => new Row { ["tenant_id"] = row.Text("tenant_id"), ["phone_e164"] = row.Text("phone_e164") }));

        report.Pseudonymise(TargetTables.Decisions.Name, await rows.UpdateAsync(
            TargetTables.Decisions,
            Find("SELECT id FROM decisions WHERE tenant_id = @tenant AND phone_e164 = @phone", subject),
            row => new Row { ["id"] = row.Text("id"), ["phone_e164"] = pseudonym }));
    }

    private static SqlQuery Find(string text, DataSubject subject) => new(text) { ["tenant"] = subject.TenantId, ["phone"] = subject.Phone };
}
