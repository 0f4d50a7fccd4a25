using Switchboard.Deadlines;

namespace Switchboard.Tests.Grains.Deadlines;

/// <summary>The scheduler's heap against a plain dictionary.</summary>
public sealed class DeadlineHeapTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Each_grain_is_taken_once_when_its_last_deadline_has_passed(int seed)
    {
        var random = new Random(seed);
        var heap = new DeadlineHeap();
        var model = new Dictionary<string, DateTimeOffset>();
        var now = Start;
        for (var step = 0; step < 20_000; step++)
        {
            var key = random.Next(200).ToString();
            switch (random.Next(4))
            {
                case 0:
                    heap.Remove("calls", key);
                    model.Remove(key);
                    break;
                case 1:
                    now = now.AddSeconds(random.Next(5));
                    var due = model.Where(pair => pair.Value <= now).Select(pair => pair.Key).ToHashSet();
                    while (heap.TryTakeDue(now, out var kind, out var taken, out _))
                    {
                        Assert.Equal("calls", kind);
                        Assert.True(due.Remove(taken), $"{taken} was taken though it is not due");
                        model.Remove(taken);
                    }

                    Assert.Empty(due);
                    break;
                default:
                    var at = now.AddSeconds(random.Next(-2, 60));
                    heap.Set("calls", key, at);
                    model[key] = at;
                    break;
            }

            Assert.Equal(model.Count, heap.Count);
            Assert.True(model.Count == 0 || heap.NextAt <= model.Values.Min());
        }
    }

    [Fact]
    public void The_shard_of_a_key_never_changes()
    {
        Assert.Equal([0, 4, 5], new[] { "0199b7a2-5f4e-7c3d-9a1b-2c3d4e5f6071", "a", "tenant" }.Select(DeadlineShards.Of));
        var shares = Enumerable.Range(0, 8000).GroupBy(i => DeadlineShards.Of($"key-{i}")).Select(group => group.Count()).ToList();
        Assert.Equal(DeadlineShards.Count, shares.Count);
        Assert.All(shares, share => Assert.InRange(share, 800, 1200));
    }
}
