using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Switchboard.Calls;
using Switchboard.Contacts;
using Switchboard.Events;
using Switchboard.Webhooks;

namespace Switchboard.Tests.Grains.Webhooks;

public sealed class FormatTests
{
    private static readonly CualifyFormat Cualify = new CualifyFormat(new FixedLinks());
    private static readonly NextNeuralFormat NextNeural = new NextNeuralFormat(new FixedLinks());
    private static readonly CalleagueFormat Calleague = new CalleagueFormat(new FixedLinks());

    private static readonly CallView Completed = new(
        Id: "01890a5d-ac96-774b-bcce-b302099a8057",
        TenantId: "01890a5d-0000-7000-8000-000000000001",
        Status: CallStatus.Completed,
        AgentId: "01890a5d-0000-7000-8000-0000000000aa",
        To: "+919812345678",
        From: "+918012345678",
        Language: "hi-IN",
        MaxDurationSec: 300,
        Metadata: """{"crm_lead_id":"L-7890","note":"नमस्ते <b>"}""",
        ContactId: "01890a5d-0000-7000-8000-0000000000bb",
        CampaignId: null,
        Attempt: 1,
        Provider: "simulator",
        ProviderCallId: "sim_1",
        CreatedAt: new(2026, 5, 31, 14, 22, 11, TimeSpan.Zero),
        StartedAt: new(2026, 5, 31, 14, 22, 12, TimeSpan.Zero),
        AnsweredAt: new(2026, 5, 31, 14, 22, 20, TimeSpan.Zero),
        EndedAt: new(2026, 5, 31, 14, 24, 42, 500, TimeSpan.Zero),
        DurationSec: 142,
        ChargedMinor: 1420,
        AnsweredBy: AnsweredBy.Human,
        EndReason: "completed",
        Intent: "demo_booked",
        Sentiment: "positive",
        Outcome: "demo_scheduled",
        Summary: "Booked a demo.",
        HasRecording: true);

    private static readonly CallView Unanswered = Completed with
    {
        Status = CallStatus.NoAnswer, AnsweredAt = null, DurationSec = 0, ChargedMinor = 0, AnsweredBy = null, EndReason = "no_answer",
        Intent = null, Sentiment = null, Outcome = null, Summary = null, HasRecording = false, Metadata = null, From = null,
    };

    private static readonly Conversation Spoken = new([new("agent", "Hello, \"Riya\"", 0.5), new("user", "हाँ", 2)], []);

    [Fact]
    public void Cualify_call_completed() => Check(
        Cualify,
        EventOf(EventTypes.CallCompleted, Completed),
        "call.completed",
        """
        {"id":"evt_01890a5dac96774bbcceb302099a8fff","event":"call.completed","created_at":"2026-05-31T14:24:43.000Z","data":{
        "call_id":"01890a5d-ac96-774b-bcce-b302099a8057","provider":"simulator","provider_call_id":"sim_1","status":"completed","direction":"outbound",
        "agent_id":"01890a5d-0000-7000-8000-0000000000aa","from_e164":"+918012345678","to_e164":"+919812345678","language":"hi-IN",
        "duration_sec":142,"credits_debited_paise":1420,"recording_url":"https://calls.example/r/01890a5d-ac96-774b-bcce-b302099a8057",
        "llm_extracted_intent":"demo_booked","llm_sentiment":"positive","llm_outcome":"demo_scheduled","end_reason":"completed",
        "metadata":{"crm_lead_id":"L-7890","note":"नमस्ते <b>"},
        "started_at":"2026-05-31T14:22:12.000Z","ended_at":"2026-05-31T14:24:42.500Z","created_at":"2026-05-31T14:22:11.000Z","sequence":5}}
        """);

    [Fact]
    public void Cualify_call_no_answer_has_nulls_for_what_is_not_there() => Check(
        Cualify,
        EventOf(EventTypes.CallNoAnswer, Unanswered),
        "call.no_answer",
        """
        {"id":"evt_01890a5dac96774bbcceb302099a8fff","event":"call.no_answer","created_at":"2026-05-31T14:24:43.000Z","data":{
        "call_id":"01890a5d-ac96-774b-bcce-b302099a8057","provider":"simulator","provider_call_id":"sim_1","status":"no_answer","direction":"outbound",
        "agent_id":"01890a5d-0000-7000-8000-0000000000aa","from_e164":null,"to_e164":"+919812345678","language":"hi-IN",
        "duration_sec":0,"credits_debited_paise":0,"recording_url":null,
        "llm_extracted_intent":null,"llm_sentiment":null,"llm_outcome":null,"end_reason":"no_answer","metadata":null,
        "started_at":"2026-05-31T14:22:12.000Z","ended_at":"2026-05-31T14:24:42.500Z","created_at":"2026-05-31T14:22:11.000Z","sequence":5}}
        """);

