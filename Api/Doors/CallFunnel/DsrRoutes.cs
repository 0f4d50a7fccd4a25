using System.Collections.Immutable;
using Switchboard.Api.Auth;
using Switchboard.Api.Docs;
using Switchboard.Api.Hosting;
using Switchboard.Api.Recordings;
using Switchboard.Api.Requests;
using Switchboard.Compliance;
using Switchboard.Identity;

namespace Switchboard.Api.Doors.CallFunnel;

/// <summary>Requests of data subjects (DPDP, GDPR): <c>dsr/*</c>.</summary>
internal static class DsrRoutes
{
    private const string Identifier = "contact_identifier";
    private const string IdentifierRule = "must be a telephone number or a mail address";

    private static readonly Refusal CallUnderWay =
        Refusal.Conflict("A call to this person is to be placed or under way. Ask again when it has ended.") with { Code = "CALL_UNDER_WAY" };

    public static void Map(IEndpointRouteBuilder api)
    {
        var dsr = api.MapGroup("/dsr").WithTags("Data subjects");
        dsr.MapPost("/export", Export).Requires(Permissions.ContactsRead | Permissions.CallsRead | Permissions.ComplianceRead)
            .WithSummary("Everything about a contact")
            .WithDescription("""
                All that is stored about the person: the contact, calls with what was said, approvals, the do-not-call list, audiences, decisions and what was sent to
                webhooks. `recordings_zip_url` is a link to a zip file with the recordings and a list of them; it is made while it is fetched, and works for an hour.
                """)
            .Takes(DsrExamples.Request)
            .Answers(StatusCodes.Status200OK, DsrExamples.Exported)
            .Refuses(Refusal.InvalidField(Identifier, IdentifierRule));
        dsr.MapPost("/erase", Erase).Requires(Permissions.Admin)
            .WithSummary("Erase a contact")
            .WithDescription("""
                Deletes the contact, what was said in calls, recordings, approvals' reasons, places in audiences and webhooks' logs, in the database and in its files.
                Calls, charges, decisions and events stay with a pseudonym in place of the number, so that counts and sums still balance. A number on your
                do-not-call list stays on it in a form that nobody can read. The answer counts what was done; asking again does what was left to do by a crash.
                """)
            .Takes(DsrExamples.Request)
            .Answers(StatusCodes.Status200OK, DsrExamples.Erased)
            .Refuses(Refusal.InvalidField(Identifier, IdentifierRule), CallUnderWay);
    }

    private static async Task<IResult> Export(
        Body<DsrRequest> body, Caller caller, HttpRequest request, DataSubjects subjects, SubjectExport export, RecordingArchives archives, PublicAddress address,
        TenantRegister tenants, TimeProvider time)
    {
        if (await ReadIdentifierAsync(body.Value, caller, tenants) is not { } who)
            return InvalidIdentifier;
        var people = ImmutableArray.CreateBuilder<SubjectRecords>();
        foreach (var subject in await subjects.FindAsync(caller.TenantId, who))
            people.Add(await export.CollectAsync(subject));
        var archive = people.Any(person => !person.Recorded.IsEmpty) ? address.Of(request) + archives.PathOf(caller.TenantId, who) : null;
        return Answer.Ok(new DsrExportResponse(DsrBundleBody.Of(people.ToImmutable(), time.GetUtcNow()), archive));
    }

    private static async Task<IResult> Erase(Body<DsrRequest> body, Caller caller, PersonErasure erasure, TenantRegister tenants)
    {
        if (await ReadIdentifierAsync(body.Value, caller, tenants) is not { } who)
            return InvalidIdentifier;
        return await erasure.EraseAsync(caller.TenantId, who, caller.Id) is { } report ? Answer.Ok(DsrEraseResponse.Of(report)) : CallUnderWay;
    }

    /// <summary>A number in E.164 or a mail address; null when it is neither.</summary>
    private static async Task<string?> ReadIdentifierAsync(DsrRequest wanted, Caller caller, TenantRegister tenants)
    {
        var text = wanted.ContactIdentifier;
        if (text.Contains('@', StringComparison.Ordinal))
            return FieldRules.IsEmail(text) ? text : null;
        return PhoneInput.Read(text, await PhoneInput.CountryOfAsync(caller.TenantId, tenants));
    }

    private static Refusal InvalidIdentifier => Refusal.InvalidField(Identifier, IdentifierRule);
}
