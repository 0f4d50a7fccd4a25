using System.Globalization;
using System.Text.RegularExpressions;
using Switchboard.RuleBooks.Prompts;

namespace Switchboard.RuleBooks;

/// <summary>
/// What a prompt backs: a rule book written from it offers no more than it allows, and names no prices, shares, addresses or telephone numbers that it
/// does not name. A model's inventions are caught here.
/// </summary>
internal sealed partial class PromptBacking
{
    private readonly string _prompt;
    private readonly string _wishes;
    private readonly IReadOnlyList<decimal> _percents;
    private readonly IReadOnlyList<(string Currency, decimal Value)> _amounts;
    private readonly decimal _percentMax;
    private readonly Dictionary<string, decimal> _amountMax;

    public PromptBacking(string prompt)
    {
        _prompt = PromptText.Normalise(prompt);
        var prohibitions = ProhibitionReader.Read(_prompt);
        _wishes = prohibitions.Wishes;
        _percents = [.. Figures.PercentsIn(_wishes)];
        _amounts = [.. Figures.AmountsIn(_wishes)];
        var offers = string.Join('\n', OfferReader.Read(_wishes, prohibitions.Texts));
        // Where no offer was recognised, the highest figure is the limit.
        _percentMax = Figures.PercentsIn(offers).DefaultIfEmpty(_percents.DefaultIfEmpty(0).Max()).Max();
        _amountMax = (Figures.AmountsIn(offers).Any() ? Figures.AmountsIn(offers) : _amounts)
            .GroupBy(amount => amount.Currency).ToDictionary(group => group.Key, group => group.Max(amount => amount.Value));
    }

    /// <summary>What of a whole rule book the prompt does not back, as sentences with paths.</summary>
    public IEnumerable<string> Check(RuleBook book)
    {
        foreach (var (path, text) in SpokenLines.Texts(book))
        {
            var said = PromptText.Normalise(text);
            var faults = path.StartsWith("offers[", StringComparison.Ordinal) ? CheckOffer(said, isWhole: true) : CheckLine(said);
            foreach (var fault in faults.Concat(CheckAddresses(said)).Distinct())
                yield return $"{path} {fault}";
        }
    }

    private IEnumerable<string> CheckLine(string line)
    {
        var offers = OfferReader.Read(line, []);
        foreach (var fault in offers.SelectMany(offer => CheckOffer(offer, isWhole: false)))
            yield return fault;
        var rest = offers.Aggregate(line, (text, offer) => text.Replace(offer, "", StringComparison.OrdinalIgnoreCase));
        foreach (var percent in Figures.PercentsIn(rest).Where(percent => !_percents.Contains(percent)))
            yield return $"names {Plain(percent)}%, which the prompt does not";
        foreach (var amount in Figures.AmountsIn(rest).Where(amount => !_amounts.Contains(amount)))
            yield return $"names an amount ({amount.Currency} {Plain(amount.Value)}), which the prompt does not";
    }

    private IEnumerable<string> CheckOffer(string offer, bool isWhole)
    {
        var figures = 0;
        foreach (var percent in Figures.PercentsIn(offer))
        {
            figures++;
            if (percent > _percentMax)
                yield return _percentMax == 0 ? $"offers {Plain(percent)}%, and the prompt allows none" : $"offers {Plain(percent)}%, and the prompt allows up to {Plain(_percentMax)}%";
        }

        foreach (var (currency, value) in Figures.AmountsIn(offer))
        {
            figures++;
            if (!_amountMax.TryGetValue(currency, out var max))
                yield return $"offers {currency} {Plain(value)}, and the prompt allows none";
            else if (value > max)
                yield return $"offers {currency} {Plain(value)}, and the prompt allows up to {currency} {Plain(max)}";
        }

        if (Free().IsMatch(offer) && !Free().IsMatch(_wishes))
            yield return "offers something free, and the prompt does not";
        if (isWhole && figures == 0 && !SharesWord(offer))
            yield return "is not an offer of the prompt";
    }

    private IEnumerable<string> CheckAddresses(string text)
    {
        foreach (Match address in Addresses().Matches(text))
        {
            if (!_prompt.Contains(address.Value.TrimEnd('.', ',', '/'), StringComparison.OrdinalIgnoreCase))
                yield return $"names an address that the prompt does not: {address.Value}";
        }

        foreach (Match phone in Phones().Matches(text))
        {
            if (!DigitsOf(_prompt).Contains(DigitsOf(phone.Value), StringComparison.Ordinal))
                yield return $"names a telephone number that the prompt does not: {phone.Value}";
        }
    }

    private bool SharesWord(string offer) =>
        LongWords().Matches(offer).Any(word => _wishes.Contains(word.Value, StringComparison.OrdinalIgnoreCase));

    private static string DigitsOf(string text) => string.Concat(text.Where(char.IsAsciiDigit));

    private static string Plain(decimal number) => number.ToString("0.##", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"(?<!feel |toll[ -]|are |be |is |if )\b(free|complimentary)\b(?! (?:to|of|from|on|at|now)\b)|मुफ्त|फ्री|निःशुल्क", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Free();

    [GeneratedRegex(
        @"\b(https?://|www\.)[^\s""'<>]+|\b[\w.+-]+@[\w-]+(\.[\w-]+)+|\b[a-z0-9-]+\.(com|org|net|io|ai|co|in|app|dev|uk|us)\b(/[^\s""'<>]*)?",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Addresses();

    [GeneratedRegex(@"\+?\d[\d ()-]{6,}\d", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Phones();

    [GeneratedRegex(@"[\p{L}\p{M}]{4,}", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LongWords();
}
