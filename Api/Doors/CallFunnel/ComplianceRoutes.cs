using Switchboard.Api.Auth;
using Switchboard.Api.Docs;
using Switchboard.Api.Requests;
using Switchboard.Campaigns;
using Switchboard.Compliance;
using Switchboard.Contacts;
using Switchboard.Identity;

namespace Switchboard.Api.Doors.CallFunnel;

/// <summary>The do-not-call list and consent: <c>dnc/*</c> and <c>workflows/{id}/compliance</c>.</summary>
internal static class ComplianceRoutes
{
    private const int ListDefault = 100;
    private const int ListMax = 1000;
    private const int OffsetMax = 100_000_000;
    private const string PhoneParameter = "phone_e164";

    private static readonly Refusal NotListed = Refusal.NotFound("This number is not on your do-not-call list.");

    public static void Map(IEndpointRouteBuilder api)
    {
        MapList(api.MapGroup("/dnc").WithTags("Compliance"));
        api.MapPut("/workflows/{id}/compliance", Attest).RequiresUser().WithTags("Compliance")
            .WithSummary("Attest consent for a workflow")
            .WithDescription(
                "A logged-in person gives their word that the audience agreed to be called (TCPA, DPDP, GDPR); without it the workflow does not run. The last "
                + "attestation is in force, and each one stays in the audit trail.")
            .Takes(ComplianceExamples.Attest)
            .Answers(StatusCodes.Status200OK, ComplianceExamples.Attested)
            .Refuses(Refusal.InvalidField("consent_attestation_text", "is required"), WorkflowRoutes.IsLive, WorkflowRoutes.IsRetired);
    }

    private static void MapList(RouteGroupBuilder dnc)
    {
        dnc.MapGet("", List).Requires(Permissions.ComplianceRead)
            .WithSummary("Your do-not-call list")
            .WithDescription("The latest first. A number on it is called by nobody of yours: by no campaign and by no single call, at no door.")
            .Query(
                QueryParameter.Whole("limit", "Entries on the page.", 1, ListMax, ListDefault),
                QueryParameter.Whole("offset", "Entries to pass over.", 0, OffsetMax, 0))
            .Answers(StatusCodes.Status200OK, ComplianceExamples.List);
        dnc.MapPost("/add", Add).Requires(Permissions.ComplianceWrite)
            .WithSummary("Put a number on the list")
            .WithDescription("One that is there already gets the new time and the new reason. It counts from the moment of the answer.")
            .Takes(ComplianceExamples.Add)
            .Answers(StatusCodes.Status200OK, ComplianceExamples.Added)
            .Refuses(Refusal.InvalidField(PhoneParameter, FieldRules.PhoneRule));
        dnc.MapDelete("/{phone_e164}", Remove).Requires(Permissions.ComplianceWrite)
            .WithSummary("Take a number off the list")
            .WithDescription("Escape the leading plus: `/dnc/%2B919812345678`. That it was there, and who took it off, stays in the contact's timeline.")
            .Answers(StatusCodes.Status200OK, ComplianceExamples.Deleted)
            .Refuses(NotListed, InvalidPhone());
        dnc.MapGet("/check", Check).Requires(Permissions.ComplianceRead)
            .WithSummary("Would a number be filtered?")
            .WithDescription("Tests a number against your do-not-call list, India's registry (NCPR) and the cool-down of your campaigns. Nobody is called.")
            .Query(QueryParameter.Text(PhoneParameter, "The number."))
            .Answers(StatusCodes.Status200OK, ComplianceExamples.Checked);
        dnc.MapPost("/import", Import).Requires(Permissions.ComplianceWrite).Upload()
            .WithSummary("Import a list")
            .WithDescription($"""
                A CSV file in the form's field `file`, or JSON. The column with the numbers is guessed by its header (phone, mobile, number, …), and so is one with
                reasons, of which the first {DncRegister.ReasonMax} characters are kept. Numbers on the list already keep their entries. Up to {DncImport.RowsMax} rows; a file that cannot be read to its end changes nothing.
                """)
            .WithMetadata(new BodyMetadata(typeof(ImportDncRequest)))
            .Takes(ComplianceExamples.Import)
            .Answers(StatusCodes.Status200OK, ComplianceExamples.Imported)
            .Refuses(Refusal.InvalidField(Requests.Upload.FileField, "is empty"));
    }

