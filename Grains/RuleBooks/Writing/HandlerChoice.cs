using System.Collections.Immutable;
using Switchboard.Objections;
using Switchboard.RuleBooks.Prompts;

namespace Switchboard.RuleBooks.Writing;

/// <summary>Chooses objections of the library that fit a prompt, and fills in its names.</summary>
internal static class HandlerChoice
{
    private const int CountMax = 8;

    /// <summary>Up to eight of different kinds, those of the goal first; none says what is forbidden.</summary>
    public static ImmutableArray<ObjectionHandler> For(
        PromptReading reading, string language, IReadOnlyDictionary<string, string> words, IReadOnlyCollection<string> forbidden)
    {
        var trade = reading.Trade?.ToString().ToLowerInvariant();
        var categories = ObjectionLibrary.All
            .Where(objection => objection.Suits(reading.Goal, trade) && (objection.NeedsOffer is null || objection.NeedsOffer == reading.Offers.Length > 0))
            .Select(objection => (Objection: objection, Handler: Fill(objection, language, words)))
            .Where(entry => entry.Handler is not null && !forbidden.Any(phrase => ForbiddenPhrases.Says(entry.Handler.Response, phrase)))
            .GroupBy(entry => entry.Objection.Category)
            .OrderByDescending(category => category.Count(entry => IsOfGoal(entry.Objection)))
            .Select(category => category.OrderByDescending(entry => IsOfGoal(entry.Objection)).Select(entry => entry.Handler!).ToList())
            .ToList();
        // One of each category, then a second of each, and so on.
        return
        [
            .. Enumerable.Range(0, CountMax)
                .SelectMany(place => categories.Where(category => place < category.Count).Select(category => category[place]))
                .Take(CountMax),
        ];
    }

    private static bool IsOfGoal(Objection objection) => !objection.Goals.IsEmpty;

    private static ObjectionHandler? Fill(Objection objection, string language, IReadOnlyDictionary<string, string> words) =>
        objection.In(language) is { } wording
            ? new ObjectionHandler(wording.TriggerText, ObjectionSlots.Fill(wording.RebuttalTemplate, words), objection.Id)
            : null;
}