    [Fact]
    public void Cualify_contact_created()
    {
        var contact = new Contact(
            "01890a5d-0000-7000-8000-0000000000bb", Completed.TenantId, "+919812345678", "Riya Sharma", null, "hi-IN", """{"lead_source":"google_ads"}""",
            ConsentCapture.WebsiteForm, ImmutableArray<string>.Empty, Completed.CreatedAt, Completed.CreatedAt.AddSeconds(1));
        var happened = EventOf(EventTypes.ContactCreated, Completed) with { SubjectId = contact.Id, Sequence = 1, Data = ContactJson.Write(contact) };

        Check(
            Cualify,
            happened,
            "contact.created",
            """
            {"id":"evt_01890a5dac96774bbcceb302099a8fff","event":"contact.created","created_at":"2026-05-31T14:24:43.000Z","data":{
            "id":"01890a5d-0000-7000-8000-0000000000bb","phone_e164":"+919812345678","name":"Riya Sharma","email":null,"language_pref":"hi-IN",
            "metadata":{"lead_source":"google_ads"},"consent_capture":"website_form",
            "created_at":"2026-05-31T14:22:11.000Z","updated_at":"2026-05-31T14:22:12.000Z","sequence":1}}
            """);
    }

    [Fact]
    public void NextNeural_call_ended_brings_the_transcript() => Check(
        NextNeural,
        EventOf(EventTypes.CallCompleted, Completed) with { Data = CallJson.Write(Completed, Spoken) },
        "call.ended",
        """
        {"event":"call.ended","fired_at":"2026-05-31T14:24:43.000Z","organisation_uuid":"01890a5d-0000-7000-8000-000000000001","data":{
        "call_uuid":"01890a5d-ac96-774b-bcce-b302099a8057","campaign_uuid":null,"contact_uuid":"01890a5d-0000-7000-8000-0000000000bb",
        "from_number":"+918012345678","to_number":"+919812345678","status":"completed","outcome":"connected","duration":142,
        "sentiment":"positive","summary":"Booked a demo.","recording_url":"https://calls.example/r/01890a5d-ac96-774b-bcce-b302099a8057",
        "transcript":[{"speaker":"agent","text":"Hello, \"Riya\"","timestamp":0.5},{"speaker":"user","text":"हाँ","timestamp":2}],
        "metadata":{"crm_lead_id":"L-7890","note":"नमस्ते <b>"},
        "started_at":"2026-05-31T14:22:12.000Z","ended_at":"2026-05-31T14:24:42.500Z","sequence":10}}
        """);

    [Fact]
    public void Two_messages_of_one_event_follow_each_other()
    {
        var voicemail = EventOf(EventTypes.CallCompleted, Completed with { AnsweredBy = AnsweredBy.Voicemail });
        foreach (var format in new IWebhookFormat[] { NextNeural, Calleague })
        {
            var next = voicemail with { Sequence = voicemail.Sequence + 1 };
            long[] sequences = [.. new[] { voicemail, next }.SelectMany(happened => format.Translate(happened).Select(name => SequenceOf(format.Write(happened, name, "m"))))];
            Assert.Equal(4, sequences.Length);
            Assert.Equal(sequences.Order().Distinct(), sequences);
        }

        static long SequenceOf(byte[] body) => JsonElement.Parse(body).GetProperty("data").GetProperty("sequence").GetInt64();
    }

    [Fact]
    public void NextNeural_campaign_completed() => Check(
        NextNeural,
        EventOf(EventTypes.CampaignCompleted, Completed) with
        {
            SubjectId = "01890a5d-0000-7000-8000-0000000000cc", Data = """{"name":"Spring","status":"completed","secretDetail":1}""",
        },
        "campaign.completed",
        """
        {"event":"campaign.completed","fired_at":"2026-05-31T14:24:43.000Z","organisation_uuid":"01890a5d-0000-7000-8000-000000000001","data":{
        "campaign_uuid":"01890a5d-0000-7000-8000-0000000000cc","name":"Spring","status":"completed","reason":null,"sequence":10}}
        """);

