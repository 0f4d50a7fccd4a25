using System.Collections.Immutable;
using Switchboard.Approvals;
using Switchboard.Objections;
using Switchboard.Storage;

namespace Switchboard.Reports.Weekly;

/// <summary>
/// Reads the figures of a report from the tables. Everything is added up by the database: what is read is bounded by days and campaigns, not by
/// calls.
/// </summary>
public sealed class WeeklyRegister(IStore store)
{
    /// <summary>Campaigns that are listed by name.</summary>
    internal const int WorkflowsMax = 15;

    private const int NamesMax = 8;

    /// <summary>The figures of a tenant's period.</summary>
    public async Task<WeeklyFigures> ReadAsync(string tenantId, ReportPeriod period, CancellationToken cancellationToken = default)
    {
        var cells = new List<(DateOnly Day, CallCell Cell)>();
        foreach (var (day, start, end) in period.EachDay())
            cells.AddRange((await CallsAsync(tenantId, start, end, cancellationToken)).Select(cell => (day, cell)));
        var byDay = cells.ToLookup(cell => cell.Day, cell => cell.Cell);
        var days = period.EachDay().Select(day => new DayFigures(day.Day, FiguresOf(byDay[day.Day]))).ToImmutableArray();
        var (workflows, others) = await WorkflowsAsync(tenantId, period, cells.ConvertAll(cell => cell.Cell), cancellationToken);
        var before = await CallsAsync(tenantId, period.Before.Start, period.Before.End, cancellationToken);
        var approvals = await ApprovalsAsync(tenantId, period, cancellationToken);
        return new WeeklyFigures(
            days,
            FiguresOf(before),
            workflows,
            others,
            approvals.Figures,
            approvals.DecisionSec,
            IntentsOf(cells.Select(cell => cell.Cell)),
            await ObjectionsMet.TopAsync(store, tenantId, period.Start, period.End, NamesMax, cancellationToken) is var met
                ? [.. met.Select(objection => new NamedCount(ReportWords.OfObjection(objection.Key), objection.Count))]
                : [],
            await LedgerAsync(tenantId, period, cancellationToken),
            await LedgerAsync(tenantId, period.Before, cancellationToken));
    }

    private ValueTask<IReadOnlyList<CallCell>> CallsAsync(string tenantId, DateTimeOffset start, DateTimeOffset end, CancellationToken cancellationToken) =>
        store.QueryAsync(
            Within("""
                SELECT campaign_id, status, answered_by, intent, CAST(count(*) AS bigint) AS calls, CAST(coalesce(sum(duration_sec), 0) AS bigint) AS seconds,
                    CAST(coalesce(sum(charged_minor), 0) AS bigint) AS charged
                FROM calls WHERE tenant_id = @tenant AND created_at >= @start AND created_at < @end GROUP BY campaign_id, status, answered_by, intent
                """, tenantId, start, end),
            row => new CallCell(
                row.TextOrNull("campaign_id"), row.Text("status"), row.TextOrNull("answered_by"), row.TextOrNull("intent"), row.Int64("calls"), row.Int64("seconds"),
                row.Int64("charged")),
            cancellationToken);

    private async Task<(ImmutableArray<WorkflowFigures> Workflows, WorkflowFigures? Others)> WorkflowsAsync(
        string tenantId, ReportPeriod period, List<CallCell> cells, CancellationToken cancellationToken)
    {
        var targets = (await store.QueryAsync(
            Within("""
                SELECT campaign_id, CAST(count(DISTINCT to_e164) AS bigint) AS targets,
                    CAST(count(DISTINCT CASE WHEN answered_by IS NOT NULL THEN to_e164 END) AS bigint) AS reached
                FROM calls WHERE tenant_id = @tenant AND created_at >= @start AND created_at < @end AND status NOT IN ('queued', 'canceled') GROUP BY campaign_id
                """, tenantId, period.Start, period.End),
            row => (Campaign: row.TextOrNull("campaign_id") ?? "", Targets: row.Int64("targets"), Reached: row.Int64("reached")),
            cancellationToken)).ToDictionary(row => row.Campaign, row => (row.Targets, row.Reached));
        var all = cells.GroupBy(cell => cell.CampaignId ?? "")
            .Select(group => (Id: group.Key, Figures: FiguresOf(group), Cost: group.Sum(cell => cell.ChargedMinor), Reach: targets.GetValueOrDefault(group.Key)))
            .OrderByDescending(group => group.Figures.Total).ThenBy(group => group.Id, StringComparer.Ordinal)
            .ToList();
        var names = await NamesAsync(tenantId, [.. all.Take(WorkflowsMax).Select(group => group.Id)], cancellationToken);
        var listed = all.Take(WorkflowsMax).Select(group => (group, Name: group.Id.Length == 0 ? (Name: "Direct calls", IsTest: false) : names.GetValueOrDefault(group.Id, (Name: "Unnamed workflow", IsTest: false))))
            .Select(row => new WorkflowFigures(row.Name.Name, row.Name.IsTest, row.group.Figures, row.group.Reach.Targets, row.group.Reach.Reached, row.group.Cost));
        var rest = all.Skip(WorkflowsMax).ToList();
        var others = rest.Count == 0 ? null : new WorkflowFigures(
            $"{rest.Count} more", IsTest: false, CallFigures.Sum(rest.Select(group => group.Figures)), rest.Sum(group => group.Reach.Targets),
            rest.Sum(group => group.Reach.Reached), rest.Sum(group => group.Cost));
        return ([.. listed], others);
    }

