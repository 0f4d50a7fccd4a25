using System.Collections.Immutable;

namespace Switchboard.Objections;

/// <summary>An objection that people make on the telephone, with an answer that is honest and does not press.</summary>
/// <param name="Id">Names it in rule books and counts; never changes and is never used again for another.</param>
/// <param name="Category">What it is about, such as <c>price</c>; one of <see cref="ObjectionLibrary.Categories"/>.</param>
/// <param name="English">In English.</param>
/// <param name="Hindi">In Hindi; null where there is no translation.</param>
/// <param name="Goals">The goals of calls that it comes up in (see <see cref="RuleBooks.Prompts.CallGoals"/>); empty for all.</param>
/// <param name="Trades">The trades that it is made in; empty for all.</param>
/// <param name="NeedsOffer">
/// True: fits only an agent who may offer something; false: only one who may offer nothing; null: both.
/// </param>
public sealed record Objection(
    string Id,
    string Category,
    ObjectionWording English,
    ObjectionWording? Hindi,
    ImmutableArray<string> Goals,
    ImmutableArray<string> Trades,
    bool? NeedsOffer)
{
    /// <summary>Whether it comes up in calls with this goal in this trade (null: one that is not known).</summary>
    public bool Suits(string goal, string? trade) =>
        (Goals.IsEmpty || Goals.Contains(goal)) && (Trades.IsEmpty || trade is null || Trades.Contains(trade));

    /// <summary>The wording in a language, by its BCP 47 tag; null where there is none.</summary>
    public ObjectionWording? In(string language) => language.StartsWith("hi", StringComparison.OrdinalIgnoreCase) ? Hindi : English;
}

/// <summary>An objection in one language.</summary>
/// <param name="TriggerText">What the person says.</param>
/// <param name="RebuttalTemplate">What to answer, with the slots of <see cref="ObjectionSlots"/>.</param>
public sealed record ObjectionWording(string TriggerText, string RebuttalTemplate);
