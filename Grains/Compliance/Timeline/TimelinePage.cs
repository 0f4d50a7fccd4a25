namespace Switchboard.Compliance;

/// <summary>
/// Cuts pages out of a timeline that comes from several sources. Doors print instants to the millisecond, and the last one of a page is what the next is
/// asked for by; so a page never ends between two entries of one millisecond.
/// </summary>
internal static class TimelinePage
{
    /// <summary>How many more than the page itself each source is asked for, so that the entries of the last millisecond are all there.</summary>
    public const int Slack = 32;

    /// <summary>The page.</summary>
    /// <param name="entries">From each source the newest ones, at least the limit and the slack if it has so many.</param>
    /// <param name="limit">At most so many, unless more happened in one millisecond.</param>
    public static IReadOnlyList<TimelineEntry> Cut(IEnumerable<TimelineEntry> entries, int limit)
    {
        var sorted = entries.OrderByDescending(entry => entry.At).ToList();
        if (sorted.Count <= limit)
            return sorted;
        long cut = Millisecond(sorted[limit]);
        int whole = sorted.FindIndex(entry => Millisecond(entry) == cut);
        return sorted[..(whole > 0 ? whole : sorted.FindLastIndex(entry => Millisecond(entry) == cut) + 1)];
    }

    private static long Millisecond(TimelineEntry entry) => entry.At.ToUnixTimeMilliseconds();
}
