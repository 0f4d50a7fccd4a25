using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using Switchboard.Telemetry;

namespace Switchboard.Storage;

/// <summary>What is measured of the commit queue.</summary>
internal static class StoreMetrics
{
    private static readonly ConditionalWeakTable<CommitQueue, object> Queues = [];

    private static readonly Histogram<double> BatchDuration = EngineTelemetry.ShortDuration(
        "switchboard.store.batch.duration", "Time of writing one batch, retries included.");

    private static readonly Histogram<double> BatchWait = EngineTelemetry.ShortDuration(
        "switchboard.store.batch.wait", "How long the oldest write set of a batch waited for its turn.");

    private static readonly Histogram<int> BatchRows = EngineTelemetry.Size("switchboard.store.batch.rows", "{row}", "Rows of one batch.");

    private static readonly Counter<long> Commits = EngineTelemetry.Meter.CreateCounter<long>(
        "switchboard.store.commits", "{write_set}", "Write sets by what became of them.");

    private static readonly Counter<long> Retries = EngineTelemetry.Meter.CreateCounter<long>(
        "switchboard.store.retries", "{retry}", "Batches that were sent again, by reason.");

    static StoreMetrics()
    {
        EngineTelemetry.Meter.CreateObservableGauge(
            "switchboard.store.queue.rows", static () => Queues.Sum(queue => queue.Key.WaitingRows), "{row}", "Rows that wait to be written.");
        EngineTelemetry.Meter.CreateObservableGauge(
            "switchboard.store.unavailable", static () => Queues.Count(queue => !queue.Key.Health.IsOk), "{store}", "1 while this node cannot write, else 0.");
    }

    /// <summary>Begins to observe a queue.</summary>
    public static void Watch(CommitQueue queue) => Queues.AddOrUpdate(queue, Queues);

    /// <summary>A queue has ended.</summary>
    public static void Forget(CommitQueue queue) => Queues.Remove(queue);

    /// <summary>Whether anybody looks at batches.</summary>
    public static bool IsOn => BatchDuration.Enabled;

    /// <summary>A batch was written.</summary>
    public static void Batch(int rows, TimeSpan waited, TimeSpan took, IReadOnlyList<SetOutcome> outcomes)
    {
        BatchDuration.Record(took.TotalSeconds);
        BatchWait.Record(waited.TotalSeconds);
        BatchRows.Record(rows);
        var committed = 0;
        foreach (var outcome in outcomes)
        {
            if (outcome.Verdict is CommitVerdict.Committed) committed++;
            else Commits.Add(1, new KeyValuePair<string, object?>("outcome", NameOf(outcome)));
        }

        if (committed > 0) Commits.Add(committed, new KeyValuePair<string, object?>("outcome", "committed"));
    }

    /// <summary>A batch is sent again.</summary>
    /// <param name="reason"><c>connection_lost</c> or <c>collision</c>.</param>
    public static void Retry(string reason) => Retries.Add(1, new KeyValuePair<string, object?>("reason", reason));

    private static string NameOf(SetOutcome outcome) => outcome switch
    {
        { Verdict: CommitVerdict.Stale } => "stale",
        { Verdict: CommitVerdict.Duplicate } => "duplicate",
        { Verdict: CommitVerdict.Missing } => "missing",
        { Failure: StoreUnavailableException { IsOutcomeUnknown: true } } => "unknown",
        { Failure: StoreUnavailableException } => "unavailable",
        { Failure: StoreBusyException } => "busy",
        _ => "rejected",
    };
}
