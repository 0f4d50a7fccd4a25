using System.Collections.Frozen;
using Switchboard.RuleBooks.Prompts;

namespace Switchboard.RuleBooks.Writing;

/// <summary>What is said in English for each goal.</summary>
internal static class EnglishGoals
{
    public static readonly FrozenDictionary<string, GoalWording> All = new Dictionary<string, GoalWording>
    {
        [CallGoals.Sell] = new(
            ["I am calling about {product}. May I give you the essentials in two sentences?", "May I take a minute of your time to explain why I am calling?"],
            "The person decides to take {product}, or agrees to the next step towards it.",
            [
                new("The person is interested", "Ask what they need it for, say what {product} does about it and what it costs if the brief says so, then ask whether they want to take it."),
                new("The person is not interested", "Thank them for saying so, note it, and end the call within two sentences. Do not try a second time."),
                new("The person wants to read about it first", "Offer to have the details sent in writing, agree on a day for a short follow-up, and end the call."),
            ]),
        [CallGoals.Renew] = new(
            ["I am calling about your {thing}, which is due for renewal. Is this a good moment to go through it?", "May I take a minute of your time to go through what you have with us?"],
            "The person agrees to renew the {thing}, or says clearly that they do not want to.",
            [
                new("The person wants to renew", "Confirm what is renewed and from when, say what happens next, thank them, and end the call."),
                new("The person does not want to renew", "Ask once for the reason, note it in their words, confirm that you have noted it, and end the call."),
                new("The person had trouble with it", "Listen first. Note the problem, say who will look at it, and speak about the renewal only if they wish to."),
            ]),
        [CallGoals.WinBack] = new(
            ["You were with us before, and I would like to hear what it would take for you to come back. Do you have two minutes?", "Do you have two minutes to talk about how you found your time with us?"],
            "The person comes back to {product}, or says what would have to change first.",
            [
                new("The person could imagine coming back", "Ask what has to be different this time, answer what you know, and agree on the next step."),
                new("The person does not want to come back", "Thank them, ask once whether they would say why, note the answer, and end the call."),
                new("The person left because of a problem", "Apologise for it without an excuse, note what happened, and offer a call from a person who can solve it."),
            ]),
        [CallGoals.BookDemo] = new(
            ["I would like to show you {product} in a short demo. Would you like to see it?", "Would you like to see how it works, in a short call with one of our people?"],
            "The person has a day and a time for a demo of {product}.",
            [
                new("The person would like to see a demo", "Offer two times, take the one they choose, ask who else should be there, repeat day and time, and confirm the booking."),
                new("The person does not want a demo", "Thank them, note it, and end the call within two sentences."),
                new("The person has questions first", "Answer those that the brief answers. Note the others for the demo, so that they are answered there, and offer a time."),
            ]),
        [CallGoals.BookAppointment] = new(
            ["I am calling to find a time for your appointment. Do mornings or afternoons suit you better?", "Do mornings or afternoons suit you better?"],
            "The person has an appointment on a day and at a time that suit them.",
            [
                new("The person wants an appointment", "Offer two times, take the one they choose, repeat day, time and place, and confirm it."),
                new("The person does not want an appointment", "Thank them, note it, and end the call within two sentences."),
                new("The person has to move an appointment", "Ask which days are better, offer two new times, and confirm that the old one is cancelled."),
            ]),
        [CallGoals.CollectPayment] = new(
            ["I am calling about your account {with}. Am I speaking with the account holder?", "Am I speaking with the person whose name we have for this number?"],
            "The account holder says on which day the open amount will be paid, or why it will not.",
            [
                new("The account holder agrees to pay", "Ask for the day, repeat it, say that payment goes only through the usual channel, take no payment details, and thank them."),
                new("The account holder refuses to pay", "Stay polite, ask once for the reason, note it, say that a person will get in touch, and end the call."),
                new("The account holder cannot pay at the moment", "Do not press. Note the situation and offer a call from a person who can look for a way with them."),
                new("The account holder says that it is paid or wrong", "Do not argue. Note it as paid or disputed, and say that it will be checked before anybody calls again."),
                new("It is not the account holder who answers", "Say nothing about money. Ask when the account holder can be reached, thank them, and end the call."),
            ]),
        [CallGoals.Survey] = new(
            ["I would like to ask you a few short questions about {product}. Do you have two minutes?", "Do you have two minutes for a few short questions?"],
            "The person has answered the questions in their own words, or has declined to.",
            [
                new("The person agrees to answer", "Ask one question at a time, note the answers word for word, do not comment on them, and thank the person at the end."),
                new("The person does not want to answer", "Thank them and end the call. Do not ask for a reason."),
                new("The person complains", "Listen, note the complaint in their words, ask whether a person should get in touch, and then go on only if they wish to."),
            ]),
        [CallGoals.Remind] = new(
            ["I have a short reminder for you. Is this a good moment?", "Is this a good moment for a short message?"],
            "The person knows what they were to be reminded of, and has said whether it stands.",
            [
                new("The person confirms", "Repeat what was confirmed, with its day and time if the brief names them, thank them, and end the call."),
                new("The person cannot make it", "Ask whether another day suits better, note two that do, and say that somebody will confirm one of them."),
                new("The person knows nothing about it", "Say what the brief says about it, no more, and offer a call from a person who can look it up."),
            ]),
        [CallGoals.Inform] = new(
            ["I have some news about {product} for you. Is this a good moment?", "Is this a good moment for a short message?"],
            "The person has heard the message and knows where to ask.",
            [
                new("The person has time", "Tell the message in two or three sentences, ask whether it was clear, and say where to ask later."),
                new("The person does not want to hear it", "Thank them, note it, and end the call."),
                new("The person asks for more than the brief says", "Say that you do not know, note the question, and say that a person will answer it."),
            ]),
        [CallGoals.Qualify] = new(
            ["You showed an interest in {product}. May I ask you a few questions, so that the right person gets back to you?", "May I ask you a few questions, so that the right person gets back to you?"],
            "It is clear what the person needs, by when and who decides, and whether somebody should get back to them.",
            [
                new("The person is ready to talk", "Ask what they need, by when, how they do it today and who decides; one question at a time. Then agree on the next step."),
                new("The person is only looking around", "Thank them, offer something in writing, ask whether a later call is welcome, and note the answer."),
                new("The person never asked for anything", "Apologise, note that the enquiry was not theirs, and end the call."),
            ]),
        [CallGoals.Invite] = new(
            ["I would like to invite you to {event}. May I tell you when it takes place?", "May I tell you about something that we would like to invite you to?"],
            "The person has said whether they come to {event}.",
            [
                new("The person would like to come", "Give day, time and place as the brief names them, ask how many people come, and confirm the place."),
                new("The person cannot or does not want to come", "Thank them, ask once whether they want to hear of the next one, note the answer, and end the call."),
                new("The person is not sure yet", "Offer to have the details sent, agree on a day by which they answer, and end the call."),
            ]),
        [CallGoals.Confirm] = new(
            ["I am calling to confirm {order}. Do you have a minute?", "Do you have a minute to check something with me?"],
            "The person has confirmed {order}, changed it or cancelled it.",
            [
                new("The person confirms", "Repeat what was confirmed, say what happens next, thank them, and end the call."),
                new("The person wants to change something", "Note the change, repeat it, and say who will confirm it and when."),
                new("The person wants to cancel", "Note the cancellation, confirm that it is noted, ask once for the reason, and end the call."),
                new("The person ordered nothing", "Apologise, note it, and say that a person will check it. Ask for no details."),
            ]),
        [CallGoals.Fundraise] = new(
            ["I am calling about {product}. May I tell you in two sentences what your support would do?", "May I tell you in two sentences why I am calling?"],
            "The person has decided whether to support {product}, and how.",
            [
                new("The person wants to give", "Thank them, say that details come in writing, take no payment details, and note the amount only if they name one."),
                new("The person does not want to give", "Thank them for listening, note it, and end the call. Do not ask a second time."),
                new("The person asks where the money goes", "Say what the brief says about it, no more, and offer the full account in writing."),
            ]),
        [CallGoals.Recruit] = new(
            ["I am calling about a position that may suit you. May I ask you a few questions?", "May I ask you a few questions about your work?"],
            "The candidate's interest, notice period and availability are noted, and a next step is agreed.",
            [
                new("The candidate is interested", "Ask about experience, notice period and when they could talk with the team; one question at a time. Agree on the next step."),
                new("The candidate is not interested", "Thank them, ask once whether other positions would be welcome later, note it, and end the call."),
                new("The candidate asks about pay or conditions", "Say what the brief says, no more, and note the question for the recruiter."),
            ]),
        [CallGoals.Other] = new(
            ["I am calling about {product}. Is this a good moment?", "Is this a good moment to talk?"],
            "The person has heard why you call and has said how to go on.",
            [
                new("The person wants to go on", "Say in two sentences what the brief asks you to say, ask what they think, and agree on the next step."),
                new("The person does not want to go on", "Thank them, note it, and end the call within two sentences."),
                new("The person asks something that the brief does not answer", "Say that you do not know, note the question, and say that a person will answer it."),
            ]),
    }.ToFrozenDictionary();
}
