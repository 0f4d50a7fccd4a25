using Switchboard.Carriers;
using Switchboard.Limits;

namespace Switchboard.Campaigns;

/// <summary>
/// How fast a run may begin calls, and from which number each: the lower of the campaign's pace and the carrier's. In memory only; after a crash it starts
/// with a burst, which the trunk's own pace bounds.
/// </summary>
internal sealed class RunPacer
{
    /// <summary>The part of a second's calls that may begin in one instant after a pause.</summary>
    private const double BurstSec = 0.2;

    private readonly TokenBucket _calls;
    private readonly (string CallerId, TokenBucket? Calls)[] _callerIds;
    private int _turn;

    /// <param name="pace">The campaign's pace.</param>
    /// <param name="callerIds">Numbers to call from in turn; empty for the carrier's default.</param>
    /// <param name="capacity">The carrier's limits, in its own seconds.</param>
    /// <param name="timeScale">The carrier's seconds in a real second.</param>
    /// <param name="now">The time.</param>
    public RunPacer(RunPace pace, IReadOnlyCollection<string> callerIds, CarrierCapacity capacity, double timeScale, DateTimeOffset now)
    {
        _calls = Bucket(Math.Min(pace.CallsPerSecond ?? double.PositiveInfinity, capacity.CallsPerSecond));
        _callerIds = [.. callerIds.Select(id => (id, pace.CallsPerSecondPerCallerId is { } rate ? Bucket(rate) : null))];
        ConcurrentCallsMax = Math.Min(pace.ConcurrentCallsMax ?? int.MaxValue, capacity.MaxConcurrentCalls);

        TokenBucket Bucket(double rate) => new(rate * timeScale, Math.Max(1, rate * timeScale * BurstSec), now);
    }

    /// <summary>Calls at once.</summary>
    public int ConcurrentCallsMax { get; }

    /// <summary>How many calls could begin now.</summary>
    public int Available(DateTimeOffset now)
    {
        var calls = _calls.Available(now);
        return HasCallerIdLimits ? Math.Min(calls, _callerIds.Sum(id => id.Calls!.Available(now))) : calls;
    }

    /// <summary>When the next call can begin; now or earlier when it can.</summary>
    public DateTimeOffset NextAt
    {
        get
        {
            var calls = _calls.NextAt;
            if (!HasCallerIdLimits) return calls;
            var callerId = _callerIds.Min(id => id.Calls!.NextAt);
            return calls > callerId ? calls : callerId;
        }
    }

    /// <summary>Begins a call if the pace allows it.</summary>
    /// <param name="now">The time.</param>
    /// <param name="callerId">The number to call from; null for the carrier's default.</param>
    public bool TryBegin(DateTimeOffset now, out string? callerId)
    {
        callerId = null;
        if (Available(now) < 1) return false;
        for (var i = 0; i < _callerIds.Length; i++)
        {
            var (id, calls) = _callerIds[(_turn + i) % _callerIds.Length];
            if (calls?.TryTake(now) == false) continue;
            callerId = id;
            _turn = (_turn + i + 1) % _callerIds.Length;
            break;
        }

        return _calls.TryTake(now);
    }

    /// <summary>The number whose turn it is, for a call that has been counted already; null for the carrier's default.</summary>
    public string? NextCallerId() => _callerIds.Length == 0 ? null : _callerIds[_turn++ % _callerIds.Length].CallerId;

    private bool HasCallerIdLimits => _callerIds is [{ Calls: not null }, ..];
}
