using System.Text.Json.Nodes;
using Spectre.Console;
using Switchboard.Agents;
using Switchboard.Calls;

namespace Switchboard.Api.Demo;

/// <summary>Calls everybody in the audience over the doors, and checks calls, money and webhooks at the end.</summary>
internal sealed class DemoCampaign(DemoClient client, DemoReceiver receiver, TimeProvider time)
{
    private const long TopUpMinor = 10_000;

    // The longest simulated call takes a few seconds at the demo's pace; this much is a fault.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    private readonly List<(DemoPerson Person, string Reason)> _skipped = [];
    private readonly List<string> _placed = [];
    private int _contacts;

    /// <summary>Runs it to its end.</summary>
    public async Task<DemoOutcome> RunAsync(IReadOnlyList<DemoPerson> audience)
    {
        await client.OpenAccountAsync($"demo-{Guid.NewGuid():N}@example.com", $"demo {Guid.NewGuid()}");
        receiver.Secret = await client.RegisterWebhookAsync(new Uri(client.Server, DemoReceiver.Path));
        await client.TopUpAsync(TopUpMinor);

        IReadOnlyList<JsonNode> calls = [];
        await AnsiConsole.Progress().Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new SpinnerColumn()).StartAsync(async progress =>
        {
            var placing = progress.AddTask("Placing calls", maxValue: audience.Count);
            var ending = progress.AddTask("Calls ended", maxValue: audience.Count);
            var hearing = progress.AddTask("Webhooks verified", maxValue: audience.Count * 2);
            await PlaceAllAsync(audience, placing);
            ending.MaxValue = _placed.Count;
            hearing.MaxValue = _placed.Count + _contacts;
            await WatchAsync(async () =>
            {
                calls = await client.ListCallsAsync();
                ending.Value = calls.Count(HasEnded);
                hearing.Value = receiver.Events.Count;
                return calls.All(HasEnded) && receiver.Events.Count >= hearing.MaxValue && await IsSettledAsync();
            });
        });
        return new DemoOutcome(
            calls, _skipped, await client.GetAsync("/callfunnel/api/billing/balance"), await ReadLedgerAsync(), receiver, _placed.Count, _contacts);
    }

    private async Task PlaceAllAsync(IReadOnlyList<DemoPerson> audience, ProgressTask progress)
    {
        foreach (var person in audience)
        {
            if (await client.SaveContactAsync(person)) _contacts++;
            var (callId, refusal) = await client.PlaceCallAsync(Agent.DemoId, person);
            if (callId is not null) _placed.Add(callId);
            else _skipped.Add((person, refusal!));
            progress.Increment(1);
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

    private static bool HasEnded(JsonNode call) => CallStatusExtensions.Parse(call["status"]!.GetValue<string>())?.IsEnd() == true;
}
