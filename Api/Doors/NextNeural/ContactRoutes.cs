using Switchboard.Api.Auth;
using Switchboard.Api.Docs;
using Switchboard.Api.Limits;
using Switchboard.Api.Requests;
using Switchboard.Compliance;
using Switchboard.Contacts;
using Switchboard.Identity;
using Switchboard.Storage;

namespace Switchboard.Api.Doors.NextNeural;

/// <summary><c>/v1/contacts</c> and <c>/api/voice/customers</c>: the same people.</summary>
internal static class ContactRoutes
{
    private const int SearchMax = 200;

    private static readonly QueryParameter[] Filters =
    [
        .. NextNeuralDoor.Pages.Parameters,
        QueryParameter.Text("search", "Only contacts whose name, number or mail address contains this, whatever the case of letters."),
        QueryParameter.Text("tags", "Only contacts with this tag; given several times, with all of them."),
    ];

    private static readonly Refusal NotFound = Refusal.NotFound("Contact not found");
    private static readonly Refusal Exists = Refusal.Conflict("A contact with this phone already exists");
    private static readonly Refusal OtherPhone = Refusal.InvalidField(ContactFields.PhoneField, "identifies the contact and cannot be changed");

    /// <summary>Registers the routes.</summary>
    public static void Map(IEndpointRouteBuilder v1, IEndpointRouteBuilder voice)
    {
        var contacts = v1.MapGroup("/contacts").WithTags("Contacts");
        MapBook(contacts, ContactExamples.Contacts, rows => new ContactListResponse(rows.Rows.Select(ContactBody.Of), rows.Total), Limits.CreateContact, Limits.ChangeContact);
        contacts.MapPost("/bulk", BulkAsync).Requires(Permissions.ContactsWrite).Limited(Limits.BulkContacts)
            .WithSummary("Create or change many contacts")
            .WithDescription(
                $"Up to {BulkContactsBody.RowsMax} rows, each of which is taken or fails by itself. A contact that has the number already gets what the row gives: tags come to "
                + "those that are there, `metadata` is merged. Sending the same rows again changes nothing.")
            .Takes(ContactExamples.Bulk)
            .Answers(StatusCodes.Status200OK, ContactExamples.BulkDone)
            .Refuses(Refusal.InvalidField("contacts", $"must not have more than {BulkContactsBody.RowsMax} items"));
        MapBook(
            voice.MapGroup("/customers").WithTags("Customers"), ContactExamples.Customers,
            rows => new CustomerListResponse(rows.Rows.Select(ContactBody.Of), rows.Total), Limits.Default, Limits.Default);
    }

    private static void MapBook(
        RouteGroupBuilder book, object listExample, Func<ListPage<Contact>, object> list, RateLimit createLimit, RateLimit changeLimit)
    {
        book.MapPost("", CreateAsync).Requires(Permissions.ContactsWrite).Limited(createLimit)
            .WithSummary("Create a contact")
            .WithDescription("201 when it is new. With `overwrite` a contact that has the number already gets what is given, and the answer is 200.")
            .Takes(ContactExamples.Create)
            .Answers(StatusCodes.Status201Created, ContactExamples.Contact)
            .Answers(StatusCodes.Status200OK, ContactExamples.Contact)
            .Refuses(Refusal.InvalidField(ContactFields.PhoneField, ContactFields.PhoneRule), Exists);
        book.MapGet("", (QueryReader query, Caller caller, ContactRegister register) => ListAsync(query, caller, register, list))
            .Requires(Permissions.ContactsRead)
            .WithSummary("List contacts")
            .WithDescription("Newest first, with the number of all that the filter finds.")
            .Query(Filters)
            .Answers(StatusCodes.Status200OK, listExample);
        book.MapGet("/{id}", GetAsync).Requires(Permissions.ContactsRead)
            .WithSummary("A contact")
            .WithDescription("By its `uuid`.")
            .Answers(StatusCodes.Status200OK, ContactExamples.Contact)
            .Refuses(NotFound);
        book.MapPatch("/{id}", ChangeAsync).Requires(Permissions.ContactsWrite).Limited(changeLimit)
            .WithSummary("Change a contact")
            .WithDescription("A field that is left out keeps its value, null clears it. `metadata` is merged into what is there; `tags` replace those that are there.")
            .Takes(ContactExamples.Change)
            .Answers(StatusCodes.Status200OK, ContactExamples.Changed)
            .Refuses(NotFound, OtherPhone);
        book.MapDelete("/{id}", DeleteAsync).Requires(Permissions.ContactsWrite)
            .WithSummary("Delete a contact")
            .WithDescription(
                "The contact, its tags and what was told of it are gone for good. Calls to the number stay, and so does its place in audiences of campaigns: to keep it from being "
                + "called, put it on the do-not-call list.")
            .Answers(StatusCodes.Status200OK, ContactExamples.Deleted)
            .Refuses(NotFound);
    }

