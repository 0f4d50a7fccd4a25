using System.Collections.Concurrent;
using System.Diagnostics;

namespace Switchboard.Tests.Cluster.Traffic;

/// <summary>What clients went through.</summary>
internal sealed class Journal
{
    private readonly ConcurrentQueue<string> _faults = new();
    private readonly ConcurrentDictionary<string, int> _passing = new();
    private readonly Lock _lock = new();
    private int _answered;
    private long _lastAnswerAt = Stopwatch.GetTimestamp();
    private TimeSpan _longestSilence;

    /// <summary>What no client may ever see.</summary>
    public IReadOnlyCollection<string> Faults => _faults;

    /// <summary>Requests that were answered, and not with a plea to come back.</summary>
    public int Answered => _answered;

    /// <summary>Requests that had to be sent again.</summary>
    public int SentAgain => _passing.Values.Sum();

    /// <summary>A request was answered.</summary>
    public void NoteAnswer()
    {
        Interlocked.Increment(ref _answered);
        var now = Stopwatch.GetTimestamp();
        lock (_lock)
        {
            var silence = Stopwatch.GetElapsedTime(_lastAnswerAt, now);
            if (silence > _longestSilence) _longestSilence = silence;
            _lastAnswerAt = now;
        }
    }

    /// <summary>A request could not be answered and is sent again.</summary>
    public void NotePassing(string why) => _passing.AddOrUpdate(why, 1, (_, count) => count + 1);

    /// <summary>Something happened that no client may ever see.</summary>
    public void NoteFault(string what) => _faults.Enqueue(what);

    /// <inheritdoc/>
    public override string ToString() =>
        $"{_answered} requests answered, {SentAgain} sent again ({string.Join(", ", _passing.Select(pair => $"{pair.Value} × {pair.Key}"))}); longest time without any answer {_longestSilence.TotalSeconds:0.0} s";
}
