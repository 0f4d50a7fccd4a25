using Switchboard.Api.Auth;
using Switchboard.Api.Docs;
using Switchboard.Api.Requests;
using Switchboard.Contacts;
using Switchboard.Identity;

namespace Switchboard.Api.Doors.Cualify;

/// <summary><c>/contacts</c>: keep the contact book in step with another system.</summary>
internal static class ContactRoutes
{
    /// <summary>Registers the routes.</summary>
    public static void Map(IEndpointRouteBuilder api)
    {
        var contacts = api.MapGroup("/contacts").WithTags("Contacts");
        contacts.MapPost("", UpsertAsync).Requires(Permissions.ContactsWrite)
            .WithSummary("Create or change a contact")
            .WithDescription("Idempotent on `phone_e164`. A field that is left out keeps its value, null clears it, `metadata` is replaced as a whole.")
            .Takes(Examples.UpsertContact)
            .Answers(StatusCodes.Status200OK, Examples.UpsertedContact)
            .Refuses(Refusal.InvalidField("phone_e164", FieldRules.PhoneRule));
        contacts.MapGet("", ListAsync).Requires(Permissions.ContactsRead)
            .WithSummary("List contacts")
            .WithDescription("Newest first. Filter by `consent_capture` for those you may call.")
            .Query([.. CualifyDoor.Pages.Parameters, QueryParameter.OneOf("consent_capture", "Only contacts with this consent.", ConsentCaptureNames.All)])
            .Answers(StatusCodes.Status200OK, Examples.Contacts);
    }

    private static async Task<IResult> UpsertAsync(Body<UpsertContactBody> body, Caller caller, ContactRegister register)
    {
        var contact = await register.UpsertAsync(caller.TenantId, body.Value.PhoneE164, body.Value.Changes);
        return Answer.Ok(new Single<ContactBody>(ContactBody.Of(contact)));
    }

    private static async Task<IResult> ListAsync(QueryReader query, Caller caller, ContactRegister register)
    {
        var paging = CualifyDoor.Pages.Read(query);
        var consent = ConsentCaptureNames.Parse(query.OptionalOneOf("consent_capture", ConsentCaptureNames.All.AsSpan()));
        query.Check();
        var page = await register.PageAsync(caller.TenantId, consent, paging.Limit, paging.Offset);
        return Answer.Ok(Paged<ContactBody>.Of(paging, [.. page.Rows.Select(ContactBody.Of)], page.Total));
    }
}
