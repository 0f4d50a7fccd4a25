using System.Text.Json.Nodes;
using Spectre.Console;

namespace Switchboard.Api.Demo;

/// <summary>A campaign from its prompt to its last webhook, over the doors only; checks calls, money and webhooks at the end.</summary>
internal sealed class DemoCampaign(DemoClient client, DemoReceiver receiver, TimeProvider time)
{
    private const long TopUpMinor = 10_000;
    private const string Workflows = "/callfunnel/api/workflows";
    private const string Approvals = "/callfunnel/api/approvals";

    private const string Prompt =
        "Book demos of Acme Books, accounting software for small firms. In English, friendly and brief. Offer up to 25% off the first year. "
        + "Never promise tax savings.";

    // The longest simulated call takes seconds at the demo's pace; this much is a fault.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    private int _approved;

    /// <summary>Runs it to its end.</summary>
    /// <param name="audience">The CSV file with the people to call.</param>
    public async Task<DemoOutcome> RunAsync(string audience)
    {
        await client.OpenAccountAsync($"demo-{Guid.NewGuid():N}@example.com", $"demo {Guid.NewGuid()}");
        receiver.Secret = await client.RegisterWebhookAsync(new Uri(client.Server, DemoReceiver.Path));
        await client.TopUpAsync(TopUpMinor);
        var workflow = await PrepareAsync();
        var upload = await client.UploadAsync($"{Workflows}/{workflow}/audience", audience);
        var rejected = (await client.GetAsync($"{Workflows}/{workflow}/audience/rejected"))["rows"]!.AsArray();
        if (upload["accepted"]!.GetValue<long>() == 0) throw new DemoException($"The audience has no number that can be called: {rejected.ToJsonString()}");
        await client.PutAsOwnerAsync($"{Workflows}/{workflow}/compliance", new JsonObject
        {
            ["consent_attestation_text"] = "Everybody in the demo's audience is a number of the simulator and agreed to be called.",
        });

        var runId = (await client.PostAsync($"{Workflows}/{workflow}/run"))["run_id"]!.GetValue<string>();
        var run = await FollowAsync($"{Workflows}/{workflow}/runs/{runId}");
        return new DemoOutcome(
            run, await client.ListCallsAsync(), rejected, await client.GetAsync("/callfunnel/api/billing/balance"), await ReadLedgerAsync(), _approved, receiver);
    }

    /// <summary>A workflow of the demo's prompt that does not wait an hour before it calls somebody again.</summary>
    private async Task<string> PrepareAsync()
    {
        var created = await client.PostAsync(Workflows, new JsonObject { ["nl_prompt"] = Prompt, ["persona_override"] = "kai", ["is_test"] = true });
        var id = created["id"]!.GetValue<string>();
        var book = created["rule_book"]!;
        AnsiConsole.MarkupLineInterpolated($"[bold]{created["name"]}[/], written from a prompt: {book["branches"]!.AsArray().Count} branches, {book["objection_handlers"]!.AsArray().Count} objection handlers. {created["persona"]} begins:");
        AnsiConsole.MarkupLineInterpolated($"  [italic]{book["opening"]!["greeting"]}[/]");
        await client.PutAsync($"{Workflows}/{id}", new JsonObject
        {
            ["retry_policy"] = new JsonObject { ["busy_sec"] = 60, ["no_answer_sec"] = 120, ["carrier_error_sec"] = 30, ["max_attempts"] = 2 },
        });
        return id;
    }

    private async Task<JsonNode> FollowAsync(string path)
    {
        var run = await client.GetAsync(path);
        await AnsiConsole.Progress().Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new SpinnerColumn()).StartAsync(async progress =>
        {
            var people = progress.AddTask("People called", maxValue: Count(run, "targets_total"));
            var calls = progress.AddTask("Calls ended");
            var webhooks = progress.AddTask("Webhooks verified");
            await WatchAsync(async () =>
            {
                await DecideApprovalsAsync();
                run = await client.GetAsync(path);
                var attempts = Count(run, "attempts");
                (people.Value, people.MaxValue) = (Count(run, "targets_dialed") + Count(run, "targets_skipped"), Count(run, "targets_total"));
                var expected = attempts + Count(run, "calls_in_flight");
                (calls.Value, calls.MaxValue) = (attempts, expected);
                (webhooks.Value, webhooks.MaxValue) = (receiver.Events.Count, expected);
                return (string?)run["status"] == "completed" && receiver.Events.Count >= attempts && await IsSettledAsync();
            });
        });
        return run;
    }

    /// <summary>Somebody asks for a discount in the middle of a call; the demo is generous.</summary>
    private async Task DecideApprovalsAsync()
    {
        foreach (var approval in (await client.GetAsync($"{Approvals}?status=pending"))["approvals"]!.AsArray())
        {
            if (await client.TryPostAsync($"{Approvals}/{approval!["id"]}/decide", new JsonObject { ["decision"] = "approve", ["note"] = "It is a demo." }))
                _approved++;
        }
    }

    private async Task WatchAsync(Func<Task<bool>> isDone)
    {
        using var timer = new PeriodicTimer(Look, time);
        var start = time.GetTimestamp();
        while (!await isDone() && time.GetElapsedTime(start) < Patience) await timer.WaitForNextTickAsync();
    }

    private async Task<bool> IsSettledAsync() =>
        (await client.GetAsync("/callfunnel/api/billing/balance"))["held_minor"]!.GetValue<long>() == 0;

    private async Task<IReadOnlyList<JsonNode>> ReadLedgerAsync()
    {
        var entries = new List<JsonNode>();
        while (true)
        {
            var before = entries.Count == 0 ? "" : $"&before={entries[^1]["id"]}";
            var page = (await client.GetAsync($"/callfunnel/api/billing/history?limit=200{before}"))["entries"]!.AsArray();
            if (page.Count == 0) return entries;
            entries.AddRange(page.Select(entry => entry!));
        }
    }

    private static long Count(JsonNode run, string name) => run[name]!.GetValue<long>();
}
