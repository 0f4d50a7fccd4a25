using System.Text.Json;
using Switchboard.Calls;
using Switchboard.Contacts;
using Switchboard.Events;

namespace Switchboard.Webhooks;

/// <summary>Cualify's webhooks.</summary>
public sealed class CualifyFormat(IPublicLinks links) : IWebhookFormat
{
    /// <summary>The door's name.</summary>
    public const string DoorName = "cualify";

    private const string CallCompleted = "call.completed";
    private const string CallFailed = "call.failed";
    private const string CallNoAnswer = "call.no_answer";
    private const string ContactCreated = "contact.created";

    /// <inheritdoc/>
    public string Door => DoorName;

    /// <inheritdoc/>
    public IReadOnlyList<string> Events { get; } = [CallCompleted, CallFailed, CallNoAnswer, ContactCreated];

    /// <inheritdoc/>
    public IReadOnlyList<string> Translate(EngineEvent engineEvent) => engineEvent.Type switch
    {
        EventTypes.CallCompleted => [CallCompleted],
        EventTypes.CallFailed or EventTypes.CallBusy or EventTypes.CallCanceled => [CallFailed],
        EventTypes.CallNoAnswer => [CallNoAnswer],
        EventTypes.ContactCreated => [ContactCreated],
        _ => [],
    };

    /// <inheritdoc/>
    public byte[] Write(EngineEvent engineEvent, string name, string messageId) => BodyWriter.Object(json =>
    {
        json.WriteString("id", messageId);
        json.WriteString("event", name);
        json.WriteInstant("created_at", engineEvent.At);
        json.WriteStartObject("data");
        if (name == ContactCreated)
            WriteContact(json, ContactJson.Read(engineEvent.Data));
        else
            WriteCall(json, CallJson.ReadView(engineEvent.Data));
        json.WriteNumber("sequence", engineEvent.Sequence);
        json.WriteEndObject();
    });

    /// <inheritdoc/>
    public IEnumerable<KeyValuePair<string, string>> Headers(AttemptContext attempt) =>
    [
        new("x-cualify-event", attempt.Name),
        new("x-cualify-delivery", attempt.Id),
        new("x-cualify-timestamp", attempt.At.ToUnixTimeMilliseconds().ToString()),
        new("x-cualify-signature", attempt.Secret.SignCualify(attempt.At, attempt.Body)),
    ];

    private static void WriteContact(Utf8JsonWriter json, Contact contact)
    {
        json.WriteString("id", contact.Id);
        json.WriteString("phone_e164", contact.Phone);
        json.WriteString("name", contact.Name);
        json.WriteString("email", contact.Email);
        json.WriteString("language_pref", contact.LanguagePref);
        json.WriteJson("metadata", contact.Metadata);
        json.WriteString("consent_capture", contact.Consent?.ToName());
        json.WriteInstant("created_at", contact.CreatedAt);
        json.WriteInstant("updated_at", contact.UpdatedAt);
    }

    private void WriteCall(Utf8JsonWriter json, CallView call)
    {
        json.WriteString("call_id", call.Id);
        json.WriteString("provider", call.Provider);
        json.WriteString("provider_call_id", call.ProviderCallId);
        json.WriteString("status", call.Status.ToName());
        json.WriteString("direction", "outbound");
        json.WriteString("agent_id", call.AgentId);
        json.WriteString("from_e164", call.From);
        json.WriteString("to_e164", call.To);
        json.WriteString("language", call.Language);
        json.WriteNumber("duration_sec", call.DurationSec);
        json.WriteNumber("credits_debited_paise", call.ChargedMinor);
        json.WriteString("recording_url", call.HasRecording ? links.Recording(call.Id) : null);
        json.WriteString("llm_extracted_intent", call.Intent);
        json.WriteString("llm_sentiment", call.Sentiment);
        json.WriteString("llm_outcome", call.Outcome);
        json.WriteString("end_reason", call.EndReason);
        json.WriteJson("metadata", call.Metadata);
        json.WriteInstant("started_at", call.StartedAt);
        json.WriteInstant("ended_at", call.EndedAt);
        json.WriteInstant("created_at", call.CreatedAt);
    }
}
