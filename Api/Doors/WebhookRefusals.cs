using Switchboard.Webhooks;

namespace Switchboard.Api.Doors;

/// <summary>Why an endpoint was not registered, as doors say it.</summary>
internal static class WebhookRefusals
{
    /// <summary>A field at fault; or <paramref name="full"/>, with the reason, when no field is: there is no room for another endpoint.</summary>
    public static Refusal Of(WebhookRefusal refusal, RefusalKind full)
    {
        // The engine's sentences begin with the name of the field at fault.
        var begin = refusal.Field + " ";
        return refusal.Reason.StartsWith(begin, StringComparison.Ordinal)
            ? Refusal.InvalidField(refusal.Field, refusal.Reason[begin.Length..])
            : new Refusal(full, refusal.Reason) { Field = refusal.Field };
    }
}
