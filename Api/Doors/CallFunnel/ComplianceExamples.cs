namespace Switchboard.Api.Doors.CallFunnel;

/// <summary>The examples of the routes of compliance. Those that are sent can be sent by everybody as they are printed.</summary>
internal static class ComplianceExamples
{
    private const string Phone = "+919812345678";
    private static readonly DateTimeOffset Noted = new(2026, 5, 25, 9, 15, 0, TimeSpan.Zero);

    public static readonly AddDncRequest Add = new(Phone, "asked by mail");
    public static readonly ImportDncRequest Import = new([new ImportDncRow(Phone, "asked by mail"), new ImportDncRow("+12025550199", Reason: null)]);

    public static readonly AttestConsentRequest Attest = new(
        "Everybody on the list ticked the box in our sign-up form.", TcpaSenderId: null, DpdpConsentMethod: "web_form");

    private static readonly DncEntryBody Entry = new("019aa9e2-41b0-7d52-8e13-9c0d1e2f3a4b", Phone, Add.Reason, "manual", Noted);

    public static readonly DncListResponse List = new([Entry], Total: 1, Limit: 100, Offset: 0);
    public static readonly DncAddedResponse Added = new(Entry);
    public static readonly DncDeletedResponse Deleted = new(Phone);
    public static readonly DncCheckResponse Checked = new(Phone, OnDnc: true, OnNcpr: false, InCooldown: false, WouldBeFiltered: true);
    public static readonly DncImportedResponse Imported = new(Added: 2, SkippedExisting: 0, SkippedInvalid: 0);

    public static readonly WorkflowComplianceBody Attested = new(
        Attest.ConsentAttestationText, "019aa9af-3c55-7be1-a4d2-6f0e8b7c9d10", Noted, Attest.TcpaSenderId, Attest.DpdpConsentMethod);
}
