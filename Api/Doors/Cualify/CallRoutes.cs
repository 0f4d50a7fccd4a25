using System.Collections.Immutable;
using Orleans;
using Switchboard.Api.Auth;
using Switchboard.Api.Docs;
using Switchboard.Api.Recordings;
using Switchboard.Api.Requests;
using Switchboard.Calls;
using Switchboard.Carriers;
using Switchboard.Identity;

namespace Switchboard.Api.Doors.Cualify;

/// <summary><c>/calls</c>: place one, list them, look at one.</summary>
internal static class CallRoutes
{
    private static readonly ImmutableArray<string> StatusNames = [.. Enum.GetValues<CallStatus>().Select(status => status.ToName())];

    /// <summary>Registers the routes.</summary>
    public static void Map(IEndpointRouteBuilder api)
    {
        var calls = api.MapGroup("/calls").WithTags("Calls");
        calls.MapPost("", PlaceAsync).Requires(Permissions.CallsWrite)
            .WithSummary("Place an outbound call")
            .WithDescription(
                "The call starts as `queued` and goes through `dialing`, `ringing` and `in_progress` to `completed`, `failed`, `no_answer`, "
                + "`busy` or `canceled`. Register a webhook to be told of its end, or poll `GET /calls/{id}`.")
            .Takes(Examples.PlaceCall)
            .Answers(StatusCodes.Status201Created, Examples.Placed)
            .Refuses([Refusal.InvalidField("to_e164", FieldRules.PhoneRule), .. Enum.GetValues<PlaceCallRefusal>().Where(reason => reason != PlaceCallRefusal.IdInUse).Select(Refused)]);
        calls.MapGet("", ListAsync).Requires(Permissions.CallsRead)
            .WithSummary("List calls")
            .WithDescription("Newest first.")
            .Query([.. CualifyDoor.Pages.Parameters, QueryParameter.OneOf("status", "Only calls in this state.", StatusNames)])
            .Answers(StatusCodes.Status200OK, Examples.Calls);
        calls.MapGet("/{id}", GetAsync).Requires(Permissions.CallsRead)
            .WithSummary("Look at a call")
            .WithDescription("What the list shows, and the transcript of a completed call, the timeline and your metadata.")
            .Answers(StatusCodes.Status200OK, Examples.Call);
    }

    private static async Task<IResult> PlaceAsync(Body<PlaceCallBody> body, Caller caller, IGrainFactory grains, TimeProvider time)
    {
        var id = Guid.CreateVersion7(time.GetUtcNow()).ToString();
        var result = await grains.GetGrain<ICallGrain>(id).Place(body.Value.ToCommand(caller.TenantId));
        return result.Call is { } call
            ? Answer.Created(new Single<PlacedCall>(PlacedCall.Of(call)))
            : Refused(result.Refusal!.Value);
    }

    private static async Task<IResult> ListAsync(QueryReader query, Caller caller, CallRegister register, RecordingLinks recordings)
    {
        var paging = CualifyDoor.Pages.Read(query);
        var status = CallStatusExtensions.Parse(query.OptionalOneOf("status", StatusNames.AsSpan()));
        query.Check();
        var page = await register.PageAsync(caller.TenantId, CallFilter.Of(status), paging.Limit, paging.Offset);
        return Answer.Ok(Paged<ListedCall>.Of(paging, [.. page.Rows.Select(call => new ListedCall(call, recordings.Of(call)))], page.Total));
    }

    private static async Task<IResult> GetAsync(
        string id, Caller caller, CallRegister register, IGrainFactory grains, RecordingLinks recordings, ICarrier carrier)
    {
        if (FieldRules.NormaliseId(id) is not { } callId || await register.FindAsync(caller.TenantId, callId) is not { } call)
            return Refusal.NotFound("You have no call with this id.");
        var conversation = await grains.GetGrain<ICallGrain>(callId).GetConversation();
        return Answer.Ok(new Single<CallDetail>(new CallDetail(call, recordings.Of(call), conversation, carrier.TimeScale)));
    }

    private static Refusal Refused(PlaceCallRefusal reason) => reason switch
    {
        PlaceCallRefusal.UnknownAgent =>
            new(RefusalKind.NotFound, "agent_id is not one of your voice agents.") { Field = "agent_id" },
        PlaceCallRefusal.InsufficientFunds =>
            new(RefusalKind.InsufficientFunds, "Your balance does not cover max_duration_sec of conversation. Top up and try again."),
        PlaceCallRefusal.NoActivePlan =>
            new(RefusalKind.Forbidden, "No active plan"),
        PlaceCallRefusal.Suspended =>
            new(RefusalKind.Forbidden, "Your account is suspended."),
        PlaceCallRefusal.OnDoNotCallList =>
            new(RefusalKind.Forbidden, "to_e164 is on your do-not-call list (DNC).") { Field = "to_e164" },
        PlaceCallRefusal.OnNationalRegistry =>
            new(RefusalKind.Forbidden, "to_e164 is on the national do-not-call registry (NCPR).") { Field = "to_e164" },
        PlaceCallRefusal.FromNumberNotOwned =>
            new(RefusalKind.Forbidden, "from_e164 must be one of your numbers.") { Field = "from_e164" },
        _ => throw new InvalidOperationException($"A new call was refused as {reason}."),
    };
}