    [Fact]
    public void Calleague_call_completed() => Check(
        Calleague,
        EventOf(EventTypes.CallCompleted, Completed),
        "call.completed",
        """
        {"event":"call.completed","data":{"callId":"cl_01890a5dac96774bbcceb302099a8057","assistantId":"ag_01890a5d0000700080000000000000aa",
        "direction":"outbound","status":"completed","durationSec":142,"endedAt":"2026-05-31T14:24:42.500Z","endedReason":"completed",
        "metadata":{"crm_lead_id":"L-7890","note":"नमस्ते <b>"},"sequence":10}}
        """);

    [Fact]
    public void Calleague_recording_ready() => Check(
        Calleague,
        EventOf(EventTypes.RecordingReady, Completed),
        "recording.ready",
        """
        {"event":"recording.ready","data":{"callId":"cl_01890a5dac96774bbcceb302099a8057","assistantId":"ag_01890a5d0000700080000000000000aa",
        "direction":"outbound","status":"completed","durationSec":142,"endedAt":"2026-05-31T14:24:42.500Z","endedReason":"completed",
        "recordingUrl":"https://calls.example/r/01890a5d-ac96-774b-bcce-b302099a8057",
        "metadata":{"crm_lead_id":"L-7890","note":"नमस्ते <b>"},"sequence":10}}
        """);

    [Theory]
    [InlineData(EventTypes.CallCompleted, "call.completed")]
    [InlineData(EventTypes.CallFailed, "call.failed")]
    [InlineData(EventTypes.CallBusy, "call.failed")]
    [InlineData(EventTypes.CallCanceled, "call.failed")]
    [InlineData(EventTypes.CallNoAnswer, "call.no_answer")]
    [InlineData(EventTypes.ContactCreated, "contact.created")]
    [InlineData(EventTypes.CallAnswered)]
    [InlineData(EventTypes.RecordingReady)]
    public void Cualify_names(string type, params string[] names) => Assert.Equal(names, Cualify.Translate(EventOf(type, Completed)));

    [Fact]
    public void NextNeural_campaign_states_have_its_names() => Check(
        NextNeural,
        EventOf(EventTypes.CampaignLaunched, Completed) with
        {
            SubjectId = "01890a5d-0000-7000-8000-0000000000cc", Data = """{"id":"01890a5d-0000-7000-8000-0000000000cc","name":"Spring","status":"live","runId":"r"}""",
        },
        "campaign.launched",
        """
        {"event":"campaign.launched","fired_at":"2026-05-31T14:24:43.000Z","organisation_uuid":"01890a5d-0000-7000-8000-000000000001","data":{
        "campaign_uuid":"01890a5d-0000-7000-8000-0000000000cc","name":"Spring","status":"active","reason":null,"sequence":10}}
        """);

    [Theory]
    [InlineData(EventTypes.CallAnswered, AnsweredBy.Human, "call.started")]
    [InlineData(EventTypes.CallAnswered, AnsweredBy.Unknown, "call.started")]
    [InlineData(EventTypes.CallAnswered, AnsweredBy.Voicemail)]
    [InlineData(EventTypes.CallCompleted, AnsweredBy.Human, "call.ended")]
    [InlineData(EventTypes.CallCompleted, AnsweredBy.Voicemail, "call.ended", "call.voicemail")]
    [InlineData(EventTypes.CallNoAnswer, null, "call.ended", "call.no_answer")]
    [InlineData(EventTypes.CallFailed, null, "call.ended")]
    [InlineData(EventTypes.CallBusy, null, "call.ended")]
    [InlineData(EventTypes.CallCanceled, null, "call.ended")]
    [InlineData(EventTypes.CallTransferred, AnsweredBy.Human, "call.transferred")]
    [InlineData(EventTypes.CampaignLaunched, null, "campaign.launched")]
    [InlineData(EventTypes.CampaignStopped, null, "campaign.stopped")]
    [InlineData(EventTypes.CampaignCompleted, null, "campaign.completed")]
    [InlineData(EventTypes.ContactCreated, null)]
    [InlineData(EventTypes.RecordingReady, AnsweredBy.Human)]
    public void NextNeural_names(string type, AnsweredBy? by, params string[] names) =>
        Assert.Equal(names, NextNeural.Translate(EventOf(type, Completed with { AnsweredBy = by })));

