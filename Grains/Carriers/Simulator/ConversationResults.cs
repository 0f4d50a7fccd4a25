using System.Globalization;

namespace Switchboard.Carriers.Simulator;

/// <summary>What each intent of a simulated conversation comes to.</summary>
internal static class ConversationResults
{
    public const string Interested = "interested";
    public const string DemoBooked = "demo_booked";
    public const string NotInterested = "not_interested";
    public const string CallbackRequested = "callback_requested";
    public const string InformationRequested = "information_requested";
    public const string DiscountRequested = "discount_requested";
    public const string Accepted = "accepted";
    public const string Declined = "declined";
    public const string Undecided = "undecided";
    public const string VoicemailLeft = "voicemail_left";

    /// <summary>The conversation was over before anybody knew.</summary>
    public const string Unclear = "unclear";

    /// <summary>Somebody asked for a person, and nobody was free.</summary>
    public static readonly ConversationAnalysis CallbackPromised = new(
        CallbackRequested, "neutral", "callback_promised", "The person asked to speak with a colleague; nobody was free, and the agent promised a call back.");

    /// <summary>The result of a conversation that was handed to a person.</summary>
    /// <param name="intent">The last intent that was detected before.</param>
    /// <param name="appointment">The day agreed on before, if one was.</param>
    public static ConversationAnalysis OfTransferred(string intent, DateOnly appointment) => Of(intent, appointment) with
    {
        Outcome = "transferred_to_person",
        Summary = "The agent handed the call to a colleague, who went on with it.",
    };

    /// <summary>The result of a conversation that ended with this intent.</summary>
    /// <param name="intent">The last intent that was detected.</param>
    /// <param name="appointment">The day agreed on, for the intents that agree on one.</param>
    public static ConversationAnalysis Of(string intent, DateOnly appointment)
    {
        var (sentiment, outcome, summary) = intent switch
        {
            Interested => ("positive", "follow_up_requested", "The person is interested and asked for the details in writing."),
            DemoBooked => ("positive", Dated("demo_scheduled", appointment), $"The person described their needs and booked a demo for {Day(appointment)} at 11:00."),
            NotInterested => ("neutral", "offer_declined", "The person listened, has a solution already and declined."),
            CallbackRequested => ("neutral", Dated("callback_scheduled", appointment), $"The person had no time and asked to be called back on {Day(appointment)} in the afternoon."),
            InformationRequested => ("positive", "information_sent", "The person asked for written information before deciding."),
            Intents.DoNotCall => ("negative", "opted_out", "The person asked not to be called again; the agent confirmed it and ended the call."),
            DiscountRequested => ("neutral", "decision_pending", "The person asked for a discount; the call ended before there was a decision."),
            Accepted => ("positive", "concession_accepted", "The person asked for a discount, it was granted, and they accepted the offer."),
            Declined => ("neutral", "concession_declined", "The person asked for a discount, it was not granted, and they did not go ahead."),
            Intents.SpeakToPerson => ("neutral", "handoff_requested", "The person asked to speak with a colleague; the agent took the request."),
            Undecided => ("neutral", "no_decision", "The person kept the line open and came to no decision."),
            VoicemailLeft => ("neutral", "voicemail_left", "A voicemail answered; the agent left a short message."),
            _ => ("neutral", "ended_early", "The call ended before the person said what they wanted."),
        };
        return new ConversationAnalysis(intent, sentiment, outcome, summary);
    }

    private static string Dated(string outcome, DateOnly day) => $"{outcome}_{day.ToString("yyyy_MM_dd", CultureInfo.InvariantCulture)}";

    private static string Day(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
}
