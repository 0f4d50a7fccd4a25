using Switchboard.Agents;
using Switchboard.Calls;

namespace Switchboard.Api.Doors.NextNeural;

/// <summary>The examples of the calls' routes.</summary>
internal static class CallExamples
{
    private const string Id = "019aa9b2-6a1c-7d40-8e11-0a1b2c3d4e5f";
    private const string RecordingUrl = $"https://your-server/recordings/{Id}?expires=1790000000&signature=6c1f";
    private static readonly DateTimeOffset Created = new(2026, 5, 31, 14, 22, 11, TimeSpan.Zero);

    public static readonly PlaceCallBody Place = new(
        "+12025550112", CampaignExamples.Id, "Riya Sharma", new RawJson("""{"crm_lead_id":"L-7890"}"""));

    public static readonly PlacedCallBody Placed = new(Id, "dialing", Place.To, CampaignExamples.Id);

    private static readonly CallView Completed = new(
        Id, TenantId: "", CallStatus.Completed, Agent.DemoId, Place.To, From: null, "en-IN", MaxDurationSec: 300, Place.Metadata!.Text,
        ContactId: "019aa9b2-6a00-7b11-a0c1-2d3e4f5a6b7c", CampaignExamples.Id, Attempt: 1, "simulator", "sim_019aa9b26a1c", Created, Created.AddSeconds(1),
        Created.AddSeconds(6), Created.AddSeconds(148), DurationSec: 142, ChargedMinor: 1420, AnsweredBy.Human, "completed", "demo_booked", "positive",
        "demo_scheduled_2026_06_03", "The person booked a visit.", HasRecording: true);

    public static readonly CallListResponse Calls = new([new CallBody(Completed, RecordingUrl)], Total: 1);

    public static readonly CallDetailBody Call = new(
        Completed, RecordingUrl, new Conversation([new Utterance("agent", "Hello, this is Maya, an AI assistant; this call is recorded.", 0.5)], []));
}
