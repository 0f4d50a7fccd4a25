using System.Globalization;
using System.Text.RegularExpressions;

namespace Switchboard.RuleBooks.Prompts;

/// <summary>Finds shares and amounts of money in texts.</summary>
internal static class Figures
{
    private static readonly Regex Percents = WordList.Pattern(Money.Percent);
    private static readonly Regex Amounts = WordList.Pattern(Money.Amount);
    private static readonly Regex Digits = WordList.Pattern(@"\d(?:[\d,]*\d)?(?:\.\d{1,2})?");

    private static readonly (string Currency, WordList Signs)[] Currencies =
    [
        ("INR", new(@"₹|rs|inr|rupees?|रुपये|रुपए|रुपया|/-")),
        ("EUR", new("€|eur|euros?")),
        ("GBP", new("£|gbp|pounds?")),
        ("AED", new("aed|dirhams?")),
    ];

    /// <summary>The shares in a normalised text, in percent.</summary>
    public static IEnumerable<decimal> PercentsIn(string text) => Percents.Matches(text).Select(match => Number(match.Value));

    /// <summary>The amounts in a normalised text, each with its currency; every kind of dollar counts as the same.</summary>
    public static IEnumerable<(string Currency, decimal Value)> AmountsIn(string text) => Amounts.Matches(text).Select(match => (CurrencyOf(match.Value), Number(match.Value)));

    private static decimal Number(string figure)
    {
        var digits = Digits.Match(figure).Value.Replace(",", "", StringComparison.Ordinal);
        // Longer than any price: all such count as one.
        var number = digits.Length <= 15 ? decimal.Parse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture) : decimal.MaxValue / 1000;
        return figure.EndsWith("k", StringComparison.OrdinalIgnoreCase) ? number * 1000 : number;
    }

    private static string CurrencyOf(string amount)
    {
        var signs = Digits.Replace(amount, " ");
        return Currencies.FirstOrDefault(currency => currency.Signs.IsIn(signs), ("USD", null!)).Currency;
    }
}
