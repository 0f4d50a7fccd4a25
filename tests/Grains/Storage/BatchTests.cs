using Switchboard.Storage;
using static Switchboard.Tests.Grains.Storage.TestModel;

namespace Switchboard.Tests.Grains.Storage;

/// <summary>Sets of one batch do not get into each other's way.</summary>
public abstract class BatchTests : StoreSuite
{
    [StoreFact]
    public async Task Bad_sets_of_a_batch_get_their_verdicts_and_the_good_ones_are_written()
    {
        await CommitAsync(new WriteSet().Put(CallTable, Call("t", "old", externalId: "x"), expectedVersion: 0).Insert(EventTable, Event("e0", "old", 0)));
        var outcomes = Opened.Execute(
        [
            new WriteSet().Put(CallTable, Call("t", "a"), expectedVersion: 0).Insert(EventTable, Event("e1", "a", 1)),
            new WriteSet().Put(CallTable, Call("t", "old"), expectedVersion: 0).Insert(EventTable, Event("e2", "old", 2)),
            new WriteSet().Put(CallTable, Call("t", "b", externalId: "x"), expectedVersion: 0).Insert(EventTable, Event("e3", "b", 3)),
            new WriteSet().Insert(EventTable, Event("e0", "c", 4)).Insert(EventTable, Event("e5", "c", 5)),
            new WriteSet().Insert(EventTable, Event("e4", "old", 0)),
            new WriteSet().Update(EventTable, new Row { ["id"] = "none", ["published"] = true }, required: true).Insert(EventTable, Event("e6", "d", 1)),
            new WriteSet().Delete(EventTable, new Row { ["id"] = "none either" }, required: true),
            new WriteSet().Put(CallTable, Call("t", "e"), expectedVersion: 0).Add(CounterTable, CounterKey("t", "calls"), "n", 1),
        ]);

        Assert.All(outcomes, outcome => Assert.Null(outcome.Failure));
        Assert.Equal([1], Assert.IsType<CommitVerdict.Committed>(outcomes[0].Verdict).Ordinals);
        Assert.Equal(new CommitVerdict.Stale("calls", "t/old"), outcomes[1].Verdict);
        Assert.Equal(new CommitVerdict.Duplicate("calls", "ux_calls_tenant_id_external_id"), outcomes[2].Verdict);
        Assert.Equal(new CommitVerdict.Duplicate("events", "pk_events"), outcomes[3].Verdict);
        Assert.Equal(new CommitVerdict.Duplicate("events", "ux_events_call_id_sequence"), outcomes[4].Verdict);
        Assert.Equal(new CommitVerdict.Missing("events", "none"), outcomes[5].Verdict);
        Assert.Equal(new CommitVerdict.Missing("events", "none either"), outcomes[6].Verdict);
        Assert.Equal([2], Assert.IsType<CommitVerdict.Committed>(outcomes[7].Verdict).Ordinals);

        Assert.Equal(["e0", "e1"], await Store.QueryAsync(new SqlQuery("SELECT id FROM events ORDER BY id"), r => r.Text("id")));
        Assert.Equal(["old", "a", "e"], await Store.QueryAsync(new SqlQuery("SELECT id FROM calls ORDER BY ordinal"), r => r.Text("id")));
    }

    [StoreFact]
    public async Task A_row_the_database_refuses_fails_only_its_owner()
    {
        // A counter that overflows is refused by the database itself, in whatever statement it stands.
        await CommitAsync(new WriteSet().Insert(CounterTable, new Row { ["tenant_id"] = "t", ["name"] = "full", ["n"] = long.MaxValue, ["sum"] = 0 }));
        var outcomes = Opened.Execute(
        [
            new WriteSet().Put(CallTable, Call("t", "a"), expectedVersion: 0),
            new WriteSet().Put(CallTable, Call("t", "b"), expectedVersion: 0).Add(CounterTable, CounterKey("t", "full"), "n", 1),
            new WriteSet().Put(CallTable, Call("t", "c"), expectedVersion: 0).Add(CounterTable, CounterKey("t", "fine"), "n", 1),
        ]);
        Assert.Equal([0], Assert.IsType<CommitVerdict.Committed>(outcomes[0].Verdict).Ordinals);
        Assert.IsType<StoreRejectedException>(outcomes[1].Failure);
        Assert.Equal([1], Assert.IsType<CommitVerdict.Committed>(outcomes[2].Verdict).Ordinals);
        Assert.Equal(["a", "c"], await Store.QueryAsync(new SqlQuery("SELECT id FROM calls ORDER BY ordinal"), r => r.Text("id")));
        Assert.Equal(["fine", "full"], await Store.QueryAsync(new SqlQuery("SELECT name FROM counters ORDER BY name"), r => r.Text("name")));
    }

    [StoreFact]
    public async Task Ordinals_of_a_batch_follow_its_order_and_key_counters_of_their_own_sets()
    {
        var sets = Enumerable.Range(0, 6).Select(i => new WriteSet()
            .Put(CallTable, Call(i % 2 == 0 ? "a" : "b", $"c{i}"), expectedVersion: 0)
            .Add(BlockTable, new Row { ["tenant_id"] = i % 2 == 0 ? "a" : "b", ["block"] = new AssignedOrdinal(CallTable, Divisor: 2) }, "n", 1));
        var ordinals = Opened.Execute([.. sets]).Select(o => Assert.IsType<CommitVerdict.Committed>(o.Verdict).Ordinals.Single());
        Assert.Equal([0, 0, 1, 1, 2, 2], ordinals);
        var blocks = await Store.QueryAsync(
            new SqlQuery("SELECT tenant_id, block, n FROM blocks ORDER BY tenant_id, block"), r => (r.Text("tenant_id"), r.Int64("block"), r.Int64("n")));
        Assert.Equal([("a", 0, 2), ("a", 1, 1), ("b", 0, 2), ("b", 1, 1)], blocks);
    }

    [StoreFact]
    public async Task Operations_of_a_set_free_a_unique_value_before_another_takes_it()
    {
        await CommitAsync(new WriteSet().Insert(EventTable, Event("e1", "a", 1)));
        await CommitAsync(new WriteSet().Insert(EventTable, Event("e2", "a", 1)).Delete(EventTable, new Row { ["id"] = "e1" }));
        Assert.Equal(["e2"], await Store.QueryAsync(new SqlQuery("SELECT id FROM events"), r => r.Text("id")));
    }

    [StoreFact]
    public async Task The_numbers_of_a_verdict_are_in_the_order_of_the_set()
    {
        await CommitAsync(new WriteSet().Put(CallTable, Call("t", "a"), expectedVersion: 0));
        var committed = await CommitAsync(new WriteSet()
            .Put(CallTable, Call("t", "b"), expectedVersion: 0)
            .Put(CallTable, Call("t", "a"), expectedVersion: 1)
            .Put(CallTable, Call("u", "c"), expectedVersion: 0)
            .Put(CallTable, Call("t", "d"), expectedVersion: 0));
        Assert.Equal([1, 2, 1, 1], committed.Versions);
        Assert.Equal([1, 0, 2], committed.Ordinals);
    }
}

public sealed class SqliteBatchTests : BatchTests
{
    internal override Task<ITestDatabase> CreateDatabaseAsync() => Task.FromResult<ITestDatabase>(new SqliteTestDatabase());
}

[NeedsPostgres]
public sealed class PostgresBatchTests : BatchTests
{
    internal override async Task<ITestDatabase> CreateDatabaseAsync() => await PostgresTestDatabase.CreateAsync();
}
