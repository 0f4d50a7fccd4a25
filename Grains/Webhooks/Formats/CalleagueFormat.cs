using Switchboard.Calls;
using Switchboard.Events;

namespace Switchboard.Webhooks;

/// <summary>Calleague's webhooks. They bear the Standard Webhooks headers and no others: a customer's API key is never sent out.</summary>
public sealed class CalleagueFormat(IPublicLinks links) : IWebhookFormat
{
    /// <summary>The door's name.</summary>
    public const string DoorName = "calleague";

    private const string CallStarted = "call.started";
    private const string CallCompleted = "call.completed";
    private const string RecordingReady = "recording.ready";

    // Older names that receivers still ask for and expect to find in the body.
    private const string CallConnected = "call.connected";
    private const string CallEnded = "call.ended";

    /// <inheritdoc/>
    public string Door => DoorName;

    /// <inheritdoc/>
    public IReadOnlyList<string> Events { get; } = [CallStarted, CallCompleted, RecordingReady, CallConnected, CallEnded];

    /// <inheritdoc/>
    public IReadOnlyList<string> Translate(EngineEvent engineEvent) => engineEvent.Type switch
    {
        EventTypes.CallAnswered => [CallStarted, CallConnected],
        EventTypes.CallCompleted or EventTypes.CallFailed or EventTypes.CallNoAnswer or EventTypes.CallBusy or EventTypes.CallCanceled => [CallCompleted, CallEnded],
        EventTypes.RecordingReady => [RecordingReady],
        _ => [],
    };

    /// <inheritdoc/>
    public byte[] Write(EngineEvent engineEvent, string name, string messageId) => BodyWriter.Object(json =>
    {
        var call = CallJson.ReadView(engineEvent.Data);
        json.WriteString("event", name);
        json.WriteStartObject("data");
        json.WriteString("callId", CalleagueNames.CallId(call.Id));
        json.WriteString("assistantId", CalleagueNames.AgentId(call.AgentId));
        json.WriteString("direction", "outbound");
        json.WriteString("status", CalleagueNames.Status(call.Status));
        json.WriteNumber("durationSec", call.DurationSec);
        json.WriteInstant("endedAt", call.EndedAt);
        json.WriteString("endedReason", CalleagueNames.EndedReason(call));
        if (engineEvent.Type == EventTypes.RecordingReady)
            json.WriteString("recordingUrl", links.Recording(call.Id));
        json.WriteJson("metadata", call.Metadata);
        json.WriteSequence(engineEvent, isSecond: name is CallConnected or CallEnded);
        json.WriteEndObject();
    });

    /// <inheritdoc/>
    public IEnumerable<KeyValuePair<string, string>> Headers(AttemptContext attempt) => [];
}
