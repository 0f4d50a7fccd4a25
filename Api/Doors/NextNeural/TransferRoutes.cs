using Orleans;
using Switchboard.Api.Auth;
using Switchboard.Api.Docs;
using Switchboard.Api.Requests;
using Switchboard.Calls;
using Switchboard.Handoffs;
using Switchboard.Identity;

namespace Switchboard.Api.Doors.NextNeural;

/// <summary><c>/api/voice/calls</c>: steer a call that is under way.</summary>
internal static class TransferRoutes
{
    private static readonly Refusal NotFound = Refusal.NotFound("Call not found");

    private static readonly Refusal NotActive = Refusal.Conflict("Call is not currently active");

    private static readonly Refusal NobodyFree = new(RefusalKind.Unavailable, "No agents available in target queue");

    private static readonly Refusal AlreadyTransferred = Refusal.Conflict("Call has already been transferred to somebody else");

    private static readonly Refusal UnknownTarget =
        Refusal.InvalidField("target", "must be a phone number in E.164 or the name of one of your agents, of the queue if one is given");

    private static readonly Refusal TooLarge = Refusal.InvalidField("metadata", $"must not be larger than {CallLimits.MetadataBytesMax} bytes once merged");

    /// <summary>Registers the routes.</summary>
    public static void Map(IEndpointRouteBuilder voice)
    {
        var calls = voice.MapGroup("/calls").WithTags("Live calls");
        AvailabilityRoutes.Map(calls);
        calls.MapPost("/{uuid}/transfer", TransferAsync).Requires(Permissions.CallsWrite).Limited(Limits.Transfer)
            .WithSummary("Transfer a call to a person")
            .WithDescription(
                "`target` is a phone number or the name of one of your agents; `queue` means whoever of it is free and has been so for longest; without either it is anybody who is "
                + "free, those of the queue `default` first. The person is busy until the call ends, and the webhook `call.transferred` tells of it. "
                + "Asking again for the same answers the same. When nobody is free, the voice agent goes on, and promises a call back where a person was asked for.")
            .Takes(TransferExamples.Transfer)
            .Answers(StatusCodes.Status200OK, TransferExamples.Transferred)
            .Refuses(NotActive, AlreadyTransferred, UnknownTarget, NobodyFree);
        calls.MapPost("/{uuid}/end", EndAsync).Requires(Permissions.CallsWrite).Limited(Limits.End)
            .WithSummary("End a call")
            .WithDescription(
                "One that nobody has answered yet is canceled; one in progress is hung up and completes. `status` is the call's as it is now: the end itself follows "
                + "within moments, with the webhook `call.ended`.")
            .Answers(StatusCodes.Status200OK, TransferExamples.Ended)
            .Refuses(NotActive);
        calls.MapPost("/{uuid}/metadata", MergeAsync).Requires(Permissions.CallsWrite).Limited(Limits.Metadata)
            .WithSummary("Merge metadata into a call")
            .WithDescription(
                $"The body is merged into the call's `metadata` as RFC 7396 says: objects merge, a null removes its field, everything else replaces. At any time, also after the "
                + $"call has ended. What comes of it may be {CallLimits.MetadataBytesMax} bytes.")
            .WithMetadata(new BodyMetadata(typeof(RawJson)))
            .Takes(TransferExamples.Metadata)
            .Answers(StatusCodes.Status200OK, TransferExamples.Merged)
            .Refuses(TooLarge);
    }

    private static async Task<IResult> TransferAsync(string uuid, Body<TransferBody> body, Caller caller, CallTransfers transfers)
    {
        if (FieldRules.NormaliseId(uuid) is not { } callId)
            return NotFound;
        var result = await transfers.TransferAsync(callId, body.Value.ToCommand(caller.TenantId));
        return result.Call is { } call ? Answer.Ok(TransferredCall.Of(call)) : Refused(result.Refusal!.Value);
    }

    private static async Task<IResult> EndAsync(string uuid, Caller caller, CallRegister register, IGrainFactory grains)
    {
        if (await FindAsync(uuid, caller, register, grains) is not { } call)
            return NotFound;
        return await call.HangUp() ? Answer.Ok(SteeredCall.Of((await call.Get())!)) : NotActive;
    }

    private static async Task<IResult> MergeAsync(string uuid, Body<MetadataBody> body, Caller caller, CallRegister register, IGrainFactory grains)
    {
        if (await FindAsync(uuid, caller, register, grains) is not { } call)
            return NotFound;
        return await call.MergeMetadata(body.Value.Json) switch
        {
            { Call: { } merged } => Answer.Ok(new CallMetadata(merged.Id, RawJson.Of(merged.Metadata))),
            { IsTooLarge: true } => TooLarge,
            _ => NotFound,
        };
    }

    private static async Task<ICallGrain?> FindAsync(string uuid, Caller caller, CallRegister register, IGrainFactory grains) =>
        FieldRules.NormaliseId(uuid) is { } callId && await register.FindAsync(caller.TenantId, callId) is not null ? grains.GetGrain<ICallGrain>(callId) : null;

    private static Refusal Refused(TransferRefusal reason) => reason switch
    {
        TransferRefusal.UnknownCall => NotFound,
        TransferRefusal.NotActive => NotActive,
        TransferRefusal.AlreadyTransferred => AlreadyTransferred,
        TransferRefusal.UnknownAgent => UnknownTarget,
        TransferRefusal.NobodyFree => NobodyFree,
        _ => throw new InvalidOperationException($"A transfer was refused as {reason}."),
    };
}
