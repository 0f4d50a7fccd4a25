using Orleans;
using Switchboard.Agents;
using Switchboard.Api.Auth;
using Switchboard.Api.Docs;
using Switchboard.Api.Recordings;
using Switchboard.Api.Requests;
using Switchboard.Calls;
using Switchboard.Identity;
using Switchboard.Webhooks;

namespace Switchboard.Api.Doors.Calleague;

/// <summary><c>/core/voice/agent/call</c> and <c>/core/voice/call</c>: start a call, look it up, list them, end one.</summary>
internal static class CallRoutes
{
    private const string UnknownAgent = "agentId is not one of your voice assistants.";

    private static readonly Refusal IsInactive = Refusal.Conflict("The voice assistant is inactive.");

    private static readonly Refusal HasEnded = Refusal.Conflict("The call has ended already.");

    /// <summary>Registers the routes.</summary>
    public static void Map(RouteGroupBuilder voice)
    {
        voice.WithTags("Calls");
        voice.MapPost("/agent/call", StartAsync).Requires(Permissions.CallsWrite)
            .WithSummary("Start an outbound call")
            .WithDescription("Register a webhook to be told how it goes, or look it up. `metadata` is given back with the call and its events.")
            .Takes(CallExamples.StartCall)
            .Answers(StatusCodes.Status200OK, CallExamples.Started)
            .Refuses(
            [
                Refusal.InvalidField("to", FieldError.RequiredRule),
                Refusal.InvalidField("to", FieldRules.PhoneRule),
                IsInactive,
                .. Enum.GetValues<PlaceCallRefusal>().Where(reason => reason != PlaceCallRefusal.IdInUse).Select(Refused),
            ]);
        voice.MapGet("/call/list", ListAsync).Requires(Permissions.CallsRead)
            .WithSummary("List calls")
            .WithDescription("Newest first. `total` counts all calls that match, on whatever page.")
            .Query(
            [
                .. Paging.Parameters,
                QueryParameter.OneOf("status", "Only calls with this status; `failed` also finds those that were busy or canceled.", CalleagueNames.Statuses),
                QueryParameter.Text("agentId", "Only calls of this assistant."),
            ])
            .Answers(StatusCodes.Status200OK, CallExamples.Calls);
        voice.MapGet("/call/{callId}", GetAsync).Requires(Permissions.CallsRead)
            .WithSummary("Look up a call")
            .WithDescription("What the list shows, and what was said once the call has completed, with a link to the recording.")
            .Answers(StatusCodes.Status200OK, CallExamples.Call);
        voice.MapPost("/call/{callId}/end", EndAsync).Requires(Permissions.CallsWrite)
            .WithSummary("End a call")
            .WithDescription(
                "Not on Calleague's page. A call that nobody has answered yet is withdrawn and ends as `failed` with the reason `canceled`; one in progress is hung up and "
                + "completes. The answer is the call as it is at that moment, most often still under way: the carrier's word ends it, and `call.completed` tells of it.")
            .Answers(StatusCodes.Status200OK, CallExamples.Ending)
            .Refuses(HasEnded);
    }

    private static async Task<IResult> StartAsync(Body<StartCallBody> body, Caller caller, IGrainFactory grains, AgentRegister agents, TimeProvider time)
    {
        var wanted = body.Value;
        if (FieldRules.NormaliseId(wanted.AgentId, CalleagueNames.AgentPrefix) is not { } agentId)
            return Refusal.NotFound(UnknownAgent);
        var id = Guid.CreateVersion7(time.GetUtcNow()).ToString();
        var result = await grains.GetGrain<ICallGrain>(id).Place(new PlaceCall(
            caller.TenantId, agentId, wanted.To, From: null, Language: null, CallLimits.DurationSecDefault, wanted.Metadata?.Text));
        if (result.Call is { } call)
            return Answer.Ok(StartedCall.Of(call));
        // The engine places no new call with an assistant that is not active; who asks for it by its right id is told so.
        return result.Refusal == PlaceCallRefusal.UnknownAgent && await agents.FindAsync(caller.TenantId, agentId) is not null
            ? IsInactive
            : Refused(result.Refusal!.Value);
    }

    private static async Task<IResult> ListAsync(QueryReader query, Caller caller, CallRegister register)
    {
        var paging = Paging.Read(query);
        var filter = new CallFilter
        {
            Statuses = CalleagueNames.StatesOf(query.OptionalOneOf("status", CalleagueNames.Statuses.AsSpan())),
            AgentId = query.OptionalId("agentId", CalleagueNames.AgentPrefix),
        };
        query.Check();
        var page = await register.PageAsync(caller.TenantId, filter, paging.PageSize, paging.Offset);
        return Answer.Ok(new ListResponse<ListedCall>(page.Total, [.. page.Rows.Select(call => new ListedCall(call))]));
    }

    private static async Task<IResult> GetAsync(string callId, Caller caller, CallRegister register, RecordingLinks recordings) =>
        await FindAsync(callId, caller, register) is { } call ? Answer.Ok(await DetailAsync(call, register, recordings)) : NotFound();

    private static async Task<IResult> EndAsync(string callId, Caller caller, CallRegister register, RecordingLinks recordings, IGrainFactory grains)
    {
        if (await FindAsync(callId, caller, register) is not { } call)
            return NotFound();
        if (!await grains.GetGrain<ICallGrain>(call.Id).HangUp())
            return HasEnded;
        return Answer.Ok(await DetailAsync(await register.FindAsync(caller.TenantId, call.Id) ?? call, register, recordings));
    }

    private static async ValueTask<CallView?> FindAsync(string callId, Caller caller, CallRegister register) =>
        FieldRules.NormaliseId(callId, CalleagueNames.CallPrefix) is { } id ? await register.FindAsync(caller.TenantId, id) : null;

    private static async Task<CallDetail> DetailAsync(CallView call, CallRegister register, RecordingLinks recordings) => new(
        call, recordings.Of(call), ListedCall.HasTranscript(call) ? await register.FindConversationAsync(call.TenantId, call.Id) : null);

    private static Refusal NotFound() => Refusal.NotFound("You have no call with this callId.");

    private static Refusal Refused(PlaceCallRefusal reason) => reason switch
    {
        PlaceCallRefusal.UnknownAgent => Refusal.NotFound(UnknownAgent),
        PlaceCallRefusal.InsufficientFunds => new(
            RefusalKind.InsufficientFunds, $"Your balance does not cover {CallLimits.DurationSecDefault} seconds of conversation. Top up and try again."),
        PlaceCallRefusal.NoActivePlan => new(RefusalKind.Forbidden, "Your workspace has no active plan."),
        PlaceCallRefusal.Suspended => new(RefusalKind.Forbidden, "Your workspace is suspended."),
        PlaceCallRefusal.OnDoNotCallList => new(RefusalKind.Forbidden, "to is on your do-not-call list (DNC)."),
        PlaceCallRefusal.OnNationalRegistry => new(RefusalKind.Forbidden, "to is on the national do-not-call registry (NCPR)."),
        PlaceCallRefusal.FromNumberNotOwned => new(RefusalKind.Forbidden, "Your workspace has no number to call from."),
        _ => throw new InvalidOperationException($"A new call was refused as {reason}."),
    };
}
