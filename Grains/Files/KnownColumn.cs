using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Switchboard.Files;

/// <summary>A column that a table is searched for, by the headers that people give it.</summary>
public sealed class KnownColumn
{
    private readonly FrozenDictionary<string, int> _ranks;

    /// <summary>Declares a column.</summary>
    /// <param name="headers">
    /// Its headers, the most telling first: of a table's columns, the one whose header comes first here is taken. Case, blanks and punctuation do not matter.
    /// </param>
    public KnownColumn(params ReadOnlySpan<string> headers)
    {
        Headers = [.. headers];
        _ranks = Headers.Select((header, rank) => (Key: Fold(header), rank)).DistinctBy(header => header.Key).ToFrozenDictionary(header => header.Key, header => header.rank);
    }

    /// <summary>The headers as declared; the first is what the column is called.</summary>
    public ImmutableArray<string> Headers { get; }

    /// <summary>Whether a text looks like a value of this column, which tells a table without a header row; null: nothing tells.</summary>
    public Func<string, bool>? Recognises { get; init; }

    /// <summary>How telling a header is for this column, 0 the most; null: it is none of its headers.</summary>
    public int? RankOf(string header) => _ranks.TryGetValue(Fold(header), out var rank) ? rank : null;

    /// <summary>A header without what does not matter: letters and digits in lower case, with one underscore for everything between them.</summary>
    private static string Fold(string header)
    {
        var folded = new StringBuilder(header.Length);
        foreach (var rune in header.Normalize(NormalizationForm.FormC).EnumerateRunes())
        {
            // Marks are parts of words in the scripts of India and Arabia.
            if (Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark)
                folded.Append(Rune.ToLowerInvariant(rune).ToString());
            else if (folded.Length > 0 && folded[^1] != '_')
                folded.Append('_');
        }

        return folded.ToString().Trim('_');
    }
}
