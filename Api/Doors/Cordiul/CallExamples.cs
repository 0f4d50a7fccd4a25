using Switchboard.Agents;
using Switchboard.Calls;

namespace Switchboard.Api.Doors.Cordiul;

/// <summary>The document's examples of calls.</summary>
internal static class CallExamples
{
    private const string CallId = "018cef6b-04c2-7b5e-9a3d-7f1e2c4b6a80";
    private static readonly DateTimeOffset AcceptedAt = new(2024, 1, 9, 20, 0, 0, TimeSpan.Zero);

    public static readonly CreateCallBody Create = new(ContactExamples.Id, ContactExamples.Upsert.PhoneNumber, "+0987654321", AgentId: null);

    private static readonly CallView Initiating = new(
        CallId, TenantId: "", CallStatus.Queued, Agent.DemoId, Create.PhoneNumber, Create.FromNumber, "en-US", CallLimits.DurationSecDefault, Metadata: null,
        ContactExamples.ContactId, CampaignId: null, Attempt: 1, Provider: "simulator", ProviderCallId: null, AcceptedAt, StartedAt: null, AnsweredAt: null,
        EndedAt: null, DurationSec: 0, ChargedMinor: 0, AnsweredBy: null, EndReason: null, Intent: null, Sentiment: null, Outcome: null, Summary: null,
        HasRecording: false);

    private static readonly CallView Completed = Initiating with
    {
        Status = CallStatus.Completed,
        StartedAt = AcceptedAt,
        AnsweredAt = AcceptedAt.AddSeconds(5),
        EndedAt = AcceptedAt.AddSeconds(147),
        DurationSec = 142,
        AnsweredBy = AnsweredBy.Human,
        EndReason = "completed",
        Intent = "demo_booked",
        Sentiment = "positive",
        Summary = "The person agreed to a demo.",
        HasRecording = true,
    };

    public static readonly Envelope<CreatedCall> Created = Envelope.Of(CreatedCall.Of(Initiating));

    public static readonly Envelope<CallsBody> Calls = Envelope.Of(new CallsBody([new ListedCall(Completed)], Total: 1));

    public static readonly Envelope<CallDetail> Call = Envelope.Of(new CallDetail(
        Completed,
        $"https://voice.example.com/recordings/{CallId}.wav?sig=4f1c2a7be09d5836a1b2c3d4e5f60718",
        new Conversation([new Utterance("agent", "Hello, this call is recorded. Is this a good moment?", 0.5), new Utterance("user", "Yes, go ahead.", 4.2)], [])));
}
