using Switchboard.Agents;
using Switchboard.Calls;
using Switchboard.Contacts;

namespace Switchboard.Api.Doors.Cualify;

/// <summary>The examples of the document. Those that are sent can be sent by everybody as they are printed.</summary>
internal static class Examples
{
    private const string CallId = "019aa9b2-6a1c-7d3f-9a54-0c2f5be1d7a8";
    private const string ContactId = "019aa9b0-12de-7a01-8c77-3b9d4e6f1a20";
    private const string WebhookId = "019aa9b1-0c44-7e12-b3a8-5f60718293a4";
    private const string RecordingUrl = $"https://voice.example.com/recordings/{CallId}.wav?sig=4f1c2a7be09d5836a1b2c3d4e5f60718";
    private static readonly DateTimeOffset Created = new(2026, 5, 31, 14, 22, 11, TimeSpan.Zero);

    public static readonly PlaceCallBody PlaceCall = new(
        Agent.DemoId, "+12025550112", FromE164: null, Language: null, MaxDurationSec: 300, new RawJson("""{"crm_lead_id":"L-7890"}"""));

    public static readonly UpsertContactBody UpsertContact = new(
        "+12025550100", "Riya Sharma", "riya@example.com", "hi-IN", new RawJson("""{"lead_source":"google_ads"}"""), ConsentCapture.WebsiteForm);

    private static readonly ContactBody Contact = new(
        ContactId, UpsertContact.PhoneE164, UpsertContact.Name, UpsertContact.Email, UpsertContact.LanguagePref, UpsertContact.Metadata,
        UpsertContact.ConsentCapture, Created, Created);

    private static readonly CallView Queued = new(
        CallId, TenantId: "", CallStatus.Queued, PlaceCall.AgentId, PlaceCall.ToE164, PlaceCall.FromE164, "en-IN", MaxDurationSec: 300,
        PlaceCall.Metadata?.Text, ContactId: null, CampaignId: null, Attempt: 1, Provider: "simulator", ProviderCallId: "sim_019aa9b26a1c", Created,
        StartedAt: null, AnsweredAt: null, EndedAt: null, DurationSec: 0, ChargedMinor: 0, AnsweredBy: null, EndReason: null, Intent: null,
        Sentiment: null, Outcome: null, Summary: null, HasRecording: false);

    private static readonly CallView Completed = Queued with
    {
        Status = CallStatus.Completed,
        StartedAt = Created,
        AnsweredAt = Created.AddSeconds(5),
        EndedAt = Created.AddSeconds(147),
        DurationSec = 142,
        ChargedMinor = 1420,
        AnsweredBy = AnsweredBy.Human,
        EndReason = "completed",
        Intent = "demo_booked",
        Sentiment = "positive",
        Outcome = "demo_scheduled_2026_06_03",
        HasRecording = true,
    };

    private static readonly Conversation Spoken = new(
        [new Utterance("agent", "Hello, this call is recorded. Am I speaking with Riya?", 0.5), new Utterance("user", "Yes, speaking.", 4.2)],
        [new TimelineMark("disclosure-played", 0.5, null), new TimelineMark("intent-detected", 120, "demo_booked")]);

    public static readonly Single<PlacedCall> Placed = new(PlacedCall.Of(Queued));

    public static readonly Paged<ListedCall> Calls = Paged<ListedCall>.Of(OffsetPages.First, [new ListedCall(Completed, RecordingUrl)], total: 1);

    public static readonly Single<CallDetail> Call = new(new CallDetail(Completed, RecordingUrl, Spoken, timeScale: 1));

    public static readonly Single<ContactBody> UpsertedContact = new(Contact);

    public static readonly Paged<ContactBody> Contacts = Paged<ContactBody>.Of(OffsetPages.First, [Contact], total: 1);

    public static readonly RegisterWebhookBody RegisterWebhook = new(
        "https://your-app.com/cualify-webhook", ["call.completed", "call.failed", "call.no_answer", "contact.created"]);

    public static readonly RegisteredWebhook RegisteredWebhook = new(
        new NewWebhook(WebhookId, RegisterWebhook.Url, RegisterWebhook.Events, Active: true, Created),
        Secret: "8f1d0c5be2a94736d80a1f2e3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69",
        StandardWebhooksSecret: "whsec_jx0MW+KpRzbYCh8uPEtaaXiHlqW0w9Lh8A8eLTxLWmk=");

    public static readonly Single<IEnumerable<ListedWebhook>> Webhooks = new(
    [
        new ListedWebhook(
            WebhookId, RegisterWebhook.Url, RegisterWebhook.Events, Active: true, Created, LastDeliveryAt: Created.AddSeconds(148), LastStatus: 200),
    ]);

    public static readonly Single<RemovedWebhook> RemovedWebhook = new(new RemovedWebhook(WebhookId, Deleted: true));
}
