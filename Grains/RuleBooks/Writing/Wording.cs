using System.Collections.Frozen;
using System.Collections.Immutable;
using Switchboard.RuleBooks.Prompts;

namespace Switchboard.RuleBooks.Writing;

/// <summary>
/// The sentences of one language that rule books are made of. Slots in them: <c>{product}</c>, <c>{thing}</c> (what is renewed), <c>{company}</c>,
/// <c>{with}</c> ("with Acme", "with us"), <c>{order}</c>, <c>{event}</c>, <c>{persona}</c>, <c>{offer}</c>, <c>{hours}</c>, <c>{languages}</c>.
/// </summary>
internal sealed record Wording
{
    /// <summary>What is said for each goal.</summary>
    public required FrozenDictionary<string, GoalWording> Goals { get; init; }

    /// <summary>Greetings of a caller with a name, by tone; the first is for every other tone. Further ones avoid words of the ones before.</summary>
    public required Greetings Greetings { get; init; }

    /// <summary>The first question where a prompt forbids the words of every other.</summary>
    public required string LastAsk { get; init; }

    /// <summary>Turns that any conversation can take.</summary>
    public required CommonBranches Branches { get; init; }

    /// <summary>What is never said, whatever the prompt.</summary>
    public required ImmutableArray<string> Forbidden { get; init; }

    /// <summary>Words for what the prompt does not name.</summary>
    public required FrozenDictionary<Trade, TradeWords> Trades { get; init; }

    /// <summary>The same where the trade is not known either.</summary>
    public required TradeWords Unknown { get; init; }
}

/// <summary>What is said for one goal.</summary>
/// <param name="Asks">The first question; the later ones avoid words of the earlier ones.</param>
/// <param name="Goal">What is to be reached.</param>
/// <param name="Branches">Turns of its own: that the person agrees, and that they do not, first.</param>
internal sealed record GoalWording(ImmutableArray<string> Asks, string Goal, ImmutableArray<RuleBookBranch> Branches);

/// <summary>The greetings, each with the disclosure that a machine speaks and that the call is recorded.</summary>
/// <param name="Named">By tone, when the prompt names who calls.</param>
/// <param name="Nameless">When it does not.</param>
internal sealed record Greetings(FrozenDictionary<Tone, string> Named, string DefaultNamed, FrozenDictionary<Tone, string> Nameless, string DefaultNameless);

/// <summary>Turns that any conversation can take.</summary>
internal sealed record CommonBranches
{
    public required RuleBookBranch CallLater { get; init; }

    public required RuleBookBranch Person { get; init; }

    public required RuleBookBranch DiscountWithOffer { get; init; }

    public required RuleBookBranch DiscountWithoutOffer { get; init; }

    public required RuleBookBranch Voicemail { get; init; }

    public required RuleBookBranch DoNotCall { get; init; }

    public required RuleBookBranch WrongPerson { get; init; }

    public required RuleBookBranch Machine { get; init; }

    public required RuleBookBranch OtherLanguage { get; init; }
}

/// <summary>Words for a trade.</summary>
/// <param name="Product">What the call is about, such as "our software".</param>
/// <param name="Thing">What is renewed, such as "subscription".</param>
internal sealed record TradeWords(string Product, string Thing);
