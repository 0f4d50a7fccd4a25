using System.Collections.Concurrent;
using System.Diagnostics;

namespace Switchboard.Tests.Doors.Telemetry;

/// <summary>Records the spans of requests, grain calls and the engine as a collector would get them: whole traces, those whose beginning says so.</summary>
internal sealed class SpanRecorder : IDisposable
{
    private static readonly HashSet<string> Sources = ["Switchboard", "Switchboard.Embedded", "Microsoft.AspNetCore"];

    private readonly ConcurrentQueue<Activity> _spans = new();
    private readonly ActivityListener _listener;

    public SpanRecorder()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => Sources.Contains(source.Name),
            Sample = static (ref ActivityCreationOptions<ActivityContext> span) =>
                span.Parent == default || span.Parent.TraceFlags.HasFlag(ActivityTraceFlags.Recorded) ? ActivitySamplingResult.AllDataAndRecorded : ActivitySamplingResult.PropagationData,
            ActivityStopped = _spans.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    /// <summary>The spans of a trace that have ended.</summary>
    public IReadOnlyList<Activity> Of(string traceId) => [.. _spans.Where(span => span.TraceId.ToHexString() == traceId)];

    public void Dispose() => _listener.Dispose();
}
