using Switchboard.Contacts;

namespace Switchboard.Tests.Grains.Contacts;

public sealed class ContactIdsTests
{
    [Fact]
    public void Ids_of_one_millisecond_are_in_their_order_and_go_on_when_the_clock_goes_back()
    {
        var time = new SettableTime { Now = DateTimeOffset.FromUnixTimeMilliseconds(1_800_000_000_000) };
        var ids = new ContactIds(time);

        var given = Enumerable.Range(0, 5000).Select(_ => ids.Next()).ToList();
        time.Now -= TimeSpan.FromMinutes(1);
        given.Add(ids.Next());
        time.Now += TimeSpan.FromMinutes(2);
        given.Add(ids.Next());

        Assert.Equal(given.Order(StringComparer.Ordinal), given);
        Assert.Equal(given.Count, given.Distinct().Count());
        Assert.All(given, id => Assert.Equal((7, true), (Guid.Parse(id).Version, Guid.Parse(id).Variant is >= 8 and <= 11)));
    }

    private sealed class SettableTime : TimeProvider
    {
        public DateTimeOffset Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
