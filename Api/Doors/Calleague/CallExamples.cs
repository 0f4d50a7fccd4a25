using Switchboard.Agents;
using Switchboard.Calls;
using Switchboard.Webhooks;

namespace Switchboard.Api.Doors.Calleague;

/// <summary>The document's examples of calls. The one that is sent can be sent by everybody as it is printed.</summary>
internal static class CallExamples
{
    private const string CallId = "019b7a2e-5d10-7c44-8f2a-6b1e0c93d5f7";
    private static readonly DateTimeOffset Created = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    public static readonly StartCallBody StartCall = new(
        CalleagueNames.AgentId(Agent.DemoId), "+12025550112", new RawJson("""{"orderId":"A-1042"}"""));

    private static readonly CallView Ringing = new(
        CallId, TenantId: "", CallStatus.Queued, Agent.DemoId, StartCall.To, From: null, "en-US", CallLimits.DurationSecDefault, StartCall.Metadata?.Text,
        ContactId: null, CampaignId: null, Attempt: 1, Provider: "simulator", ProviderCallId: null, Created, StartedAt: null, AnsweredAt: null, EndedAt: null,
        DurationSec: 0, ChargedMinor: 0, AnsweredBy: null, EndReason: null, Intent: null, Sentiment: null, Outcome: null, Summary: null, HasRecording: false);

    private static readonly CallView Completed = Ringing with
    {
        Status = CallStatus.Completed,
        StartedAt = Created,
        AnsweredAt = Created.AddSeconds(5),
        EndedAt = Created.AddSeconds(147),
        DurationSec = 142,
        AnsweredBy = AnsweredBy.Human,
        Intent = "demo_booked",
        Sentiment = "positive",
        Summary = "The person agreed to a demo.",
        HasRecording = true,
    };

    public static readonly StartedCall Started = StartedCall.Of(Ringing);

    public static readonly ListResponse<ListedCall> Calls = new(Total: 1, [new ListedCall(Completed)]);

    public static readonly CallDetail Call = new(
        Completed,
        $"https://voice.example.com/recordings/{CallId}.wav?sig=4f1c2a7be09d5836a1b2c3d4e5f60718",
        new Conversation([new Utterance("agent", "Hello, this call is recorded. Is this a good moment?", 0.5), new Utterance("user", "Yes, go ahead.", 4.2)], []));

    public static readonly CallDetail Ending = new(Ringing, recordingUrl: null, conversation: null);
}