    private async Task<Dictionary<string, (string Name, bool IsTest)>> NamesAsync(string tenantId, List<string> ids, CancellationToken cancellationToken) =>
        (await store.QueryAsync(
            new SqlQuery($"SELECT id, name, is_test FROM campaigns WHERE tenant_id = @tenant AND {store.Dialect.In("id", "ids")}") { ["tenant"] = tenantId, ["ids"] = ids },
            row => (Id: row.Text("id"), Name: row.Text("name"), IsTest: row.Boolean("is_test")),
            cancellationToken)).ToDictionary(row => row.Id, row => (row.Name, row.IsTest));

    /// <summary>The most frequent by name and the rest together, so that they add up to all conversations.</summary>
    private static ImmutableArray<NamedCount> IntentsOf(IEnumerable<CallCell> cells)
    {
        var intents = cells.Where(cell => cell.Intent is not null)
            .GroupBy(cell => cell.Intent!, (intent, group) => new NamedCount(ReportWords.OfName(intent), group.Sum(cell => cell.Calls)))
            .OrderByDescending(intent => intent.Count).ThenBy(intent => intent.Name, StringComparer.Ordinal)
            .ToList();
        return intents.Count <= NamesMax
            ? [.. intents]
            : [.. intents.Take(NamesMax - 1), new NamedCount("Other", intents.Skip(NamesMax - 1).Sum(intent => intent.Count))];
    }

    private async Task<(ImmutableArray<ApprovalFigures> Figures, double? DecisionSec)> ApprovalsAsync(
        string tenantId, ReportPeriod period, CancellationToken cancellationToken)
    {
        var rows = await store.QueryAsync(
            Within($"""
                SELECT action, status, CASE WHEN decided_by = '{ApprovalMachine.Policy}' THEN 1 ELSE 0 END AS policy, CAST(count(*) AS bigint) AS approvals,
                    CAST(coalesce(sum(value_minor), 0) AS bigint) AS value, CAST(coalesce(sum(decided_at - created_at), 0) AS bigint) AS waited
                FROM approvals WHERE tenant_id = @tenant AND created_at >= @start AND created_at < @end
                GROUP BY action, status, CASE WHEN decided_by = '{ApprovalMachine.Policy}' THEN 1 ELSE 0 END
                """, tenantId, period.Start, period.End),
            row => (
                Action: row.Text("action"), Status: ApprovalStatusExtensions.Parse(row.Text("status"))!.Value, IsPolicy: row.Int64("policy") == 1,
                Count: row.Int64("approvals"), ValueMinor: row.Int64("value"), WaitedMicroseconds: row.Int64("waited")),
            cancellationToken);
        var figures = rows.GroupBy(row => row.Action).Select(action => new ApprovalFigures(
            action.Key,
            action.Where(row => row.IsPolicy).Sum(row => row.Count),
            Count(action, ApprovalStatus.Approved),
            Count(action, ApprovalStatus.Denied),
            Count(action, ApprovalStatus.Expired),
            Count(action, ApprovalStatus.Pending),
            action.Where(row => row.Status == ApprovalStatus.Approved).Sum(row => row.ValueMinor)));
        var people = rows.Where(row => !row.IsPolicy && row.Status is (ApprovalStatus.Approved or ApprovalStatus.Denied)).ToList();
        return (
            [.. figures.OrderByDescending(action => action.Asked).ThenBy(action => action.Action, StringComparer.Ordinal)],
            people.Count == 0 ? null : people.Sum(row => row.WaitedMicroseconds) / 1e6 / people.Sum(row => row.Count));

        static long Count(IEnumerable<(string Action, ApprovalStatus Status, bool IsPolicy, long Count, long ValueMinor, long WaitedMicroseconds)> action, ApprovalStatus status) =>
            action.Where(row => row.Status == status && !row.IsPolicy).Sum(row => row.Count);
    }

    private async Task<ImmutableArray<LedgerFigures>> LedgerAsync(string tenantId, ReportPeriod period, CancellationToken cancellationToken) =>
    [
        .. await store.QueryAsync(
            Within("""
                SELECT kind, CAST(count(*) AS bigint) AS entries, CAST(sum(amount_minor) AS bigint) AS amount FROM ledger
                WHERE tenant_id = @tenant AND created_at >= @start AND created_at < @end GROUP BY kind ORDER BY kind
                """, tenantId, period.Start, period.End),
            row => new LedgerFigures(row.Text("kind"), row.Int64("entries"), row.Int64("amount")),
            cancellationToken),
    ];

    private static SqlQuery Within(string sql, string tenantId, DateTimeOffset start, DateTimeOffset end) =>
        new(sql) { ["tenant"] = tenantId, ["start"] = start, ["end"] = end };

    private static CallFigures FiguresOf(IEnumerable<CallCell> cells) => CallFigures.Sum(cells.Select(cell => cell.ToFigures()));

    /// <summary>Calls of a campaign that stand alike.</summary>
    private readonly record struct CallCell(string? CampaignId, string Status, string? AnsweredBy, string? Intent, long Calls, long Seconds, long ChargedMinor)
    {
        public CallFigures ToFigures() => (Status, AnsweredBy) switch
        {
            (_, "voicemail") => new CallFigures(Person: 0, Calls, 0, 0, 0, 0, 0, Seconds),
            (_, not null) => new CallFigures(Calls, 0, 0, 0, 0, 0, 0, Seconds),
            ("no_answer", _) => new CallFigures(0, 0, Calls, 0, 0, 0, 0, 0),
            ("busy", _) => new CallFigures(0, 0, 0, Calls, 0, 0, 0, 0),
            ("failed", _) => new CallFigures(0, 0, 0, 0, Calls, 0, 0, 0),
            ("canceled", _) => new CallFigures(0, 0, 0, 0, 0, Calls, 0, 0),
            _ => new CallFigures(0, 0, 0, 0, 0, 0, Calls, 0),
        };
    }
}
