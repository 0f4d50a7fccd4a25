using System.Collections.Frozen;
using System.Globalization;

namespace Switchboard.Voices;

/// <summary>How a persona sounds when espeak-ng speaks for it.</summary>
/// <param name="Voice">A voice and its variant.</param>
/// <param name="Pitch">0 to 99.</param>
/// <param name="WordsPerMinute">About how fast.</param>
internal sealed record EspeakVoice(string Voice, int Pitch, int WordsPerMinute)
{
    // The plain "en-gb" does not take variants; its three accents do.
    private static readonly FrozenDictionary<string, EspeakVoice> ByPersona = new Dictionary<string, EspeakVoice>
    {
        ["amelia"] = new("en-gb-x-rp+f2", Pitch: 50, WordsPerMinute: 155),
        ["rohan"] = new("en-gb-x-rp+m3", Pitch: 48, WordsPerMinute: 160),
        ["kai"] = new("en-us+m1", Pitch: 75, WordsPerMinute: 185),
        ["anya"] = new("en-gb-scotland+f3", Pitch: 72, WordsPerMinute: 175),
        ["leo"] = new("en-us+m2", Pitch: 18, WordsPerMinute: 138),
        ["priya"] = new("en-gb-x-rp+f4", Pitch: 42, WordsPerMinute: 145),
        ["meera"] = new("hi+f2", Pitch: 60, WordsPerMinute: 150),
    }.ToFrozenDictionary();

    /// <summary>The voice of a persona.</summary>
    public static EspeakVoice Of(Persona persona) => ByPersona[persona.Name];

    /// <summary>What the program is told: UTF-8 from its input, sound to its output.</summary>
    public IEnumerable<string> Arguments =>
    [
        "-v", Voice,
        "-p", Pitch.ToString(CultureInfo.InvariantCulture),
        "-s", WordsPerMinute.ToString(CultureInfo.InvariantCulture),
        "-b", "1", "--stdin", "--stdout",
    ];
}
