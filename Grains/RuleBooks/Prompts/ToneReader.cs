using System.Collections.Immutable;

namespace Switchboard.RuleBooks.Prompts;

/// <summary>Reads how the agent is to sound.</summary>
internal static class ToneReader
{
    private static readonly (Tone Tone, WordList Words)[] Hints =
    [
        (Tone.Friendly, new(@"friendly|warm|warmly|kind|cheerful|welcoming|personable|दोस्ताना|मित्रवत")),
        (Tone.Formal, new(@"formal|formally|professional|professionally|courteous|polite|politely|respectful|business-?like|औपचारिक|विनम्र|आदर(?:पूर्वक)?")),
        (Tone.Casual, new(@"casual|informal|relaxed|chatty|conversational|laid-?back|अनौपचारिक")),
        (Tone.Urgent, new(@"urgent (?:tone|but|and|voice)|(?:tone|sound|be|voice)\W{1,3}(?:\p{L}+ ){0,2}urgent|urgency|urgent|तत्काल")),
        (Tone.Empathetic, new(@"empath(?:y|etic|ic)|compassionate|understanding|caring|sympathetic|gentle|sensitive|सहानुभूति\p{L}*")),
        (Tone.Calm, new(@"calm|patient (?:tone|and|voice|manner)|patiently|soothing|reassuring|शांत")),
        (Tone.Energetic, new(@"energetic|enthusiastic|upbeat|excited|lively|dynamic|जोशीला|उत्साह\p{L}*")),
        (Tone.Playful, new(@"playful|humou?rous|funny|witty|fun tone")),
        (Tone.Concise, new(@"concise|brief|short and (?:sweet|crisp)|crisp|to the point|direct|succinct|संक्षिप्त")),
        (Tone.Firm, new(@"firm|assertive|serious|strict|सख्त")),
    ];

    /// <summary>The tones that are asked for, in the prompt's order.</summary>
    /// <param name="wishes">The prompt without its prohibitions: "do not be funny" asks for nothing.</param>
    public static ImmutableArray<Tone> Read(string wishes) =>
    [
        .. Hints.Select(hint => (hint.Tone, At: hint.Words.IndexIn(wishes))).Where(hint => hint.At >= 0).OrderBy(hint => hint.At).Select(hint => hint.Tone),
    ];
}