    private static async Task<IResult> CreateAsync(Body<CreateContactBody> body, Caller caller, ContactRegister register)
    {
        var wanted = body.Value;
        if (await register.CreateAsync(caller.TenantId, wanted.Phone, wanted.Changes) is { } created)
            return Answer.Created(ContactBody.Of(created));
        return wanted.Overwrite == true
            ? Answer.Ok(ContactBody.Of(await register.UpsertAsync(caller.TenantId, wanted.Phone, wanted.Changes)))
            : Exists;
    }

    private static async Task<IResult> ListAsync(QueryReader query, Caller caller, ContactRegister register, Func<ListPage<Contact>, object> list)
    {
        var paging = NextNeuralDoor.Pages.Read(query);
        var search = query.OptionalText("search", SearchMax);
        var tags = query.Texts("tags", ContactRules.TagsMax, ContactRules.TagMax);
        query.Check();
        return Answer.Ok(list(await register.SearchAsync(caller.TenantId, SearchOf(search), tags, paging.Limit, paging.Offset)));
    }

    private static async Task<IResult> GetAsync(string id, Caller caller, ContactRegister register) =>
        FieldRules.NormaliseId(id) is { } contactId && await register.FindAsync(caller.TenantId, contactId) is { } contact
            ? Answer.Ok(ContactBody.Of(contact))
            : NotFound;

    private static async Task<IResult> ChangeAsync(string id, Body<ChangeContactBody> body, Caller caller, ContactRegister register)
    {
        if (FieldRules.NormaliseId(id) is not { } contactId || await register.FindAsync(caller.TenantId, contactId) is not { } known)
            return NotFound;
        if (body.Value.Phone is { } phone && phone != known.Phone)
            return OtherPhone;
        return await register.ChangeAsync(caller.TenantId, contactId, body.Value.Changes) switch
        {
            null => NotFound,
            { Contact: { } contact } => Answer.Ok(ContactBody.Of(contact)),
            { Fault: var fault } => Refusal.InvalidField(fault!.Field, fault.Rule),
        };
    }

    private static async Task<IResult> DeleteAsync(string id, Caller caller, ContactRemoval removal) =>
        FieldRules.NormaliseId(id) is { } contactId && await removal.RemoveAsync(caller.TenantId, contactId)
            ? Answer.Ok(new DeletedContactResponse(contactId, Deleted: true))
            : NotFound;

    private static async Task<IResult> BulkAsync(
        Body<BulkContactsBody> body, Caller caller, ContactRegister register, CancellationToken cancellationToken)
    {
        var rows = body.Value.Rows;
        var sound = rows.Where(row => row.Fault is null).ToList();
        var outcomes = await register.UpsertManyAsync(caller.TenantId, [.. sound.Select(row => row.Upsert)], cancellationToken);
        var faults = sound.Zip(outcomes, (row, outcome) => (row, Fault: outcome.Fault?.ToString()))
            .Concat(rows.Where(row => row.Fault is not null).Select(row => (row, row.Fault)))
            .Where(each => each.Fault is not null)
            .OrderBy(each => each.row.Index)
            .Select(each => new FailedBulkRow(each.row.Index, each.row.Phone, each.Fault!));
        return Answer.Ok(new BulkContactsResponse(
            outcomes.Count(outcome => outcome.IsNew), outcomes.Count(outcome => outcome is { IsNew: false, Fault: null }), [.. faults]));
    }

    // A plus that was not escaped arrives as a blank.
    private static string? SearchOf(string? text) => string.IsNullOrWhiteSpace(text)
        ? null
        : text is [' ', >= '0' and <= '9', ..] ? $"+{text.AsSpan(1)}" : text;
}
