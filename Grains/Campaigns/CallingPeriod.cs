namespace Switchboard.Campaigns;

/// <summary>The days on which a campaign calls, on the clocks of the people called. The default is every day.</summary>
/// <param name="First">The first day; null: from the beginning.</param>
/// <param name="Last">The last day; null: without end.</param>
public readonly record struct CallingPeriod(DateOnly? First, DateOnly? Last)
{
    /// <summary>The zone in which a day ends last of all is so far behind UTC.</summary>
    private static readonly TimeSpan FurthestBehind = TimeSpan.FromHours(12);

    /// <summary>Whether it leaves any day out.</summary>
    public bool IsBounded => First is not null || Last is not null;

    /// <summary>Whether the day is one of them.</summary>
    public bool Includes(DateOnly day) => !(day < First) && !(day > Last);

    /// <summary>Whether its last day is over everywhere on earth.</summary>
    public bool IsOver(DateTimeOffset now) => Last is { } last && DateOnly.FromDateTime((now - FurthestBehind).UtcDateTime) > last;
}
