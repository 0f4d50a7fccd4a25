using Microsoft.Extensions.DependencyInjection;
using Switchboard.Bench.Hosting;
using Switchboard.Bench.Lifecycle;
using Switchboard.Bench.Measuring;
using Switchboard.Bench.Raw;
using Switchboard.Bench.Reporting;
using Switchboard.Events;
using Switchboard.Storage;
using Switchboard.Webhooks;

namespace Switchboard.Bench.Webhooks;

/// <summary>
/// Ends of calls delivered to a receiver on this machine: from the commit of the events until each delivery's result is committed. None may be lost.
/// </summary>
public sealed class WebhookBench : IBench
{
    private const string Event = "call.completed";
    private const int EventsPerCommit = 100;
    private const int Endpoints = 4;

    public string Name => "webhooks";

    public async Task RunAsync(BenchSettings settings, Report report)
    {
        var data = await EventDataAsync();
        var count = settings.Scaled(8000);
        await using var sink = await WebhookSink.StartAsync();
        await BarePosts.RateAsync(sink, data, count / 2);
        var limit = Statistics.Median(await Rounds.OfAsync(settings.Rounds, () => BarePosts.RateAsync(sink, data, count)));
        foreach (var kind in BenchDatabase.Kinds(settings))
        {
            await using var database = await kind();
            await using var node = await Node.StartAsync(database, ("Webhooks:AllowHttp", "true"), ("Webhooks:AllowPrivateNetworks", "true"));
            var tenant = await node.SignUpAsync();
            for (var i = 0; i < Endpoints; i++) await RegisterAsync(node, tenant, $"{sink.Url}/{i}");
            await DeliverAsync(node, tenant, sink, data, count / Endpoints / 2);
            report.Add(new Figure(
                Name, $"deliveries to {Endpoints} endpoints, {database.Name}", "a second", Better.Higher,
                await Rounds.OfAsync(settings.Rounds, () => DeliverAsync(node, tenant, sink, data, count / Endpoints)))
            {
                Aim = 1500,
                Limit = limit,
                LimitName = "the same bodies posted by a bare HttpClient",
            });
        }
    }

    /// <summary>What the event of a completed call carries.</summary>
    private static async Task<string> EventDataAsync()
    {
        var call = (await CallRecorder.RecordAsync(EngineCalls.Number)).Ended();
        return call.Writes.Zip(call.Values)
            .Where(write => write.First.Table == EventTables.Events.Name && write.Second.Contains(EventTypes.CallCompleted))
            .Select(write => (string)write.Second[write.First.Columns.Index().Single(column => column.Item.Name == "data").Index]!)
            .Single();
    }

    private static async Task RegisterAsync(Node node, BenchTenant tenant, string url)
    {
        var result = await node.Services.GetRequiredService<WebhookService>().RegisterAsync(
            new RegisterWebhook(tenant.Id, "cualify", Name: null, url, [Event], new Dictionary<string, string>()));
        if (result.Refusal is { } refusal) throw new InvalidOperationException($"The endpoint was refused: {refusal.Field} {refusal.Reason}.");
    }

    private static async Task<double> DeliverAsync(Node node, BenchTenant tenant, WebhookSink sink, string data, int events)
    {
        sink.Reset();
        var expected = events * Endpoints;
        var pending = new SqlQuery("SELECT COUNT(*) AS n FROM webhook_deliveries WHERE status = 'pending'");
        return await Rounds.RateAsync(expected, async () =>
        {
            for (var i = 0; i < events; i += EventsPerCommit) await CommitAsync(node, tenant, data, Math.Min(EventsPerCommit, events - i));
            await Until.HoldsAsync(
                async () => sink.Distinct == expected && await node.Store.FirstOrDefaultAsync(pending, row => row.Int64("n")) == 0,
                () => $"Of {expected} deliveries {sink.Distinct} arrived.");
        });
    }

    /// <summary>Events as a grain commits and publishes them.</summary>
    private static async Task CommitAsync(Node node, BenchTenant tenant, string data, int count)
    {
        var now = TimeProvider.System.GetUtcNow();
        var set = new WriteSet();
        List<EngineEvent> events =
        [
            .. Enumerable.Range(0, count).Select(_ => new EngineEvent(
                Guid.CreateVersion7(now).ToString(), tenant.Id, EventTypes.CallCompleted, Guid.CreateVersion7(now).ToString(), 5, now, data)),
        ];
        events.ForEach(happened => EventLog.Append(set, happened, publish: true));
        if (await node.Store.CommitAsync(set) is not CommitVerdict.Committed) throw new InvalidOperationException("Events were not committed.");
        node.Services.GetRequiredService<EventPublisher>().Publish(events);
    }
}
