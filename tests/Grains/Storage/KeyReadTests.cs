using Switchboard.Storage;
using static Switchboard.Tests.Grains.Storage.TestModel;

namespace Switchboard.Tests.Grains.Storage;

/// <summary>Reads by key: PostgreSQL answers many at once, and nobody may notice.</summary>
public abstract class KeyReadTests : StoreSuite
{
    [StoreFact]
    public async Task Each_of_many_readers_at_once_gets_its_own_row_or_none()
    {
        foreach (int i in Enumerable.Range(0, 300)) await CommitAsync(new WriteSet().Put(CallTable, Call($"t{i % 3}", $"c{i}"), expectedVersion: 0));
        var reads = Enumerable.Range(0, 600).Select(i =>
            Store.ReadAsync(CallTable, CallKey($"t{i % 3}", $"c{i}"), row => $"{row.Text("tenant_id")}/{row.Text("id")}").AsTask());
        var expected = Enumerable.Range(0, 600).Select(i => i < 300 ? $"t{i % 3}/c{i}" : null);
        Assert.Equal(expected, await Task.WhenAll(reads));
        Assert.Null(await Store.ReadAsync(CallTable, CallKey("t1", "c0"), row => row.Text("id")));
    }

    [StoreFact]
    public async Task A_reader_that_cannot_make_sense_of_its_row_fails_alone()
    {
        await CommitAsync(new WriteSet().Put(CallTable, Call("t", "a"), expectedVersion: 0).Insert(EventTable, Event("e", "a", 1)));
        var good = Enumerable.Range(0, 20).Select(_ => Store.ReadAsync(CallTable, CallKey("t", "a"), row => row.Text("id")).AsTask()).ToList();
        var bad = Store.ReadAsync<string>(CallTable, CallKey("t", "a"), _ => throw new FormatException("not mine")).AsTask();
        var other = Store.ReadAsync(EventTable, new Row { ["id"] = "e" }, row => row.Text("call_id")).AsTask();
        await Assert.ThrowsAsync<FormatException>(() => bad);
        Assert.All(await Task.WhenAll(good), id => Assert.Equal("a", id));
        Assert.Equal("a", await other);
    }

    [StoreFact]
    public async Task What_is_committed_before_a_read_is_seen_by_it_under_load()
    {
        await Task.WhenAll(Enumerable.Range(0, 32).Select(reader => Task.Run(async () =>
        {
            var (id, version) = ($"c{reader}", 0L);
            for (int i = 0; i < 20; i++)
            {
                version = (await CommitAsync(new WriteSet().Put(CallTable, Call("t", id, $"s{i}"), version))).Versions.Single();
                Assert.Equal($"s{i}", await Store.ReadAsync(CallTable, CallKey("t", id), row => row.Text("status")));
            }
        })));
    }
}

/// <summary>On SQLite.</summary>
public sealed class SqliteKeyReadTests : KeyReadTests
{
    internal override Task<ITestDatabase> CreateDatabaseAsync() => Task.FromResult<ITestDatabase>(new SqliteTestDatabase());
}

/// <summary>On PostgreSQL.</summary>
[NeedsPostgres]
public sealed class PostgresKeyReadTests : KeyReadTests
{
    internal override async Task<ITestDatabase> CreateDatabaseAsync() => await PostgresTestDatabase.CreateAsync();
}
