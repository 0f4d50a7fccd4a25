using System.Text.Json.Nodes;
using Spectre.Console;
using Switchboard.Calls;

namespace Switchboard.Api.Demo;

/// <summary>What the campaign came to, and whether it is as it must be.</summary>
internal sealed record DemoOutcome(
    JsonNode Run,
    IReadOnlyList<JsonNode> Calls,
    JsonArray Rejected,
    JsonNode Balance,
    IReadOnlyList<JsonNode> Ledger,
    int Approved,
    DemoReceiver Receiver)
{
    private long Attempts => Minor(Run, "attempts");

    private long Booked => Ledger.Sum(entry => Minor(entry, "amount_minor"));

    private long Charged => Calls.Sum(call => Minor(call, "credits_debited_paise"));

    /// <summary>What is not as it must be; nothing when all is well.</summary>
    public IEnumerable<string> Faults()
    {
        if (Text(Run, "status") != "completed") yield return $"the run is {Run["status"]}";
        if (Calls.Count != Attempts) yield return $"the run counts {Attempts} calls and {Calls.Count} are listed";
        var connected = Calls.Where(call => Text(call, "status") == "completed").Select(call => Text(call, "to_e164")).Distinct().Count();
        if (Minor(Run, "targets_connected") != connected) yield return $"the run counts {Run["targets_connected"]} people reached and its calls {connected}";
        var open = Calls.Count(call => CallStatusExtensions.Parse(Text(call, "status"))?.IsEnd() != true);
        if (open > 0) yield return $"{open} calls have not ended";
        if (Minor(Balance, "balance_minor") != Booked) yield return $"the balance is {Balance["balance_minor"]} and the ledger adds up to {Booked}";
        if (Minor(Balance, "held_minor") != 0) yield return $"{Balance["held_minor"]} are still held";
        var charges = -Ledger.Where(entry => Text(entry, "kind") == "call_charge").Sum(entry => Minor(entry, "amount_minor"));
        if (charges != Charged) yield return $"the calls cost {Charged} and the ledger charged {charges}";
        if (Receiver.Events.Count != Attempts) yield return $"{Receiver.Events.Count} of {Attempts} webhooks arrived";
        if (Receiver.Refused > 0) yield return $"{Receiver.Refused} webhooks had a wrong signature";
    }

    /// <summary>Prints the calls, the money and the webhooks.</summary>
    public void Print()
    {
        AnsiConsole.Write(CallTable());
        foreach (var row in Rejected) AnsiConsole.MarkupLineInterpolated($"[yellow]Not called:[/] line {row!["line"]}, {row["phone"]}: {row["reason"]}");
        AnsiConsole.MarkupLineInterpolated($"Run: {Run["targets_dialed"]} of {Run["targets_total"]} people called in {Attempts} calls, {Run["targets_connected"]} reached, {Run["targets_skipped"]} skipped; discounts approved in mid-call: {Approved}");
        AnsiConsole.Write(LedgerTable());
        AnsiConsole.MarkupLineInterpolated($"Webhooks: {Receiver.Events.Count} of {Attempts} arrived, each with both signatures verified, {Receiver.Refused} refused");
        foreach (var kind in Receiver.Events.Values.GroupBy(name => name).OrderBy(group => group.Key))
            AnsiConsole.MarkupLineInterpolated($"  {kind.Key}: {kind.Count()}");
    }

    private Table CallTable()
    {
        var table = new Table().Title("Calls").Border(TableBorder.Simple).AddColumns("To", "Status", "Seconds", "Cost", "Intent", "Outcome");
        foreach (var call in Calls.Reverse())
        {
            table.AddRow(
                Text(call, "to_e164"), Text(call, "status"), Text(call, "duration_sec"), Money(Minor(call, "credits_debited_paise")),
                Text(call, "llm_extracted_intent"), Text(call, "llm_outcome"));
        }

        return table;
    }

    private Table LedgerTable()
    {
        var table = new Table().Title("Ledger").Border(TableBorder.Simple).AddColumn("Kind").AddColumn("Rows").AddColumn("Amount");
        foreach (var kind in Ledger.GroupBy(entry => Text(entry, "kind")))
            table.AddRow(kind.Key, $"{kind.Count()}", Money(kind.Sum(entry => Minor(entry, "amount_minor"))));
        return table
            .AddRow("[bold]sum[/]", $"{Ledger.Count}", Money(Booked))
            .AddRow("[bold]balance[/]", "", Money(Minor(Balance, "balance_minor")));
    }

    private static string Money(long minor) => $"$ {minor / 100m:0.00}";

    private static long Minor(JsonNode node, string name) => node[name]!.GetValue<long>();

    private static string Text(JsonNode node, string name) => Markup.Escape(node[name]?.ToString() ?? "");
}
