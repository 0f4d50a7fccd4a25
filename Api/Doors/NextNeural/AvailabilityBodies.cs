using Switchboard.Api.Requests;
using Switchboard.Contacts;
using Switchboard.Handoffs;

namespace Switchboard.Api.Doors.NextNeural;

/// <summary>What <c>POST /calls/agent-availability</c> takes.</summary>
/// <param name="Queue">The queue; without it <c>default</c>.</param>
/// <param name="Agent">The person's name, unique among yours.</param>
/// <param name="Phone">Their number; may be left out for somebody who has one already.</param>
/// <param name="Available">Whether they take calls of this queue now; without it they do.</param>
public sealed record PersonBody(string? Queue, string Agent, string? Phone, bool? Available) : IRequestBody<PersonBody>
{
    /// <inheritdoc/>
    public static PersonBody Read(RequestReader fields)
    {
        var body = new PersonBody(
            fields.OptionalText("queue", HandoffRegister.NameLengthMax, min: 1), fields.Text("agent", HandoffRegister.NameLengthMax), fields.OptionalPhone("phone", ContactFields.PhoneRule),
            fields.OptionalFlag("available"));
        // A transfer's target that begins so is a number.
        if (body.Agent.StartsWith('+'))
            fields.Fail("agent", "must not begin with +");
        return body;
    }
}

/// <summary>A person in a queue.</summary>
/// <param name="Queue">The queue.</param>
/// <param name="Agent">Their name.</param>
/// <param name="Phone">Their number.</param>
/// <param name="Available">Whether they take calls of this queue.</param>
public sealed record PersonResponse(string Queue, string Agent, string Phone, bool Available);

/// <summary>A person who has left a queue.</summary>
/// <param name="Queue">The queue.</param>
/// <param name="Agent">Their name.</param>
/// <param name="Removed">Always true.</param>
public sealed record RemovedPerson(string Queue, string Agent, bool Removed);

/// <summary>Who could take a call.</summary>
/// <param name="Queues">Each queue, by its name.</param>
/// <param name="Available">How many people are free, each counted once.</param>
public sealed record AvailabilityResponse(IReadOnlyList<QueueAvailability> Queues, int Available)
{
    /// <summary>Counts people.</summary>
    /// <param name="members">Who serves which queue.</param>
    /// <param name="queue">The queue that was asked for, which is listed even when nobody serves it; null for all.</param>
    public static AvailabilityResponse Of(IReadOnlyList<QueueMember> members, string? queue)
    {
        var queues = members.GroupBy(member => member.Queue)
            .Select(group => new QueueAvailability(group.Key, group.Count(member => member.IsFree), group.Count(member => member.CallId is not null)))
            .ToList();
        if (queue is not null && queues.Count == 0)
            queues.Add(new QueueAvailability(queue, Available: 0, Busy: 0));
        return new AvailabilityResponse(queues, members.Where(member => member.IsFree).Select(member => member.Agent).Distinct().Count());
    }
}

/// <summary>Who of a queue could take a call.</summary>
/// <param name="Queue">Its name.</param>
/// <param name="Available">How many people are free.</param>
/// <param name="Busy">How many are in a call.</param>
public sealed record QueueAvailability(string Queue, int Available, int Busy);
