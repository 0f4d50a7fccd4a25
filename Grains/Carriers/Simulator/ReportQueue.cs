namespace Switchboard.Carriers.Simulator;

/// <summary>
/// The simulated calls that still have something to report: one entry a call in a heap by the time of its next report.
/// A call's reports are handed over one after the other, so one that cannot be delivered delays only its own call. Not
/// safe for concurrent use.
/// </summary>
/// <param name="timeScale">Simulated seconds in a real second.</param>
internal sealed class ReportQueue(double timeScale)
{
    /// <summary>Calls whose scripts are kept from one report to the next; beyond, writing them anew is cheaper than keeping a hundred thousand conversations.</summary>
    private const int ScriptsMax = 1000;

    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly PriorityQueue<(Entry Entry, int Version), (DateTimeOffset Due, long Order)> _heap = new();
    private long _order;

    /// <summary>Calls that still have something to report.</summary>
    public int Count => _entries.Count;

    /// <summary>When the next report is due; null when there is none. May be early when a call was changed meanwhile.</summary>
    public DateTimeOffset? NextDue => _heap.TryPeek(out _, out var at) ? at.Due : null;

    /// <summary>Takes up a call from its first report; one that is known already goes on as it does.</summary>
    public void Begin(CarrierCall call, CallScript script)
    {
        if (!_entries.ContainsKey(call.CallId))
            GoOn(call, script, next: 0);
    }

    /// <summary>Reports a call again from its first report.</summary>
    public void Repeat(CarrierCall call)
    {
        var known = Remembering(call);
        GoOn(known, CallScript.Of(known), next: 0);
    }

    /// <summary>Something has changed the call from a moment on: a decision, a transfer or a hang-up.</summary>
    /// <remarks>A call that is not known (any more) has had its earlier reports, or its last one tells them again.</remarks>
    public void Change(CarrierCall call, double fromSec)
    {
        var handedOverSec = _entries.TryGetValue(call.CallId, out var entry) ? entry.HandedOverSec : double.PositiveInfinity;
        var changed = Remembering(call);
        var script = CallScript.Of(changed);
        var next = 0;
        while (next < script.Reports.Length && script.Reports[next].DueSec <= handedOverSec && script.Reports[next].DueSec < fromSec)
            next++;
        GoOn(changed, script, next);
    }

    /// <summary>Takes the next report that is due, if there is one. It must be settled with <see cref="Delivered"/> or <see cref="Delay"/>.</summary>
    public HandedOver? TakeDue(DateTimeOffset now)
    {
        while (_heap.TryPeek(out var top, out var at) && at.Due <= now)
        {
            _heap.Dequeue();
            if (top.Version == top.Entry.Version)
                return new HandedOver(top.Entry, top.Version, (top.Entry.Script ?? CallScript.Of(top.Entry.Call)).Reports[top.Entry.Next]);
        }
        return null;
    }

    /// <summary>The report arrived, or is given up: the call goes on with its next one.</summary>
    public void Delivered(HandedOver report)
    {
        var (entry, version, scripted) = report;
        if (version != entry.Version)
            return;
        entry.Next++;
        entry.Failures = 0;
        entry.HandedOverSec = scripted.DueSec;
        Enqueue(entry, scripted.Event.NextEventBySec);
    }

    /// <summary>The report did not arrive: it is tried again later.</summary>
    public void Delay(HandedOver report, DateTimeOffset until)
    {
        if (report.Version != report.Entry.Version)
            return;
        report.Entry.Failures++;
        Enqueue(report.Entry, until);
    }

    private void GoOn(CarrierCall call, CallScript script, int next)
    {
        if (!_entries.TryGetValue(call.CallId, out var entry))
            _entries.Add(call.CallId, entry = new Entry { Call = call });
        entry.Call = call;
        entry.Script = _entries.Count <= ScriptsMax ? script : null;
        entry.Version++;
        entry.Next = next;
        entry.Failures = 0;
        entry.HandedOverSec = next == 0 ? double.NegativeInfinity : script.Reports[next - 1].DueSec;
        Enqueue(entry, next < script.Reports.Length ? script.Reports[next].DueSec : null);
    }

    private void Enqueue(Entry entry, double? dueSec)
    {
        if (dueSec is { } sec)
            Enqueue(entry, entry.Call.DialledAt + TimeSpan.FromSeconds(sec / timeScale));
        else
            _entries.Remove(entry.Call.CallId);
    }

    private void Enqueue(Entry entry, DateTimeOffset due) => _heap.Enqueue((entry, entry.Version), (due, _order++));

    /// <summary>What was once decided stays decided, also when an older picture of the call comes in.</summary>
    private CarrierCall Remembering(CarrierCall call) => _entries.TryGetValue(call.CallId, out var entry)
        ? call with
        {
            Decision = call.Decision ?? entry.Call.Decision,
            Transfer = call.Transfer ?? entry.Call.Transfer,
            HangUpAtSec = call.HangUpAtSec ?? entry.Call.HangUpAtSec,
        }
        : call;

    /// <summary>A call under way.</summary>
    internal sealed class Entry
    {
        public required CarrierCall Call { get; set; }

        /// <summary>The call's script; null when it is to be written anew.</summary>
        public CallScript? Script { get; set; }

        /// <summary>Rises with every change, so that what was planned before it is recognised as stale.</summary>
        public int Version { get; set; }

        public int Next { get; set; }

        public int Failures { get; set; }

        public double HandedOverSec { get; set; }
    }

    /// <summary>A report on its way.</summary>
    internal readonly record struct HandedOver(Entry Entry, int Version, ScriptedReport Report);
}
