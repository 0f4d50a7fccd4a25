using System.Diagnostics;
using Switchboard.Telemetry;

namespace Switchboard.Webhooks;

/// <summary>Attempts as spans of the trace of what they tell of. Neither the receiver's address nor anything of the message is in them.</summary>
internal static class AttemptSpans
{
    /// <summary>An attempt begins; null when the event has no trace or nobody records.</summary>
    public static Activity? Begin(DueDelivery delivery) => Tracing.Send(delivery.Event.TraceParent, "webhook attempt")?
        .SetTag("switchboard.tenant.id", delivery.Event.TenantId)
        .SetTag("switchboard.endpoint.id", delivery.Key.EndpointId)
        .SetTag("switchboard.event.type", delivery.Event.Type)
        .SetTag("http.request.method", "POST")
        .SetTag("http.request.resend_count", delivery.Attempts);

    /// <summary>Notes how it went, and gives that back.</summary>
    public static AttemptResult End(this Activity? span, AttemptResult result)
    {
        if (span is null)
            return result;
        span.SetTag("http.response.status_code", result.StatusCode).SetTag("error.type", result.Error?.ToName());
        if (!result.IsSuccess)
            span.SetStatus(ActivityStatusCode.Error);
        return result;
    }
}