    [Theory]
    [InlineData(CallStatus.Completed, AnsweredBy.Human, "completed", "completed", "completed", "connected")]
    [InlineData(CallStatus.Completed, AnsweredBy.Voicemail, "completed", "voicemail", "completed", "voicemail")]
    [InlineData(CallStatus.NoAnswer, null, "no-answer", "no-answer", "no-answer", "no-answer")]
    [InlineData(CallStatus.Busy, null, "failed", "busy", "busy", "failed")]
    [InlineData(CallStatus.Failed, null, "failed", "failed", "failed", "failed")]
    [InlineData(CallStatus.Canceled, null, "failed", "canceled", "canceled", "failed")]
    [InlineData(CallStatus.InProgress, AnsweredBy.Human, "in-progress", null, "in-progress", null)]
    [InlineData(CallStatus.Ringing, null, "ringing", null, "ringing", null)]
    [InlineData(CallStatus.Dialing, null, "ringing", null, "dialing", null)]
    [InlineData(CallStatus.Queued, null, "ringing", null, "dialing", null)]
    public void Words_for_states(CallStatus status, AnsweredBy? by, string calleague, string? reason, string nextNeural, string? outcome)
    {
        var call = Completed with { Status = status, AnsweredBy = by };

        Assert.Equal(calleague, CalleagueNames.Status(status));
        Assert.Equal(reason, CalleagueNames.EndedReason(call));
        Assert.Equal(nextNeural, NextNeuralNames.Status(status));
        Assert.Equal(outcome, NextNeuralNames.Outcome(call));
    }

    [Fact]
    public void An_event_type_is_published_when_some_door_can_send_it()
    {
        var types = typeof(EventTypes).GetFields().Where(f => f.IsLiteral).Select(f => (string)f.GetRawConstantValue()!)
            .Except([EventTypes.StreamNamespace, EventTypes.StreamProvider]).ToList();

        Assert.NotEmpty(types);
        Assert.All(types, type => Assert.Equal(
            new IWebhookFormat[] { Cualify, NextNeural, Calleague }.Any(format => format.Translate(EventOf(type, Completed)).Count > 0),
            EventTypes.IsPublished(type)));
    }

    [Fact]
    public void Every_name_can_be_asked_for_and_message_ids_differ()
    {
        foreach (var format in new IWebhookFormat[] { Cualify, NextNeural, Calleague })
        {
            var happened = EventOf(EventTypes.CallNoAnswer, Unanswered);
            var names = format.Translate(happened);

            Assert.Subset(format.Events.ToHashSet(), names.ToHashSet());
            var ids = names.Select(name => MessageId.Of(happened.Id, name, names)).ToList();
            Assert.Equal(MessageId.Of(happened.Id), ids[0]);
            Assert.All(ids, id => Assert.Matches("^evt_[0-9a-f]{32}$", id));
            Assert.Equal(ids.Count, ids.Distinct().Count());
        }
    }

    [Fact]
    public void Only_Cualify_has_headers_of_its_own_and_they_are_signed()
    {
        var secret = new SigningSecret(new byte[32]);
        var at = DateTimeOffset.FromUnixTimeMilliseconds(1700000000123);
        var attempt = new AttemptContext("attempt-1", at, "call.failed", "{}"u8.ToArray(), secret);

        Assert.Empty(NextNeural.Headers(attempt));
        Assert.Empty(Calleague.Headers(attempt));
        Assert.Equal(
            [
                new("x-cualify-event", "call.failed"),
                new("x-cualify-delivery", "attempt-1"),
                new("x-cualify-timestamp", "1700000000123"),
                new("x-cualify-signature", secret.SignCualify(at, "{}"u8)),
            ],
            Cualify.Headers(attempt));
    }

    private static void Check(IWebhookFormat format, EngineEvent happened, string name, string expected)
    {
        string messageId = MessageId.Of(happened.Id, name, format.Translate(happened));

        string body = Encoding.UTF8.GetString(format.Write(happened, name, messageId));

        Assert.Equal(expected.ReplaceLineEndings(""), body);
        Assert.Equal(body, Encoding.UTF8.GetString(format.Write(happened, name, messageId)));
        JsonDocument.Parse(body).Dispose();
    }

    private static EngineEvent EventOf(string type, CallView call) => new(
        "01890a5d-ac96-774b-bcce-b302099a8fff",
        call.TenantId,
        type,
        call.Id,
        Sequence: 5,
        new DateTimeOffset(2026, 5, 31, 14, 24, 43, TimeSpan.Zero),
        CallJson.Write(call));

    private sealed class FixedLinks : IPublicLinks
    {
        public string Recording(string callId) => "https://calls.example" + RecordingPath(callId);

        public string RecordingPath(string callId) => $"/r/{callId}";

        public bool IsRecordingSignature(string callId, string? signature) => false;
    }
}
