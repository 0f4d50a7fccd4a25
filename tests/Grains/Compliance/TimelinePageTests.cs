using Switchboard.Compliance;

namespace Switchboard.Tests.Grains.Compliance;

/// <summary>Pages whose last instant, printed to the millisecond, is what the next page is asked for by.</summary>
public sealed class TimelinePageTests
{
    private static readonly DateTimeOffset Start = new(2026, 5, 25, 10, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_page_never_ends_within_a_millisecond()
    {
        var entries = At(5000, 4000, 3900, 3100, 3000, 2999, 1000);

        // 3.900, 3.100 and 3.000 are of one millisecond.
        Assert.Equal([5000, 4000], Cut(entries, 2));
        Assert.Equal([5000, 4000], Cut(entries, 3));
        Assert.Equal([5000, 4000], Cut(entries, 4));
        Assert.Equal([5000, 4000, 3900, 3100, 3000], Cut(entries, 5));
        Assert.Equal([5000, 4000, 3900, 3100, 3000, 2999, 1000], Cut(entries, 7));
        Assert.Equal([5000, 4000, 3900, 3100, 3000, 2999, 1000], Cut(entries, 8));
    }

    [Fact]
    public void What_happened_in_one_millisecond_is_one_page_even_if_it_is_more()
    {
        Assert.Equal([3300, 3200, 3100], Cut(At(3100, 3300, 3200, 1000), 1));
        Assert.Empty(Cut([], 1));
    }

    [Fact]
    public void Page_after_page_everything_comes_once()
    {
        int seed = Environment.TickCount;
        var random = new Random(seed);
        var entries = Enumerable.Range(0, 300).Select(_ => At(random.Next(100_000))[0]).ToList();
        for (int limit = 1; limit < 40; limit += 3)
        {
            var seen = new List<TimelineEntry>();
            for (DateTimeOffset? before = null; ;)
            {
                var page = TimelinePage.Cut(entries.Where(entry => !(entry.At >= before)), limit);
                if (page.Count == 0)
                    break;
                seen.AddRange(page);
                before = DateTimeOffset.FromUnixTimeMilliseconds(page[^1].At.ToUnixTimeMilliseconds());
            }

            Assert.True(seen.SequenceEqual(entries.OrderByDescending(entry => entry.At)), $"seed {seed}, pages of {limit}");
        }
    }

    private static List<TimelineEntry> At(params int[] microseconds) =>
        [.. microseconds.Select(us => (TimelineEntry)new TimelineEntry.Suppressed(new DncEntry("id", "+12025550100", null, DncSources.Manual, Start.AddMicroseconds(us))))];

    private static IEnumerable<int> Cut(List<TimelineEntry> entries, int limit) =>
        TimelinePage.Cut(entries, limit).Select(entry => (int)(entry.At - Start).TotalMicroseconds);
}
