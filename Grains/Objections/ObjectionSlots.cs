using System.Collections.Immutable;
using System.Text;

namespace Switchboard.Objections;

/// <summary>The slots of the library's templates, such as <c>{product}</c>, and how slots are filled.</summary>
public static class ObjectionSlots
{
    private const string SentenceEnds = ".!?।";

    /// <summary>Each slot by its name, with what belongs into it.</summary>
    public static ImmutableSortedDictionary<string, string> Meanings { get; } = ImmutableSortedDictionary<string, string>.Empty
        .Add("company", "Who calls, as the subject of a sentence: a name, or \"our team\".")
        .Add("offer", "What the agent may offer, and nothing beyond it, such as \"up to 10 % off\".")
        .Add("product", "What the call is about, with its article if it has one: a name, or \"our service\".");

    /// <summary>Puts words into a text's slots; what begins a sentence gets a capital letter. A slot without words stays.</summary>
    /// <param name="template">The text.</param>
    /// <param name="words">The words by the slot's name.</param>
    public static string Fill(string template, IReadOnlyDictionary<string, string> words)
    {
        var text = new StringBuilder(template.Length + 64);
        for (var at = 0; at < template.Length;)
        {
            var open = template.IndexOf('{', at);
            var close = open < 0 ? -1 : template.IndexOf('}', open);
            if (close < 0)
                return text.Append(template, at, template.Length - at).ToString();
            text.Append(template, at, open - at);
            Append(text, words.TryGetValue(template[(open + 1)..close], out var filling) ? filling : template[open..(close + 1)]);
            at = close + 1;
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, string filling)
    {
        var begins = text.Length == 0 || (text.Length > 1 && text[^1] == ' ' && SentenceEnds.Contains(text[^2], StringComparison.Ordinal));
        if (begins && filling.Length > 0)
            text.Append(char.ToUpperInvariant(filling[0])).Append(filling, 1, filling.Length - 1);
        else
            text.Append(filling);
    }
}
