using Microsoft.Extensions.Logging.Abstractions;
using Switchboard.Storage;
using Switchboard.Tests.Grains.Support;
using static Switchboard.Tests.Grains.Storage.TestModel;

namespace Switchboard.Tests.Grains.Storage;

/// <summary>A disk that runs full under load, and has room again.</summary>
public sealed class DiskFullTests : StoreSuite
{
    private static readonly string Bulk = $"\"{new string('x', 20_000)}\"";

    internal override Task<ITestDatabase> CreateDatabaseAsync() => Task.FromResult<ITestDatabase>(new SqliteTestDatabase { PageCountMax = 400 });

    [Fact]
    public async Task Writes_fail_whole_and_known_and_go_on_when_there_is_room_again()
    {
        var commits = Enumerable.Range(0, 200).Select(i => (Id: i, Task: Store.CommitAsync(Large(i)))).ToList();
        var failed = new List<int>();
        foreach (var (id, task) in commits)
        {
            if (await Record.ExceptionAsync(() => task) is not { } exception)
                continue;
            Assert.False(Assert.IsType<StoreUnavailableException>(exception).IsOutcomeUnknown);
            failed.Add(id);
        }

        Assert.InRange(failed.Count, 1, 199);
        Assert.False(Store.Health.IsOk);
        Assert.Contains("full", Store.Health.LastError!, StringComparison.Ordinal);
        await CheckAsync(Enumerable.Range(0, 200).Except(failed));

        // Deleting needs no room, and makes some.
        var kept = Enumerable.Range(0, 200).Except(failed).ToList();
        foreach (int id in kept.Take(kept.Count / 2))
            await CommitAsync(Delete(id));
        Assert.True(Store.Health.IsOk);
        await CommitAsync(Large(failed[0]));
        await CheckAsync([.. kept.Skip(kept.Count / 2), failed[0]]);
    }

    [Fact]
    public async Task The_health_recovers_without_another_write()
    {
        var options = new CommitQueueOptions { ProbeInterval = TimeSpan.FromMilliseconds(20) };
        await using var queue = new CommitQueue(Opened, options, TimeProvider.System, NullLogger.Instance);
        int id = 0;
        while (await Record.ExceptionAsync(() => queue.CommitAsync(Large(id), default)) is null)
            id++;
        await Eventually.HoldsAsync(() => queue.Health.IsOk, TimeSpan.FromSeconds(10), "a write that needs no room");
    }

    private static WriteSet Large(int id)
    {
        var call = Call("t", $"{id}");
        call["state"] = Bulk;
        var body = Event($"{id}", $"{id}", 1);
        body["body"] = Bulk;
        return new WriteSet().Put(CallTable, call, expectedVersion: 0).Insert(EventTable, body).Add(CounterTable, CounterKey("t", "calls"), "n", 1);
    }

    private static WriteSet Delete(int id) => new WriteSet()
        .Delete(CallTable, CallKey("t", $"{id}"), expectedVersion: 1)
        .Delete(EventTable, new Row { ["id"] = $"{id}" }, required: true)
        .Add(CounterTable, CounterKey("t", "calls"), "n", -1);

    private async Task CheckAsync(IEnumerable<int> expected)
    {
        var ids = expected.Select(i => $"{i}").Order(StringComparer.Ordinal).ToList();
        Assert.Equal(ids, await Store.QueryAsync(new SqlQuery("SELECT id FROM calls ORDER BY id"), r => r.Text("id")));
        Assert.Equal(ids, await Store.QueryAsync(new SqlQuery("SELECT id FROM events ORDER BY id"), r => r.Text("id")));
        Assert.Equal(ids.Count, await Store.ReadAsync(CounterTable, CounterKey("t", "calls"), r => r.Int64("n")));
        long next = await Store.FirstOrDefaultAsync(new SqlQuery("SELECT next FROM ordinals"), r => r.Int64("next"));
        var ordinals = await Store.QueryAsync(new SqlQuery("SELECT ordinal FROM calls"), r => r.Int64("ordinal"));
        Assert.All(ordinals, ordinal => Assert.InRange(ordinal, 0, next - 1));
    }
}
