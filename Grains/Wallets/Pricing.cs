namespace Switchboard.Wallets;

/// <summary>What a conversation costs (contract, section 4).</summary>
public static class Pricing
{
    /// <summary><c>ceil(seconds × rate / 60)</c> in minor units: 142 seconds at 600 a minute are 1420.</summary>
    public static long Price(int seconds, long ratePerMinuteMinor)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(seconds);
        ArgumentOutOfRangeException.ThrowIfNegative(ratePerMinuteMinor);
        return checked(((seconds * ratePerMinuteMinor) + 59) / 60);
    }

    /// <summary>Whole minutes of conversation that an amount pays for: 500 at 12 a minute are 41.</summary>
    public static long WholeMinutes(long amountMinor, long ratePerMinuteMinor) =>
        ratePerMinuteMinor == 0 ? 0 : Math.Max(0, amountMinor) / ratePerMinuteMinor;
}
