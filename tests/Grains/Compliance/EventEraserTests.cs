using Switchboard.Calls;
using Switchboard.Compliance;
using Switchboard.Contacts;
using Switchboard.Events;

namespace Switchboard.Tests.Grains.Compliance;

/// <summary>What is left of an event when the person is erased from it.</summary>
public sealed class EventEraserTests
{
    private const string Phone = "+12025550107";
    private const string Pseudonym = "erased:0123456789abcdef";
    private static readonly DateTimeOffset Now = new(2026, 5, 25, 10, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_calls_event_keeps_what_must_be_accounted_for()
    {
        var call = new CallView(
            "call", "tenant", CallStatus.Completed, "agent", Phone, "+12025550190", "en-US", 300, $$"""{"name":"Zebulon","dial":"{{Phone}}"}""", "contact",
            "campaign", 2, "simulator", "sim_call", Now, Now, Now, Now.AddSeconds(30), 30, 6, AnsweredBy.Human, "completed", "accepted", "positive", "sold to Zebulon",
            $"Zebulon at {Phone} accepted.", HasRecording: true, "run");
        var data = CallJson.Write(call, new Conversation([new Utterance("user", "This is Zebulon.", 1)], []));

        var without = EventEraser.Without(Event(EventTypes.CallCompleted, data), Phone, Pseudonym);

        Assert.DoesNotContain("Zebulon", without, StringComparison.Ordinal);
        Assert.DoesNotContain(Phone[1..], without, StringComparison.Ordinal);
        Assert.Equal(
            call with { To = Pseudonym, Metadata = null, ContactId = null, Outcome = null, Summary = null, HasRecording = false }, CallJson.ReadView(without));
        Assert.Empty(CallJson.ReadTranscript(without));
        Assert.Equal(without, EventEraser.Without(Event(EventTypes.CallCompleted, without), Phone, Pseudonym));
    }

    [Fact]
    public void A_contacts_event_keeps_that_there_was_one()
    {
        var contact = Contact.New("contact", "tenant", Phone, Now) with { Name = "Zebulon", Email = "z@example.org", Metadata = """{"a":1}""", Tags = ["vip"] };

        var without = ContactJson.Read(EventEraser.Without(Event(EventTypes.ContactCreated, ContactJson.Write(contact)), Phone, Pseudonym));

        Assert.Equal(("contact", Pseudonym, null, null, null), (without.Id, without.Phone, without.Name, without.Email, without.Metadata));
        Assert.Empty(without.Tags);
    }

    [Fact]
    public void An_event_that_says_nothing_of_the_person_stays_as_it_is()
    {
        var status = CallJson.WriteStatus(CallStatus.Ringing);
        Assert.Equal(status, EventEraser.Without(Event(EventTypes.CallRinging, status), Phone, Pseudonym));
    }

    private static EngineEvent Event(string type, string data) => new("event", "tenant", type, "call", 1, Now, data);
}
