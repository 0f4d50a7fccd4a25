using System.Collections.Frozen;
using static Switchboard.Carriers.Simulator.ConversationResults;
using static Switchboard.Carriers.Simulator.Line;
using static Switchboard.Carriers.Simulator.LineMark;

namespace Switchboard.Carriers.Simulator;

/// <summary>The simulated conversations in English.</summary>
internal static class EnglishPhrases
{
    private static readonly Line Greeting = Agent(
        "Hello, this is an automated assistant on a recorded line. I am calling about your recent enquiry. Is this a good moment?", Disclosure);

    private static readonly Line GoodMoment = User("Yes, go ahead.");

    private static readonly Line Offer = Agent("Thank you. We can have everything up and running for you within a week. Would that help?");

    public static readonly Phrasebook Book = new()
    {
        LettersPerSecond = 15,
        Weekdays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"],
        Scenes = new Dictionary<DialogueKind, Scene>
        {
            [DialogueKind.Interested] = new(
                [Greeting, GoodMoment],
                [
                    Offer,
                    User("That sounds good, I am interested.", Intent(Interested)),
                    Agent("Wonderful. I will send you the details, and a colleague will follow up this week."),
                    User("Perfect, thank you. Goodbye."),
                    Agent("Thank you for your time. Goodbye."),
                ]),
            [DialogueKind.DemoBooked] = new(
                [Greeting, GoodMoment],
                [
                    Offer,
                    User("It might. Could I see it at work first?", Intent(DemoBooked)),
                    Agent("Of course. Would {day} at eleven in the morning suit you for a demo?"),
                    User("{day} at eleven works for me.", new LineMark("demo-booked")),
                    Agent("Then it is booked. You will get an invitation by e-mail. Thank you, and goodbye."),
                    User("Thank you. Goodbye."),
                ]),
            [DialogueKind.NotInterested] = new(
                [Greeting, GoodMoment],
                [
                    Offer,
                    User("Thanks, but we already have something that works for us.", Intent(NotInterested)),
                    Agent("I understand. May I ask what made you choose it?", new LineMark(Marks.ObjectionHandled, "has_a_solution")),
                    User("It came with our phones. I would rather not change it now."),
                    Agent("That is fair. Thank you for telling me, and have a good day. Goodbye."),
                ]),
            [DialogueKind.CallbackRequested] = new(
                [Greeting, GoodMoment],
                [
                    User("I have to go into a meeting now. Can you call me another time?", Intent(CallbackRequested)),
                    Agent("Certainly. Would {day} afternoon be better?"),
                    User("{day} afternoon is fine.", new LineMark("callback-scheduled")),
                    Agent("I have made a note of it. Until then, goodbye."),
                ]),
            [DialogueKind.InformationRequested] = new(
                [Greeting, GoodMoment],
                [
                    Offer,
                    User("Perhaps. Could you send me something to read first?", Intent(InformationRequested)),
                    Agent("Gladly. You will have an overview with prices in your inbox within the hour."),
                    User("Good, I will have a look."),
                    Agent("Thank you. Reply to it whenever you like. Goodbye."),
                ]),
            [DialogueKind.OptOut] = new(
                [Agent("Hello, this is an automated assistant on a recorded line.", Disclosure)],
                [
                    User("Please do not call me again.", Intent(Intents.DoNotCall)),
                    Agent("Understood, we will not. Goodbye.", new LineMark("opt-out-confirmed")),
                ]),
            [DialogueKind.Concession] = new(
                [
                    Agent("Hello, this is an automated assistant on a recorded line, about your offer.", Disclosure),
                    User("I would take it with a discount.", Intent(DiscountRequested)),
                    Agent("Let me ask, please hold the line."),
                ],
                [
                    Agent("I am sorry, I cannot lower the price.", Intent(Declined)),
                    User("Then not today. Goodbye."),
                ]),
            [DialogueKind.Handoff] = new(
                [
                    Greeting,
                    User("I would rather speak with a person.", Intent(Intents.SpeakToPerson), new LineMark(Marks.HandoffRequested)),
                    Agent("Of course. Please stay on the line while I look for a colleague."),
                ],
                [
                    Agent("Thank you for holding. Nobody is free at the moment, so a colleague will call you back today."),
                    User("All right, I will wait for that call.", Intent(CallbackRequested), new LineMark("callback-promised")),
                    Agent("Thank you for your patience. Goodbye."),
                ]),
            [DialogueKind.Endless] = new(
                [Greeting, GoodMoment, Offer, User("I am not sure yet. Let us talk it through.", Intent(Undecided))],
                []),
            [DialogueKind.Voicemail] = new(
                [User("You have reached my voicemail. Please leave a message.")],
                [
                    Agent(
                        "Hello, this is an automated assistant about your recent enquiry. Please call us back when it suits you.",
                        Disclosure, new LineMark(Marks.VoicemailDetected), Intent(VoicemailLeft)),
                ]),
        }.ToFrozenDictionary(),
        SmallTalk =
        [
            [
                Agent("How do you handle this today?"),
                User("Mostly by telephone and with a spreadsheet. It works, but it takes two of us half the morning."),
            ],
            [
                Agent("About how many enquiries do you get in a week?"),
                User("It depends on the season. Around two hundred, and twice that before the holidays."),
            ],
            [
                Agent("What would you most like to be rid of?"),
                User("The calls after closing time. Nobody answers them, and by the next day people have gone elsewhere."),
            ],
            [
                Agent("Who else would be part of the decision?"),
                User("My business partner. She looks after the numbers, so she will want to know what it costs a month."),
            ],
            [
                Agent("You pay by the minute of conversation, and nothing for calls that are not answered."),
                User("So a quiet month is a cheap month. That is easier to explain than what we have now."),
            ],
            [
                User("Would it work with the calendar that we use already?"),
                Agent("Yes. It reads the free times from it and writes the appointments back, so nobody has to copy anything."),
            ],
            [
                User("What happens when somebody asks a question that you cannot answer?"),
                Agent("Then I say so, take down the question, and pass the call to one of your colleagues, or arrange a call back."),
            ],
            [
                User("How long does it take to set up?"),
                Agent("Most teams make their first calls on the second day. We go through the first hundred together with you."),
            ],
            [
                User("And where are the recordings kept?"),
                Agent("In your own account. You decide how long they stay there, and you can delete each one of them."),
            ],
            [
                Agent("Is there a time of day at which it gets too much for your team?"),
                User("Between nine and eleven. Everybody calls at once then, and we cannot keep up with the line."),
            ],
        ],
        Granted =
        [
            Agent("Thank you for waiting. Good news: I may give you the discount that you asked for."),
            User("Then I will take it.", Intent(Accepted)),
            Agent("Wonderful. You will get the order confirmation with the new price by e-mail. Goodbye."),
            User("Thank you very much. Goodbye."),
        ],
        PuttingThrough = Agent("I have a colleague for you. I am putting you through now."),
        WithColleague =
        [
            Colleague("Hello, I am a colleague of the assistant and have seen what you talked about. How can I help?"),
            User("Good that I can speak with a person. What would the first month look like for us?"),
            Colleague("We would set it up together with you, and you would have my number for all questions."),
            User("That is what I wanted to know. Thank you, goodbye."),
            Colleague("You are welcome. Goodbye."),
        ],
        StillThere = Agent("Are you still there? Take your time, I will stay on the line."),
    };
}
