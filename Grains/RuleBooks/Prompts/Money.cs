namespace Switchboard.RuleBooks.Prompts;

/// <summary>How figures of prices and discounts are written, as parts of patterns.</summary>
internal static class Money
{
    /// <summary>An amount of money: <c>₹500</c>, <c>Rs. 1,500</c>, <c>50 dollars</c>.</summary>
    public const string Amount =
        @"(?:(?:₹|rs\.?|inr|us\$|a\$|s\$|c\$|usd|\$|€|eur|£|gbp|aed|sgd|aud|cad)\s?\d(?:[\d,]*\d)?(?:\.\d{1,2})?(?:k\b)?|\d(?:[\d,]*\d)?(?:\.\d{1,2})?\s?(?:rupees?|rs\b\.?|inr|usd|dollars?|pounds?|euros?|dirhams?|रुपये|रुपए|रुपया|/-))";

    /// <summary>A share: <c>15%</c>, <c>15 percent</c>.</summary>
    public const string Percent = @"\d{1,3}(?:\.\d{1,2})?\s?(?:%|percent\b|per cent\b|pct\b|प्रतिशत|फीसदी|परसेंट)";

    /// <summary>The same as a range, such as <c>5-10%</c>.</summary>
    public const string PercentRange = @"(?:\d{1,3}\s?%?\s?(?:-|to)\s?)?" + Percent;
}
