using Switchboard.Api.Auth;
using Switchboard.Api.Docs;
using Switchboard.Api.Requests;
using Switchboard.Contacts;
using Switchboard.Identity;

namespace Switchboard.Api.Doors.Cordiul;

/// <summary><c>/contacts</c>, which Cordiul's page does not show: where the <c>contact_id</c> of a call comes from.</summary>
internal static class ContactRoutes
{
    private const string Addition = "Not on Cordiul's page.";

    /// <summary>Registers the routes.</summary>
    public static void Map(RouteGroupBuilder contacts)
    {
        contacts.WithTags("Contacts");
        contacts.MapPost("", UpsertAsync).Requires(Permissions.ContactsWrite)
            .WithSummary("Create or change a contact")
            .WithDescription($"{Addition} Idempotent on `phone_number`. A field that is left out keeps its value, null clears it.")
            .Takes(ContactExamples.Upsert)
            .Answers(StatusCodes.Status200OK, ContactExamples.Contact)
            .Refuses(Refusal.InvalidField("phone_number", FieldRules.PhoneRule));
        contacts.MapGet("", ListAsync).Requires(Permissions.ContactsRead)
            .WithSummary("List contacts")
            .WithDescription($"{Addition} Newest first.")
            .Query([.. CordiulDoor.Pages.Parameters, QueryParameter.Text("phone_number", "Only the contact with this number, E.164.")])
            .Answers(StatusCodes.Status200OK, ContactExamples.Contacts);
        contacts.MapGet("/{id}", GetAsync).Requires(Permissions.ContactsRead)
            .WithSummary("Look at a contact")
            .WithDescription(Addition)
            .Answers(StatusCodes.Status200OK, ContactExamples.Contact);
    }

    private static async Task<IResult> UpsertAsync(Body<UpsertContactBody> body, Caller caller, ContactRegister register) =>
        Answer.Ok(Envelope.Of(ContactBody.Of(await register.UpsertAsync(caller.TenantId, body.Value.PhoneNumber, body.Value.Changes))));

    private static async Task<IResult> ListAsync(QueryReader query, Caller caller, ContactRegister register)
    {
        var paging = CordiulDoor.Pages.Read(query);
        var phone = query.OptionalPhone("phone_number");
        query.Check();
        if (phone is null)
        {
            var page = await register.PageAsync(caller.TenantId, consent: null, paging.Limit, paging.Offset);
            return Answer.Ok(Envelope.Of(new ContactsBody([.. page.Rows.Select(ContactBody.Of)], page.Total)));
        }

        ContactBody[] found = await register.FindByPhoneAsync(caller.TenantId, phone) is { } contact ? [ContactBody.Of(contact)] : [];
        return Answer.Ok(Envelope.Of(new ContactsBody([.. found.Skip(paging.Offset)], found.Length)));
    }

    private static async Task<IResult> GetAsync(string id, Caller caller, ContactRegister register) =>
        FieldRules.NormaliseId(id, CordiulNames.ContactPrefix) is { } contactId && await register.FindAsync(caller.TenantId, contactId) is { } contact
            ? Answer.Ok(Envelope.Of(ContactBody.Of(contact)))
            : Refusal.NotFound("You have no contact with this id.");
}
