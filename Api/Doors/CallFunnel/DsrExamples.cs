namespace Switchboard.Api.Doors.CallFunnel;

/// <summary>The examples of data subjects' requests.</summary>
internal static class DsrExamples
{
    private static readonly DateTimeOffset Now = new(2026, 5, 26, 9, 0, 0, TimeSpan.Zero);

    public static readonly DsrRequest Request = new("riya@example.com");

    private static readonly ContactPayload Contact = new(
        "019aa9e0-1a2b-7c3d-8e4f-5a6b7c8d9e0f", "+12025550112", "Riya Sharma", Request.ContactIdentifier, "en-US", Metadata: null, "website_form", ["trial"],
        Now.AddDays(-2), Now.AddDays(-2));

    public static readonly DsrExportResponse Exported = new(
        new DsrBundleBody(
            Now, Contact, [], [Contact.PhoneE164],
            [
                new DsrCallBody(
                    TimelineExamples.Call, TimelineExamples.WorkflowId, TimelineExamples.RunId, TimelineExamples.CalledAt.AddSeconds(-1), "en-US", Metadata: null,
                    [new DsrLineBody("agent", "Hello, this is an AI assistant; this call is recorded.", 0.4)], [new DsrMarkBody("disclosure-played", 0.4, null)]),
            ],
            TimelineExamples.Timeline.Events, [], [], [], [], [], [], [], []),
        "https://voice.example.com/recordings/export.zip?token=…");

    public static readonly DsrEraseResponse Erased = new(
        new Dictionary<string, long> { ["contacts"] = 1, ["conversations"] = 1, ["targets"] = 1 },
        new Dictionary<string, long> { ["calls"] = 1, ["decisions"] = 2, ["events"] = 6 });
}
