using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Switchboard.RuleBooks.Prompts;
using Switchboard.Voices;

namespace Switchboard.RuleBooks.Writing;

/// <summary>Rule books in English.</summary>
internal static class EnglishWording
{
    private static readonly Regex Discount = WordList.Pattern(
        @"^(?:an? )?(?:(?:max\.?|maximum|up ?to|at most)\s+)?(?:(?<what>discount|rebate|cash ?back|concession)s?)\s*(?:of|is|:|=|-|up ?to|at most|max|\s)*(?<figure>\S*\d.*)$");

    private static readonly Regex Maximum = WordList.Pattern(@"^(?:max\.?|maximum|a maximum of|at most|no more than|not more than)(?: of)? (?=\D{0,5}\d)");
    private static readonly string[] Orders = ["appointment", "booking", "reservation", "delivery"];

    public static readonly Wording Words = new()
    {
        Goals = EnglishGoals.All,
        Greetings = new Greetings(
            new Dictionary<Tone, string>
            {
                [Tone.Friendly] = "Hi, this is {persona}, an AI assistant calling from {company}. This call is recorded.",
                [Tone.Casual] = "Hi, {persona} here, an AI assistant from {company}. Just so you know, this call is recorded.",
                [Tone.Formal] = "Good day, my name is {persona}. I am an AI assistant calling on behalf of {company}, and this call is recorded.",
            }.ToFrozenDictionary(),
            "Hello, this is {persona}, an AI assistant calling from {company}. This call is recorded.",
            new Dictionary<Tone, string>
            {
                [Tone.Friendly] = "Hi, this is {persona}. I am an AI assistant, and this call is recorded.",
                [Tone.Casual] = "Hi, {persona} here. I am an AI assistant, and just so you know, this call is recorded.",
                [Tone.Formal] = "Good day, my name is {persona}. I am an AI assistant, and this call is recorded.",
            }.ToFrozenDictionary(),
            "Hello, this is {persona}. I am an AI assistant, and this call is recorded."),
        LastAsk = "May we go on?",
        Branches = new CommonBranches
        {
            CallLater = new(
                "The person has no time now or asks to be called later",
                "Agree on a day and a time ({hours}), repeat it once, note it, and end the call."),
            Person = new(
                "The person asks for a human being",
                "Agree at once and without a question. Hand the call over if somebody is free; otherwise take a time and say that a person will call then."),
            DiscountWithOffer = new(
                "The person asks for a discount or hesitates over the price",
                "Offer at most this: {offer}. For anything beyond it, ask for approval, say that you are asking, and wait for the answer."),
            DiscountWithoutOffer = new(
                "The person asks for a discount or for better terms",
                "Name no figure. Say that you cannot decide it, ask for approval, and pass on the answer as it is."),
            Voicemail = new(
                "A voicemail answers",
                "Say who calls, that you are an AI assistant and that you will try again another day. Leave no details of the matter, and hang up."),
            DoNotCall = new(
                "The person asks not to be called again",
                "Apologise, say that the number will not be called again, mark it as do-not-call, and end the call."),
            WrongPerson = new(
                "Somebody else answers, or the number is wrong",
                "Say nothing about the matter. Apologise, note that the number is wrong, and end the call."),
            Machine = new(
                "The person asks whether a machine is speaking",
                "Say yes, that you are an AI assistant. Never pretend to be human. Offer a call from a person."),
            OtherLanguage = new(
                "The person would rather speak {languages}",
                "Change to that language if you speak it; otherwise note the wish and say that somebody who speaks it will call."),
        },
        Forbidden =
        [
            "we guarantee", "guaranteed results", "risk-free", "act now or lose it", "this is your last chance", "you have to decide right now",
            "give me your card number", "tell me your password", "read me the one-time code", "your date of birth please",
        ],
        Trades = new Dictionary<Trade, TradeWords>
        {
            [Trade.Software] = new("our software", "subscription"),
            [Trade.Insurance] = new("our insurance cover", "insurance policy"),
            [Trade.RealEstate] = new("our properties", "agreement"),
            [Trade.Education] = new("our courses", "enrolment"),
            [Trade.Health] = new("our practice", "care plan"),
            [Trade.Shop] = new("our shop", "membership"),
            [Trade.Bank] = new("our banking services", "account plan"),
            [Trade.Fitness] = new("our gym", "membership"),
            [Trade.Telecom] = new("our phone and internet plans", "plan"),
            [Trade.Travel] = new("our trips", "booking"),
            [Trade.Cars] = new("our vehicles", "service plan"),
            [Trade.Energy] = new("our energy offers", "energy contract"),
            [Trade.Charity] = new("our work", "membership"),
            [Trade.Food] = new("our kitchen", "meal plan"),
        }.ToFrozenDictionary(),
        Unknown = new TradeWords("our service", "plan"),
    };

    /// <summary>The words for the slots.</summary>
    public static IReadOnlyDictionary<string, string> Slots(PromptReading reading, TradeWords trade, Persona persona)
    {
        var product = reading switch
        {
            { Product: { } named } => IsName(named) ? named : $"our {named}",
            { Goal: CallGoals.Fundraise, Company: { } charity } => $"the work of {charity}",
            _ => trade.Product,
        };
        return new Dictionary<string, string>
        {
            ["persona"] = persona.DisplayName,
            ["company"] = reading.Company ?? "our team",
            ["with"] = reading.Company is { } company ? $"with {company}" : "with us",
            ["product"] = product,
            ["thing"] = Thing(reading, trade),
            ["event"] = reading.Product is null ? "an event" : product,
            ["order"] = $"your {Order(reading.Text)}",
            ["offer"] = string.Join(" or ", reading.Offers.Select(Spoken)),
            ["hours"] = reading.Window is { } window ? SystemPromptText.Hours(window) : "09:00 to 20:00 on the person's own clock",
            ["languages"] = string.Join(" or ", reading.Languages.Others),
        };
    }

    private static string Thing(PromptReading reading, TradeWords trade) => reading switch
    {
        { Product: { } product } when IsName(product) => product.EndsWith(trade.Thing, StringComparison.OrdinalIgnoreCase) ? product : $"{product} {trade.Thing}",
        { Product: { } product } => product,
        { Company: { } company } => $"{trade.Thing} with {company}",
        _ => trade.Thing,
    };

    // "max discount $50" is a note; what is said is "a discount of up to $50".
    private static string Spoken(string offer) => Discount.Match(offer) switch
    {
        { Success: true } note => $"a {note.Groups["what"].Value.ToLowerInvariant()} of up to {note.Groups["figure"].Value}",
        _ => Maximum.Replace(offer, "up to ") switch
        {
            var thing when thing.StartsWith("free ", StringComparison.OrdinalIgnoreCase) => $"a {thing}",
            var rest => rest,
        },
    };

    private static string Order(string text) => Orders.FirstOrDefault(word => text.Contains(word, StringComparison.OrdinalIgnoreCase), "order");

    private static bool IsName(string words) => !char.IsLower(words[0]);
}
