using System.Collections.Concurrent;
using Switchboard.Storage;

namespace Switchboard.Tests.Grains.Storage;

/// <summary>A database that takes each batch when the test looks at it, and answers when the test says so.</summary>
internal sealed class ScriptedExecutor : IBatchExecutor, IDisposable
{
    public static readonly CommitVerdict Committed = new CommitVerdict.Committed([], []);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly BlockingCollection<IReadOnlyList<WriteSet>> _arrived = [];
    private readonly BlockingCollection<Func<WriteSet, SetOutcome>> _answers = [];

    public ConcurrentQueue<StoreUnavailableException?> ProbeAnswers { get; } = new();

    /// <summary>Waits for the next batch; its writer waits for <see cref="Answer"/>.</summary>
    public IReadOnlyList<WriteSet> NextBatch()
    {
        Assert.True(_arrived.TryTake(out var batch, Patience), "No batch arrived.");
        return batch;
    }

    public bool HasBatch => _arrived.Count > 0;

    public void Answer() => Answer(_ => Committed);

    public void Answer(Func<WriteSet, SetOutcome> outcome) => _answers.Add(outcome);

    public IReadOnlyList<SetOutcome> Execute(IReadOnlyList<WriteSet> sets)
    {
        _arrived.Add(sets);
        Assert.True(_answers.TryTake(out var answer, Patience), "The test does not answer.");
        return [.. sets.Select(answer)];
    }

    /// <summary>What the next probe throws, which it must not; null: nothing.</summary>
    public Exception? ProbeDefect { get; set; }

    public StoreUnavailableException? Probe()
    {
        if (ProbeDefect is not { } defect)
            return ProbeAnswers.TryDequeue(out var answer) ? answer : null;
        ProbeDefect = null;
        throw defect;
    }

    public void Dispose()
    {
        _arrived.Dispose();
        _answers.Dispose();
    }
}
