namespace Switchboard.Api.Doors.NextNeural;

/// <summary>The examples of live calls.</summary>
internal static class TransferExamples
{
    private const string CallId = "019aa9b2-6a1c-7d3f-9a54-0c2f5be1d7a8";

    public static readonly TransferBody Transfer = new(Target: null, Queue: "sales");

    public static readonly TransferredCall Transferred = new(CallId, "in-progress", TransferInitiated: true, "+12025550143", "sales", "Maria");

    public static readonly SteeredCall Ended = new(CallId, "in-progress");

    public static readonly RawJson Metadata = new("""{"disposition":"qualified","crm":{"deal_id":"D-1042","stage":"demo"}}""");

    public static readonly CallMetadata Merged = new(CallId, new RawJson("""{"crm_lead_id":"L-7890","disposition":"qualified","crm":{"deal_id":"D-1042","stage":"demo"}}"""));

    public static readonly PersonBody Person = new("sales", "Maria", "+12025550143", Available: true);

    public static readonly PersonResponse PersonSet = new("sales", "Maria", "+12025550143", Available: true);

    public static readonly RemovedPerson PersonRemoved = new("sales", "Maria", Removed: true);

    public static readonly AvailabilityResponse Availability = new([new QueueAvailability("sales", Available: 1, Busy: 2)], Available: 1);
}
