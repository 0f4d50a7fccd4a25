using System.Text.Json;
using Switchboard.Calls;
using Switchboard.Campaigns;
using Switchboard.Events;

namespace Switchboard.Webhooks;

/// <summary>NextNeural's webhooks. Its receivers know each other by the static headers that the customer gave the endpoint.</summary>
public sealed class NextNeuralFormat(IPublicLinks links) : IWebhookFormat
{
    /// <summary>The door's name.</summary>
    public const string DoorName = "nextneural";

    private const string CallStarted = "call.started";
    private const string CallEnded = "call.ended";
    private const string CallTransferred = "call.transferred";
    private const string CallNoAnswer = "call.no_answer";
    private const string CallVoicemail = "call.voicemail";
    private const string CampaignLaunched = "campaign.launched";
    private const string CampaignStopped = "campaign.stopped";
    private const string CampaignCompleted = "campaign.completed";

    /// <inheritdoc/>
    public string Door => DoorName;

    /// <inheritdoc/>
    public IReadOnlyList<string> Events { get; } =
        [CallStarted, CallEnded, CallTransferred, CallNoAnswer, CallVoicemail, CampaignLaunched, CampaignStopped, CampaignCompleted];

    /// <inheritdoc/>
    public IReadOnlyList<string> Translate(EngineEvent engineEvent) => engineEvent.Type switch
    {
        // It fires when a person's voice is heard, so a voicemail starts nothing.
        EventTypes.CallAnswered => IsVoicemail(engineEvent) ? [] : [CallStarted],
        EventTypes.CallCompleted => IsVoicemail(engineEvent) ? [CallEnded, CallVoicemail] : [CallEnded],
        EventTypes.CallNoAnswer => [CallEnded, CallNoAnswer],
        EventTypes.CallFailed or EventTypes.CallBusy or EventTypes.CallCanceled => [CallEnded],
        EventTypes.CallTransferred => [CallTransferred],
        EventTypes.CampaignLaunched => [CampaignLaunched],
        EventTypes.CampaignStopped => [CampaignStopped],
        EventTypes.CampaignCompleted => [CampaignCompleted],
        _ => [],
    };

    /// <inheritdoc/>
    public byte[] Write(EngineEvent engineEvent, string name, string messageId) => BodyWriter.Object(json =>
    {
        json.WriteString("event", name);
        json.WriteInstant("fired_at", engineEvent.At);
        json.WriteString("organisation_uuid", engineEvent.TenantId);
        json.WriteStartObject("data");
        if (name is CampaignLaunched or CampaignStopped or CampaignCompleted)
            WriteCampaign(json, engineEvent);
        else
            WriteCall(json, CallJson.ReadView(engineEvent.Data), engineEvent);
        json.WriteSequence(engineEvent, isSecond: name is CallNoAnswer or CallVoicemail);
        json.WriteEndObject();
    });

    /// <inheritdoc/>
    public IEnumerable<KeyValuePair<string, string>> Headers(AttemptContext attempt) => [];

    private static bool IsVoicemail(EngineEvent engineEvent) => CallJson.ReadView(engineEvent.Data).AnsweredBy == AnsweredBy.Voicemail;

    private static void WriteCampaign(Utf8JsonWriter json, EngineEvent engineEvent)
    {
        var campaign = CampaignEventData.Read(engineEvent.Data);
        json.WriteString("campaign_uuid", engineEvent.SubjectId);
        json.WriteString("name", campaign.Name);
        json.WriteString("status", NextNeuralNames.Status(CampaignNames.ParseStatus(campaign.Status)!.Value));
        json.WriteString("reason", campaign.Reason);
    }

    private void WriteCall(Utf8JsonWriter json, CallView call, EngineEvent engineEvent)
    {
        json.WriteString("call_uuid", call.Id);
        json.WriteString("campaign_uuid", call.CampaignId);
        json.WriteString("contact_uuid", call.ContactId);
        json.WriteString("from_number", call.From);
        json.WriteString("to_number", call.To);
        json.WriteString("status", NextNeuralNames.Status(call.Status));
        json.WriteString("outcome", NextNeuralNames.Outcome(call));
        json.WriteNumber("duration", call.DurationSec);
        if (engineEvent.Type == EventTypes.CallTransferred)
            WriteTransfer(json, call);
        json.WriteString("sentiment", call.Sentiment);
        json.WriteString("summary", call.Summary);
        json.WriteString("recording_url", call.HasRecording ? links.Recording(call.Id) : null);
        if (call.Status.IsEnd())
            WriteTranscript(json, engineEvent.Data);
        json.WriteJson("metadata", call.Metadata);
        json.WriteInstant("started_at", call.StartedAt);
        json.WriteInstant("ended_at", call.EndedAt);
    }

    private static void WriteTransfer(Utf8JsonWriter json, CallView call)
    {
        json.WriteString("target", call.TransferredTo?.Phone);
        json.WriteString("queue", call.TransferredTo?.Queue);
        json.WriteString("agent", call.TransferredTo?.Agent);
    }

    private static void WriteTranscript(Utf8JsonWriter json, string data)
    {
        json.WriteStartArray("transcript");
        foreach (var line in CallJson.ReadTranscript(data))
        {
            json.WriteStartObject();
            json.WriteString("speaker", line.Role);
            json.WriteString("text", line.Text);
            json.WriteNumber("timestamp", line.AtSec);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
