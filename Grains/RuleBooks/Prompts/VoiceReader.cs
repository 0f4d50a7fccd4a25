using System.Text.RegularExpressions;
using Switchboard.Voices;

namespace Switchboard.RuleBooks.Prompts;

/// <summary>Reads whose voice is asked for.</summary>
internal static class VoiceReader
{
    private static readonly string Names = string.Join('|', Personas.Names);

    private static readonly Regex ByName = WordList.Pattern(
        $@"\b(?:voice|persona|agent|use|as|named|called|name is|with|by|speaker|caller)\s*(?:is|of|:|=|named|called)?\s*""?(?<name>{Names})\b|\b(?<name>{Names})(?:'s)?\s+(?:voice|persona|should|speaks|calls|will)\b");

    private static readonly Regex ByGender = WordList.Pattern(@"\b(?<female>female|woman's|feminine)\s+(?:\p{L}+ )?(?:voice|agent|persona|caller|speaker)\b|\b(?<male>male|man's|masculine)\s+(?:\p{L}+ )?(?:voice|agent|persona|caller|speaker)\b");

    /// <summary>The persona that is asked for by name; null for none.</summary>
    public static string? ReadPersona(string wishes) => ByName.Match(wishes) is { Success: true } match ? match.Groups["name"].Value.ToLowerInvariant() : null;

    /// <summary><c>female</c> or <c>male</c>; null when neither is asked for.</summary>
    public static string? ReadGender(string wishes) => ByGender.Match(wishes) switch
    {
        { Success: false } => null,
        var match => match.Groups["female"].Success ? "female" : "male",
    };
}
