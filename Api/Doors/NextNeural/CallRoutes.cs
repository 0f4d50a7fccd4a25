using Orleans;
using Switchboard.Api.Auth;
using Switchboard.Api.Docs;
using Switchboard.Api.Recordings;
using Switchboard.Api.Requests;
using Switchboard.Calls;
using Switchboard.Campaigns;
using Switchboard.Identity;

namespace Switchboard.Api.Doors.NextNeural;

/// <summary><c>/v1/calls</c>: place calls and look at them.</summary>
internal static class CallRoutes
{
    private static readonly string[] Outcomes = ["connected", "voicemail", "no-answer", "failed"];
    private static readonly string[] Sentiments = ["positive", "neutral", "negative"];

    /// <summary>Registers the routes.</summary>
    public static void Map(IEndpointRouteBuilder v1)
    {
        var calls = v1.MapGroup("/calls").WithTags("Calls");
        calls.MapPost("", PlaceAsync).Requires(Permissions.CallsWrite).Limited(Limits.PlaceCall)
            .WithSummary("Call somebody")
            .WithDescription(
                "One call with what a campaign says: its voice agent, its number. The campaign may be a draft, active or paused; the number becomes a contact's if it is "
                + "none yet. Register a webhook to be told of the end, or poll `GET /v1/calls/{uuid}`.")
            .Takes(CallExamples.Place)
            .Answers(StatusCodes.Status201Created, CallExamples.Placed)
            .Refuses(
                [
                    Refusal.InvalidField(PlaceCallBody.ToField, ContactFields.PhoneRule), CampaignRefusals.NotFound, CampaignRefusals.Completed,
                    .. Enum.GetValues<PlaceCallRefusal>().Where(reason => reason != PlaceCallRefusal.IdInUse).Select(Refused),
                ]);
        calls.MapGet("", ListAsync).Requires(Permissions.CallsRead)
            .WithSummary("List calls")
            .WithDescription("Newest first, those of all doors. Every filter that is given must hold.")
            .Query(
            [
                QueryParameter.Text("campaign_id", "Only calls of this campaign."),
                QueryParameter.Text("contact_id", "Only calls to this contact."),
                QueryParameter.OneOf("outcome", "Only ended calls with this outcome.", Outcomes),
                QueryParameter.OneOf("sentiment", "Only calls with this sentiment.", Sentiments),
                QueryParameter.Text("date_from", "Only calls accepted then or later, ISO 8601; a day is its first instant in UTC."),
                QueryParameter.Text("date_to", "Only calls accepted until then, ISO 8601; a day counts as a whole."),
                .. NextNeuralDoor.Pages.Parameters,
            ])
            .Answers(StatusCodes.Status200OK, CallExamples.Calls);
        calls.MapGet("/{uuid}", GetAsync).Requires(Permissions.CallsRead)
            .WithSummary("Look at a call")
            .WithDescription("What the list shows, the transcript and your metadata.")
            .Answers(StatusCodes.Status200OK, CallExamples.Call);
    }

    private static async Task<IResult> PlaceAsync(Body<PlaceCallBody> body, Caller caller, CampaignCaller campaigns)
    {
        var result = await campaigns.CallAsync(body.Value.ToCommand(caller.TenantId));
        return result switch
        {
            { Call: { } call } => Answer.Created(PlacedCallBody.Of(call)),
            { Obstacle: { } obstacle } => CampaignRefusals.Of(obstacle),
            _ => Refused(result.Refusal!.Value),
        };
    }

    private static async Task<IResult> ListAsync(QueryReader query, Caller caller, CallRegister register, RecordingLinks recordings)
    {
        var filter = OutcomeIs(query.OptionalOneOf("outcome", Outcomes)) with
        {
            CampaignId = query.OptionalId("campaign_id"),
            ContactId = query.OptionalId("contact_id"),
            Sentiment = query.OptionalOneOf("sentiment", Sentiments),
            From = query.OptionalInstant("date_from"),
            Before = query.OptionalEnd("date_to"),
        };
        var paging = NextNeuralDoor.Pages.Read(query);
        query.Check();
        var page = await register.PageAsync(caller.TenantId, filter, paging.Limit, paging.Offset);
        return Answer.Ok(new CallListResponse([.. page.Rows.Select(call => new CallBody(call, recordings.Of(call)))], page.Total));
    }

    private static async Task<IResult> GetAsync(string uuid, Caller caller, CallRegister register, IGrainFactory grains, RecordingLinks recordings)
    {
        if (FieldRules.NormaliseId(uuid) is not { } callId || await register.FindAsync(caller.TenantId, callId) is not { } call)
            return Refusal.NotFound("Call not found");
        var conversation = await grains.GetGrain<ICallGrain>(callId).GetConversation();
        return Answer.Ok(new CallDetailBody(call, recordings.Of(call), conversation));
    }

    /// <summary>The calls with an outcome; see <see cref="Webhooks.NextNeuralNames.Outcome"/>.</summary>
    private static CallFilter OutcomeIs(string? outcome) => outcome switch
    {
        "connected" => CallFilter.Of(CallStatus.Completed) with { IsVoicemail = false },
        "voicemail" => CallFilter.Of(CallStatus.Completed) with { IsVoicemail = true },
        "no-answer" => CallFilter.Of(CallStatus.NoAnswer),
        "failed" => new CallFilter { Statuses = [CallStatus.Failed, CallStatus.Busy, CallStatus.Canceled] },
        _ => CallFilter.None,
    };

    private static Refusal Refused(PlaceCallRefusal reason) => reason switch
    {
        PlaceCallRefusal.UnknownAgent => CampaignRefusals.NoAgent,
        PlaceCallRefusal.InsufficientFunds => CampaignRefusals.InsufficientFunds,
        PlaceCallRefusal.NoActivePlan => CampaignRefusals.NoActivePlan,
        PlaceCallRefusal.Suspended => CampaignRefusals.Suspended,
        PlaceCallRefusal.OnDoNotCallList => new(RefusalKind.Forbidden, "to is on your do-not-call list (DNC)") { Field = PlaceCallBody.ToField },
        PlaceCallRefusal.OnNationalRegistry => new(RefusalKind.Forbidden, "to is on the national do-not-call registry (NCPR)") { Field = PlaceCallBody.ToField },
        PlaceCallRefusal.FromNumberNotOwned => new(RefusalKind.Forbidden, "phone_number of the campaign is not one of your numbers"),
        _ => throw new InvalidOperationException($"A new call was refused as {reason}."),
    };
}
