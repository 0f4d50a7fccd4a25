using System.Globalization;

namespace Switchboard.Wallets;

/// <summary>Amounts for people to read.</summary>
public static class Money
{
    /// <summary>An amount of minor units with its currency's sign, such as <c>$1,250.00</c> or <c>−₹3.50</c>; a currency without a known sign is named by its code.</summary>
    public static string Format(long minor, string currency)
    {
        var amount = (Math.Abs((decimal)minor) / 100).ToString("N2", CultureInfo.InvariantCulture);
        var sign = minor < 0 ? "\u2212" : "";
        return currency switch
        {
            "USD" => $"{sign}${amount}",
            "INR" => $"{sign}\u20B9{amount}",
            _ => $"{sign}{amount} {currency}",
        };
    }
}
