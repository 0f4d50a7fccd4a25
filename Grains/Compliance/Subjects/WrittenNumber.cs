using System.Globalization;
using System.Text;

namespace Switchboard.Compliance;

/// <summary>
/// Finds a number in what people wrote: with blanks, dashes and brackets, in digits of any script, without its country, or with an extension behind it. The
/// last ten digits decide; other people's numbers with the same ones, in other countries, are taken for it.
/// </summary>
internal sealed class WrittenNumber
{
    private const int NationalDigits = 10;

    /// <summary>Characters that may stand between two digits of a number within a sentence: <c>") "</c> or <c>" - "</c>.</summary>
    private const int GapMax = 3;

    private readonly string _country;
    private readonly string _national;

    /// <param name="phone">The number, E.164.</param>
    public WrittenNumber(string phone)
    {
        int begin = Math.Max(1, phone.Length - NationalDigits);
        (_country, _national) = (phone[1..begin], phone[begin..]);
    }

    /// <summary>Whether the digits of a text that is nothing but a number, or was meant to be one, contain it.</summary>
    public bool IsIn(string written) => DigitsOf(written).Digits.Contains(_national, StringComparison.Ordinal);

    /// <summary>A sentence with the pseudonym wherever it has the number; the sentence itself when it has not.</summary>
    public string Replace(string text, string pseudonym)
    {
        var (digits, places) = DigitsOf(text);
        var replaced = new StringBuilder();
        var (kept, used) = (0, 0);
        for (int at = 0; (at = digits.IndexOf(_national, at, StringComparison.Ordinal)) >= 0;)
        {
            var (begin, end) = (at, at + _national.Length);
            if (!IsUnbroken(text, places, begin, end))
            {
                at++;
                continue;
            }

            int withCountry = begin - _country.Length;
            if (withCountry >= used && string.CompareOrdinal(digits, withCountry, _country, 0, _country.Length) == 0 && IsUnbroken(text, places, withCountry, end))
                begin = withCountry;
            int first = places[begin];
            while (first > kept && text[first - 1] is '+' or '(')
                first--;
            replaced.Append(text, kept, first - kept).Append(pseudonym);
            (kept, used, at) = (places[end - 1] + 1, end, end);
        }

        return kept == 0 ? text : replaced.Append(text, kept, text.Length - kept).ToString();
    }

    private static bool IsUnbroken(string text, List<int> places, int begin, int end)
    {
        for (int i = begin + 1; i < end; i++)
        {
            int after = places[i - 1] + 1;
            if (places[i] - after > GapMax)
                return false;
            foreach (char between in text.AsSpan(after, places[i] - after))
            {
                if (char.IsLetter(between))
                    return false;
            }
        }

        return true;
    }

    private static (string Digits, List<int> Places) DigitsOf(string text)
    {
        var digits = new StringBuilder(text.Length);
        var places = new List<int>(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            if (CharUnicodeInfo.GetDecimalDigitValue(text[i]) is >= 0 and var digit)
            {
                digits.Append((char)('0' + digit));
                places.Add(i);
            }
        }

        return (digits.ToString(), places);
    }
}
