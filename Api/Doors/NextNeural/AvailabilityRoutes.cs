using Switchboard.Api.Auth;
using Switchboard.Api.Docs;
using Switchboard.Api.Requests;
using Switchboard.Handoffs;
using Switchboard.Identity;

namespace Switchboard.Api.Doors.NextNeural;

/// <summary><c>/api/voice/calls/agent-availability</c>: the people whom calls can be transferred to.</summary>
internal static class AvailabilityRoutes
{
    private static readonly Refusal TooMany = Refusal.Conflict($"You have {HandoffRegister.MembersMax} places in queues already");

    private static readonly Refusal InCall = Refusal.Conflict("Agent is in a call");

    private static readonly QueryParameter Queue = QueryParameter.Text("queue", "The queue.");

    /// <summary>Registers the routes.</summary>
    public static void Map(IEndpointRouteBuilder calls)
    {
        calls.MapGet("/agent-availability", GetAsync).Requires(Permissions.CallsRead).Limited(Limits.Availability)
            .WithSummary("See who could take a call")
            .WithDescription(
                "For each queue how many people are free and how many are in a call; `available` counts each free person once, however many queues they serve.")
            .Query(QueryParameter.Text("queue", "Only this queue."))
            .Answers(StatusCodes.Status200OK, TransferExamples.Availability);
        calls.MapPost("/agent-availability", SetAsync).Requires(Permissions.CallsWrite)
            .WithSummary("Say whether a person takes calls")
            .WithDescription(
                "Puts the person into the queue, or changes whether they take its calls. A person has one number and is in one call at most, however many queues they serve. A call "
                + "that they are in goes on.")
            .Takes(TransferExamples.Person)
            .Answers(StatusCodes.Status200OK, TransferExamples.PersonSet)
            .Refuses(TooMany);
        calls.MapDelete("/agent-availability", RemoveAsync).Requires(Permissions.CallsWrite)
            .WithSummary("Take a person out of a queue")
            .WithDescription("Whoever is in no queue any more is forgotten with their number. A person in a call cannot leave their last queue until it ends.")
            .Query(Queue, QueryParameter.Text("agent", "The person's name."))
            .Answers(StatusCodes.Status200OK, TransferExamples.PersonRemoved)
            .Refuses(Refusal.NotFound("Agent not found"), InCall);
    }

    private static async Task<IResult> GetAsync(QueryReader query, Caller caller, HandoffRegister register)
    {
        var queue = query.OptionalText("queue", HandoffRegister.NameLengthMax);
        query.Check();
        return Answer.Ok(AvailabilityResponse.Of(await register.MembersAsync(caller.TenantId, queue), queue));
    }

    private static async Task<IResult> SetAsync(Body<PersonBody> body, Caller caller, HandoffRegister register)
    {
        var person = body.Value;
        var queue = person.Queue ?? Queues.Default;
        var result = await register.SetAsync(caller.TenantId, queue, person.Agent, person.Phone, person.Available ?? true);
        return result.Refusal switch
        {
            null => Answer.Ok(new PersonResponse(queue, person.Agent, result.Phone!, person.Available ?? true)),
            PlacePersonRefusal.PhoneNeeded => Refusal.InvalidField("phone", FieldError.RequiredRule),
            PlacePersonRefusal.TooMany => TooMany,
            var reason => throw new InvalidOperationException($"A person was refused as {reason}."),
        };
    }

    private static async Task<IResult> RemoveAsync(QueryReader query, Caller caller, HandoffRegister register)
    {
        var queue = query.OptionalText("queue", HandoffRegister.NameLengthMax) ?? Queues.Default;
        var agent = query.OptionalText("agent", HandoffRegister.NameLengthMax);
        if (agent is null)
            query.Fail("agent", FieldError.RequiredRule);
        query.Check();
        return await register.RemoveAsync(caller.TenantId, queue, agent!) switch
        {
            RemovePersonResult.Removed => Answer.Ok(new RemovedPerson(queue, agent!, Removed: true)),
            RemovePersonResult.InCall => InCall,
            _ => Refusal.NotFound("Agent not found"),
        };
    }
}
