using Orleans;
using Switchboard.Agents;
using Switchboard.Api.Auth;
using Switchboard.Api.Docs;
using Switchboard.Api.Recordings;
using Switchboard.Api.Requests;
using Switchboard.Calls;
using Switchboard.Contacts;
using Switchboard.Identity;

namespace Switchboard.Api.Doors.Cordiul;

/// <summary><c>/calls</c>: create one, list them, look at one.</summary>
internal static class CallRoutes
{
    private const string UnknownContact = "contact_id is not one of your contacts.";
    private const string UnknownAgent = "agent_id is not one of your active voice agents.";

    /// <summary>Registers the routes.</summary>
    public static void Map(RouteGroupBuilder calls)
    {
        calls.WithTags("Calls");
        calls.MapPost("/create", CreateAsync).Requires(Permissions.CallsWrite)
            .WithSummary("Create a call")
            .WithDescription(
                "Calls the number for one of your contacts, in the language that the contact prefers. Put in a `contact_id` of `GET /api/contacts` or of the answer of "
                + "`POST /api/contacts`.")
            .Takes(CallExamples.Create)
            .Answers(StatusCodes.Status200OK, CallExamples.Created)
            .Refuses(
            [
                Refusal.InvalidField("phone_number", FieldRules.PhoneRule),
                Refusal.NotFound(UnknownContact),
                .. Enum.GetValues<PlaceCallRefusal>().Where(reason => reason != PlaceCallRefusal.IdInUse).Select(Refused),
            ]);
        calls.MapGet("/list", ListAsync).Requires(Permissions.CallsRead)
            .WithSummary("List calls")
            .WithDescription("Newest first. `total` counts all calls that match, however many are in the answer.")
            .Query(
            [
                .. CordiulDoor.Pages.Parameters,
                QueryParameter.OneOf("status", "Only calls with this status.", CordiulNames.Statuses),
                QueryParameter.Text("contact_id", "Only calls for this contact."),
                QueryParameter.Text("from", "Only calls accepted then or later: ISO 8601."),
                QueryParameter.Text("to", "Only calls accepted then or earlier: ISO 8601; a day counts as a whole."),
            ])
            .Answers(StatusCodes.Status200OK, CallExamples.Calls);
        calls.MapGet("/{id}", GetAsync).Requires(Permissions.CallsRead)
            .WithSummary("Look at a call")
            .WithDescription("Not on Cordiul's page. What the list shows, and what was said once the call has completed, with a link to the recording.")
            .Answers(StatusCodes.Status200OK, CallExamples.Call);
    }

    private static async Task<IResult> CreateAsync(
        Body<CreateCallBody> body, Caller caller, ContactRegister contacts, IGrainFactory grains, TimeProvider time)
    {
        var wanted = body.Value;
        if (FieldRules.NormaliseId(wanted.ContactId, CordiulNames.ContactPrefix) is not { } contactId
            || await contacts.FindAsync(caller.TenantId, contactId) is not { } contact)
        {
            return Refusal.NotFound(UnknownContact);
        }

        // Cordiul has no voice agents; the one that every account starts with is always there.
        if (FieldRules.NormaliseId(wanted.AgentId ?? Agent.DemoId, CordiulNames.AgentPrefix) is not { } agentId)
            return Refusal.NotFound(UnknownAgent);
        var id = Guid.CreateVersion7(time.GetUtcNow()).ToString();
        var result = await grains.GetGrain<ICallGrain>(id).Place(new PlaceCall(
            caller.TenantId, agentId, wanted.PhoneNumber, wanted.FromNumber, contact.LanguagePref, CallLimits.DurationSecDefault, Metadata: null, contact.Id));
        return result.Call is { } call ? Answer.Ok(Envelope.Of(CreatedCall.Of(call))) : Refused(result.Refusal!.Value);
    }

    private static async Task<IResult> ListAsync(QueryReader query, Caller caller, CallRegister register)
    {
        var paging = CordiulDoor.Pages.Read(query);
        var filter = new CallFilter
        {
            Statuses = CordiulNames.StatesOf(query.OptionalOneOf("status", CordiulNames.Statuses.AsSpan())),
            ContactId = query.OptionalId("contact_id", CordiulNames.ContactPrefix),
            From = query.OptionalInstant("from"),
            Before = query.OptionalEnd("to"),
        };
        query.Check();
        var page = await register.PageAsync(caller.TenantId, filter, paging.Limit, paging.Offset);
        return Answer.Ok(Envelope.Of(new CallsBody([.. page.Rows.Select(call => new ListedCall(call))], page.Total)));
    }

    private static async Task<IResult> GetAsync(string id, Caller caller, CallRegister register, RecordingLinks recordings)
    {
        if (FieldRules.NormaliseId(id, CordiulNames.CallPrefix) is not { } callId || await register.FindAsync(caller.TenantId, callId) is not { } call)
            return Refusal.NotFound("You have no call with this id.");
        var conversation = call.Status == CallStatus.Completed ? await register.FindConversationAsync(caller.TenantId, callId) : null;
        return Answer.Ok(Envelope.Of(new CallDetail(call, recordings.Of(call), conversation)));
    }

    private static Refusal Refused(PlaceCallRefusal reason) => reason switch
    {
        PlaceCallRefusal.UnknownAgent => Refusal.NotFound(UnknownAgent),
        PlaceCallRefusal.InsufficientFunds => new(
            RefusalKind.InsufficientFunds, $"Your balance does not cover {CallLimits.DurationSecDefault} seconds of conversation. Top up and try again."),
        PlaceCallRefusal.NoActivePlan => new(RefusalKind.Forbidden, "Your account has no active plan."),
        PlaceCallRefusal.Suspended => new(RefusalKind.Forbidden, "Your account is suspended."),
        PlaceCallRefusal.OnDoNotCallList => new(RefusalKind.Forbidden, "phone_number is on your do-not-call list (DNC)."),
        PlaceCallRefusal.OnNationalRegistry => new(RefusalKind.Forbidden, "phone_number is on the national do-not-call registry (NCPR)."),
        PlaceCallRefusal.FromNumberNotOwned => new(RefusalKind.Forbidden, "from_number must be one of your numbers."),
        _ => throw new InvalidOperationException($"A new call was refused as {reason}."),
    };
}
