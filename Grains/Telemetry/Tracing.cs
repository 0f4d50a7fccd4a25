using System.Diagnostics;

namespace Switchboard.Telemetry;

/// <summary>
/// Spans of things that take longer than a request. A call's row and its events carry the trace context of their beginning (W3C <c>traceparent</c>), so what is done
/// hours later on another node is a span of the same trace, and whoever was sampled at the beginning is sampled to the end.
/// </summary>
internal static class Tracing
{
    /// <summary>Whether anybody records spans. When not, nothing here allocates.</summary>
    public static bool IsOn => EngineTelemetry.Source.HasListeners();

    /// <summary>The context of the span under way, to be kept with what it begins; null when there is none.</summary>
    public static string? Context => IsOn && Activity.Current is { IdFormat: ActivityIdFormat.W3C } current ? current.Id : null;

    /// <summary>
    /// A step of what began with a context. Within its trace it is a child of the span under way; else it is a child of the beginning, and linked to the span under way, which is
    /// what caused the step: somebody's request, for example.
    /// </summary>
    /// <param name="origin">The context kept; null: a child of the span under way, or nothing.</param>
    /// <param name="name">What is done.</param>
    public static Activity? Continue(string? origin, string name)
    {
        if (!IsOn) return null;
        var cause = Activity.Current;
        if (origin is null || !ActivityContext.TryParse(origin, traceState: null, isRemote: true, out var parent))
            return cause is null ? null : EngineTelemetry.Source.StartActivity(name);
        if (cause?.TraceId == parent.TraceId) return EngineTelemetry.Source.StartActivity(name);
        ActivityLink[]? links = cause is { Recorded: true } ? [new ActivityLink(cause.Context)] : null;
        return EngineTelemetry.Source.StartActivity(name, ActivityKind.Internal, parent, tags: null, links);
    }

    /// <summary>A message to the outside world that belongs to what began with a context; null when there is none.</summary>
    /// <param name="origin">The context kept.</param>
    /// <param name="name">What is sent.</param>
    public static Activity? Send(string? origin, string name) =>
        IsOn && origin is not null && ActivityContext.TryParse(origin, traceState: null, isRemote: true, out var parent)
            ? EngineTelemetry.Source.StartActivity(name, ActivityKind.Client, parent)
            : null;

    /// <summary>The beginning of something that nobody asked for at this moment: a trace of its own.</summary>
    public static Activity? Begin(string name)
    {
        if (!IsOn) return null;
        Activity.Current = null;
        return EngineTelemetry.Source.StartActivity(name);
    }

    /// <summary>
    /// Leaves the span under way, until the scope ends. For starting work that goes on for others too: a loop that writes for many must not run for ever in the
    /// trace of whoever came first.
    /// </summary>
    public static DetachedScope Detach()
    {
        if (!IsOn || Activity.Current is not { } left) return default;
        Activity.Current = null;
        return new DetachedScope(left);
    }

    /// <summary>Notes that a span's step failed.</summary>
    public static void Fail(this Activity? span, Exception error) => span?.SetStatus(ActivityStatusCode.Error).SetTag("error.type", error.GetType().FullName);

    /// <summary>Goes back into the span that was left.</summary>
    /// <param name="left">The span; null when there was none.</param>
    internal readonly struct DetachedScope(Activity? left) : IDisposable
    {
        /// <inheritdoc/>
        public void Dispose()
        {
            if (left is not null) Activity.Current = left;
        }
    }
}
