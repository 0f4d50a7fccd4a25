using Switchboard.Limits;

namespace Switchboard.Carriers;

/// <summary>
/// Gives out the lines of a trunk within its limits: calls at once, calls begun a second, and grants on their way at once. Pure
/// bookkeeping; whoever takes a grant tells the call and says here how that went.
/// </summary>
/// <param name="capacity">The carrier's limits, in its own seconds.</param>
/// <param name="timeScale">The carrier's seconds in a real second.</param>
/// <param name="now">The time.</param>
internal sealed class LineDesk(CarrierCapacity capacity, double timeScale, DateTimeOffset now)
{
    /// <summary>
    /// Grants on their way at once. Enough to keep the store's group commits full; more would only wait there, and a
    /// store that is down would have to fail them all.
    /// </summary>
    public const int MaxGrantsUnderWay = 128;

    /// <summary>The part of a second's calls that may begin in one instant after a pause.</summary>
    private const double BurstSec = 0.1;

    private readonly TenantTurns _waiting = new();
    private readonly Dictionary<string, string> _tenantOfActive = new(StringComparer.Ordinal);
    private readonly HashSet<string> _granted = new(StringComparer.Ordinal);
    private readonly TokenBucket _pace = new(capacity.CallsPerSecond * timeScale, Math.Max(1, capacity.CallsPerSecond * timeScale * BurstSec), now);

    /// <summary>Calls that have a line, those among them that have not been told yet included.</summary>
    public int Active => _tenantOfActive.Count;

    /// <summary>Calls that wait for a line.</summary>
    public int Waiting => _waiting.Count;

    /// <summary>Calls that have been given a line and have not been told yet.</summary>
    public IReadOnlyCollection<string> Granted => _granted;

    /// <summary>A call wants a line.</summary>
    public void Request(string tenantId, string callId)
    {
        if (!_tenantOfActive.ContainsKey(callId))
            _waiting.Add(tenantId, callId);
    }

    /// <summary>A call no longer wants or needs a line.</summary>
    public void Release(string callId)
    {
        _waiting.Remove(callId);
        _tenantOfActive.Remove(callId);
    }

    /// <summary>Gives a line to the call whose turn it is, if the limits allow it.</summary>
    public string? Grant(DateTimeOffset now)
    {
        if (!HasLine || _waiting.Count == 0 || !_pace.TryTake(now))
            return null;
        var (tenantId, callId) = _waiting.Take()!.Value;
        _tenantOfActive.Add(callId, tenantId);
        _granted.Add(callId);
        return callId;
    }

    /// <summary>When a waiting call can be given a line if nothing else happens; null when something else must happen first.</summary>
    public DateTimeOffset? NextGrantAt => HasLine && _waiting.Count > 0 ? _pace.NextAt : null;

    /// <summary>The call has been told of its line.</summary>
    public void Told(string callId) => _granted.Remove(callId);

    /// <summary>
    /// The call could not be told: its line is free again. It does not wait here either, since it may have heard; what has
    /// become of it shows at the next <see cref="PutRight"/>.
    /// </summary>
    public void NotTold(string callId)
    {
        _granted.Remove(callId);
        _tenantOfActive.Remove(callId);
    }

    /// <summary>
    /// Puts right what lost messages have left wrong. Requests and releases must not come in between the snapshot and this.
    /// </summary>
    /// <param name="snapshot">Every call that is not over, the oldest first.</param>
    /// <param name="unsettled">Calls that had been granted a line and not told when the snapshot was begun: it may be older than what they know.</param>
    /// <returns>How many calls were not where they should have been.</returns>
    public int PutRight(IReadOnlyList<TrunkCall> snapshot, IReadOnlySet<string> unsettled)
    {
        var corrections = 0;
        var known = new HashSet<string>(snapshot.Count, StringComparer.Ordinal);
        foreach (var call in snapshot)
        {
            known.Add(call.CallId);
            if (IsSettled(call.CallId) && !IsAt(call))
            {
                Place(call);
                corrections++;
            }
        }
        foreach (var callId in _waiting.Calls.Concat(_tenantOfActive.Keys).Where(id => !known.Contains(id) && IsSettled(id)).ToList())
        {
            Release(callId);
            corrections++;
        }
        return corrections;

        bool IsSettled(string callId) => !unsettled.Contains(callId) && !_granted.Contains(callId);
    }

    private bool HasLine => _tenantOfActive.Count < capacity.MaxConcurrentCalls && _granted.Count < MaxGrantsUnderWay;

    private bool IsAt(TrunkCall call) => call.IsWaiting ? _waiting.Contains(call.CallId) : _tenantOfActive.ContainsKey(call.CallId);

    private void Place(TrunkCall call)
    {
        Release(call.CallId);
        if (call.IsWaiting)
            _waiting.Add(call.TenantId, call.CallId);
        else
            _tenantOfActive.Add(call.CallId, call.TenantId);
    }
}
