using System.Collections.Immutable;
using Switchboard.Api.Requests;
using Switchboard.Compliance;

namespace Switchboard.Api.Doors.CallFunnel;

/// <summary>Says whose data is meant.</summary>
/// <param name="ContactIdentifier">A telephone number or a mail address.</param>
public sealed record DsrRequest(string ContactIdentifier) : IRequestBody<DsrRequest>
{
    /// <inheritdoc/>
    public static DsrRequest Read(RequestReader fields) => new(fields.Text("contact_identifier", 254));
}

/// <summary>Everything about a person.</summary>
/// <param name="Bundle">The records.</param>
/// <param name="RecordingsZipUrl">Where the recordings can be fetched, without a key, for an hour; null when there are none.</param>
public sealed record DsrExportResponse(DsrBundleBody Bundle, string? RecordingsZipUrl);

/// <summary>Everything about a person, by kind.</summary>
/// <param name="GeneratedAt">When it was gathered.</param>
/// <param name="Contact">The contact; null when there is none.</param>
/// <param name="OtherContacts">Further contacts with the same mail address, whose records are in the lists too.</param>
/// <param name="Phones">The numbers that the records are about.</param>
/// <param name="Calls">The calls, with what was said.</param>
/// <param name="Timeline">The story of it.</param>
/// <param name="Approvals">What was asked for in calls.</param>
/// <param name="Dnc">Entries on the do-not-call list.</param>
/// <param name="DncRemovals">What was taken off it.</param>
/// <param name="Audiences">Places in workflows' audiences.</param>
/// <param name="RejectedRows">Rows of uploads that were not accepted.</param>
/// <param name="Decisions">Why runs called or did not.</param>
/// <param name="LastCampaignCalls">The last calls by workflows, which keep others from calling for a time.</param>
/// <param name="WebhookDeliveries">What was sent about the person to your webhook endpoints.</param>
public sealed record DsrBundleBody(
    DateTimeOffset GeneratedAt,
    ContactPayload? Contact,
    IEnumerable<ContactPayload> OtherContacts,
    IEnumerable<string> Phones,
    IEnumerable<DsrCallBody> Calls,
    IEnumerable<TimelineEventBody> Timeline,
    IEnumerable<DsrApprovalBody> Approvals,
    IEnumerable<DncEntryBody> Dnc,
    IEnumerable<DsrDncRemovalBody> DncRemovals,
    IEnumerable<DsrAudienceBody> Audiences,
    IEnumerable<DsrRejectedRowBody> RejectedRows,
    IEnumerable<DsrDecisionBody> Decisions,
    IEnumerable<DsrLastCallBody> LastCampaignCalls,
    IEnumerable<DsrDeliveryBody> WebhookDeliveries)
{
    internal static DsrBundleBody Of(ImmutableArray<SubjectRecords> people, DateTimeOffset now)
    {
        var contacts = people.Select(person => person.Subject.Contact).OfType<Contacts.Contact>().Select(ContactPayload.Of).ToList();
        return new(
            now,
            contacts.FirstOrDefault(),
            contacts.Skip(1),
            people.Select(person => person.Subject.Phone),
            people.SelectMany(person => person.Calls.Select(call => DsrCallBody.Of(call, person.Conversations.GetValueOrDefault(call.Id)))),
            people.SelectMany(person => person.Timeline).OrderByDescending(entry => entry.At).Select(TimelineEventBody.Of),
            people.SelectMany(person => person.Approvals).Select(DsrApprovalBody.Of),
            people.Select(person => person.Listed).OfType<DncEntry>().Select(DncEntryBody.Of),
            people.SelectMany(person => person.Removals).Select(DsrDncRemovalBody.Of),
            people.SelectMany(person => person.Audiences).Select(DsrAudienceBody.Of),
            people.SelectMany(person => person.Rejections).Select(row => new DsrRejectedRowBody(row.UploadId, row.Line, row.Reason)),
            people.SelectMany(person => person.Decisions).Select(DsrDecisionBody.Of),
            people.Select(person => person.LastCampaignCall).OfType<LastCampaignCall>().Select(last => new DsrLastCallBody(last.CampaignId, last.CalledAt)),
            people.SelectMany(person => person.Deliveries).Select(DsrDeliveryBody.Of));
    }
}

/// <summary>What an erasure did.</summary>
/// <param name="Erased">Records that are gone, or whose every word about the person is, by table.</param>
/// <param name="Pseudonymised">Records that are kept for the audit, with a pseudonym in place of the number, by table.</param>
public sealed record DsrEraseResponse(IReadOnlyDictionary<string, long> Erased, IReadOnlyDictionary<string, long> Pseudonymised)
{
    internal static DsrEraseResponse Of(ErasureReport report) => new(report.Erased, report.Pseudonymised);
}