    private static async Task<IResult> List(QueryReader query, Caller caller, DncRegister dnc)
    {
        var limit = query.Int("limit", ListDefault, 1, ListMax);
        var offset = query.Int("offset", 0, 0, OffsetMax);
        query.Check();
        var page = await dnc.PageAsync(caller.TenantId, limit, offset);
        return Answer.Ok(new DncListResponse(page.Select(DncEntryBody.Of), await dnc.CountAsync(caller.TenantId), limit, offset));
    }

    private static async Task<IResult> Add(Body<AddDncRequest> body, Caller caller, DncRegister dnc) => Answer.Ok(
        new DncAddedResponse(DncEntryBody.Of(await dnc.AddAsync(caller.TenantId, body.Value.PhoneE164, body.Value.Reason))));

    // The parameter is named as its field in errors is, which a C# name could not be.
    private static async Task<IResult> Remove(
        [Microsoft.AspNetCore.Mvc.FromRoute(Name = PhoneParameter)] string phone, Caller caller, DncRegister dnc)
    {
        if (!PhoneNumber.IsE164(phone))
            return InvalidPhone();
        return await dnc.RemoveAsync(caller.TenantId, phone, caller.Id) ? Answer.Ok(new DncDeletedResponse(phone)) : NotListed;
    }

    private static async Task<IResult> Check(
        QueryReader query, Caller caller, DncRegister dnc, NationalRegistry registry, CooldownRegister cooldown)
    {
        var phone = query.OptionalPhone(PhoneParameter);
        query.Check();
        if (phone is null)
            return Refusal.Invalid(RefusalKind.InvalidParameter, [new FieldError(PhoneParameter, "is required")]);
        var onDnc = await dnc.FindAsync(caller.TenantId, phone) is not null;
        var onNcpr = registry.Contains(phone);
        var inCooldown = (await cooldown.FindAsync(caller.TenantId, [phone], campaignId: null)).Contains(phone);
        return Answer.Ok(new DncCheckResponse(phone, onDnc, onNcpr, inCooldown, onDnc || onNcpr || inCooldown));
    }

    private static async Task<IResult> Import(
        Upload upload, Caller caller, DncRegister dnc, TenantRegister tenants, CancellationToken cancellationToken)
    {
        var country = await PhoneInput.CountryOfAsync(caller.TenantId, tenants);
        return Answer.Ok(DncImportedResponse.Of(await DncImport.RunAsync(upload, caller.TenantId, country, dnc, cancellationToken)));
    }

    private static async Task<IResult> Attest(string id, Body<AttestConsentRequest> body, UserCaller caller, ConsentAttestations attestations)
    {
        if (FieldRules.NormaliseId(id, WorkflowRoutes.IdPrefix) is not { } campaignId)
            return WorkflowRoutes.NotFound();
        var result = await attestations.AttestAsync(new AttestConsent(
            caller.TenantId, campaignId, caller.UserId, body.Value.ConsentAttestationText, body.Value.TcpaSenderId, body.Value.DpdpConsentMethod));
        return result.Refusal switch
        {
            null => Answer.Ok(WorkflowComplianceBody.Of(result.Campaign!.Consent)),
            CampaignRefusal.Live => WorkflowRoutes.IsLive,
            CampaignRefusal.Retired => WorkflowRoutes.IsRetired,
            _ => WorkflowRoutes.NotFound(),
        };
    }

    private static Refusal InvalidPhone() => Refusal.Invalid(RefusalKind.InvalidParameter, [new FieldError(PhoneParameter, FieldRules.PhoneRule)]);
}
