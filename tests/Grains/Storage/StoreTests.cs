using Switchboard.Storage;
using static Switchboard.Tests.Grains.Storage.TestModel;

namespace Switchboard.Tests.Grains.Storage;

/// <summary>What every operation does and what its verdicts say.</summary>
public abstract class StoreTests : StoreSuite
{
    [StoreFact]
    public async Task A_put_of_version_0_inserts_and_later_puts_replace_the_columns_given()
    {
        var first = await CommitAsync(new WriteSet().Put(CallTable, Call("t", "a", externalId: "x"), expectedVersion: 0));
        Assert.Equal([1], first.Versions);
        var second = await CommitAsync(new WriteSet().Put(CallTable, new Row { ["tenant_id"] = "t", ["id"] = "a", ["status"] = "ringing" }, expectedVersion: 1));
        Assert.Equal([2], second.Versions);
        var row = await Store.ReadAsync(CallTable, CallKey("t", "a"), r => (r.Text("status"), r.TextOrNull("external_id"), r.Int64("version")));
        Assert.Equal(("ringing", "x", 2), row);
    }

    [StoreFact]
    public async Task A_put_of_another_version_is_stale_and_writes_nothing()
    {
        await CommitAsync(new WriteSet().Put(CallTable, Call("t", "a"), expectedVersion: 0));
        foreach (long version in new[] { 0L, 2L, 7L })
        {
            var verdict = await Store.CommitAsync(new WriteSet().Put(CallTable, Call("t", "a", "busy"), version).Insert(EventTable, Event($"e{version}", "a", version)));
            Assert.Equal(new CommitVerdict.Stale("calls", "t/a"), verdict);
        }

        Assert.Equal("queued", await Store.ReadAsync(CallTable, CallKey("t", "a"), r => r.Text("status")));
        Assert.Equal(0, await CountAsync(EventTable));
    }

    [StoreFact]
    public async Task A_duplicate_names_the_index_and_undoes_its_set()
    {
        await CommitAsync(new WriteSet().Insert(EventTable, Event("e1", "a", 1)).Put(CallTable, Call("t", "a", externalId: "x"), expectedVersion: 0));
        var byKey = await Store.CommitAsync(new WriteSet().Insert(EventTable, Event("e2", "b", 1)).Insert(EventTable, Event("e1", "b", 2)));
        Assert.Equal(new CommitVerdict.Duplicate("events", "pk_events"), byKey);
        var byIndex = await Store.CommitAsync(new WriteSet().Insert(EventTable, Event("e2", "b", 1)).Insert(EventTable, Event("e3", "a", 1)));
        Assert.Equal(new CommitVerdict.Duplicate("events", "ux_events_call_id_sequence"), byIndex);
        var byPut = await Store.CommitAsync(new WriteSet().Put(CallTable, Call("t", "b", externalId: "x"), expectedVersion: 0));
        Assert.Equal(new CommitVerdict.Duplicate("calls", "ux_calls_tenant_id_external_id"), byPut);
        Assert.Equal(1, await CountAsync(EventTable));
        Assert.Equal(1, await CountAsync(CallTable));

        // What clashes by its key and by another index is the same row once more.
        Assert.Equal(new CommitVerdict.Duplicate("events", "pk_events"), await Store.CommitAsync(new WriteSet().Insert(EventTable, Event("e1", "a", 1))));
        var again = await Store.CommitAsync(new WriteSet().Put(CallTable, Call("t", "a", externalId: "x"), expectedVersion: 0));
        Assert.Equal(new CommitVerdict.Stale("calls", "t/a"), again);
    }

    [StoreFact]
    public async Task Values_of_every_kind_come_back_as_they_were()
    {
        var now = new DateTimeOffset(2026, 11, 22, 3, 4, 5, TimeSpan.Zero).AddMicroseconds(123456);
        var row = new Row
        {
            ["tenant_id"] = "t",
            ["phone"] = "+1",
            ["name"] = "Zoë 😀 'quoted'",
            ["score"] = 0.1,
            ["blocked"] = true,
            ["created_at"] = now,
            ["photo"] = new byte[] { 0, 1, 255 },
        };
        await CommitAsync(new WriteSet().Insert(ContactTable, row));
        var key = new Row { ["tenant_id"] = "t", ["phone"] = "+1" };
        var read = await Store.ReadAsync(
            ContactTable, key, r => (r.Text("name"), r.Real("score"), r.Boolean("blocked"), r.Timestamp("created_at"), Convert.ToHexString(r.Blob("photo"))));
        Assert.Equal(("Zoë 😀 'quoted'", 0.1, true, now, "0001FF"), read);

        await CommitAsync(new WriteSet().Update(ContactTable, new Row { ["tenant_id"] = "t", ["phone"] = "+1", ["name"] = null, ["score"] = null, ["photo"] = null }));
        var empty = await Store.ReadAsync(ContactTable, key, r => (r.TextOrNull("name"), r.RealOrNull("score"), r.BlobOrNull("photo"), r.IsNull("photo")));
        Assert.Equal((null, null, null, true), empty);
    }

    [StoreFact]
    public async Task Updates_and_deletes_say_when_a_required_row_is_missing()
    {
        var key = new Row { ["id"] = "e1" };
        var publish = new Row { ["id"] = "e1", ["published"] = true };
        await CommitAsync(new WriteSet().Update(EventTable, publish).Delete(EventTable, new Row { ["id"] = "e2" }));
        Assert.Equal(new CommitVerdict.Missing("events", "e1"), await Store.CommitAsync(new WriteSet().Update(EventTable, publish, required: true)));
        Assert.Equal(new CommitVerdict.Missing("events", "e1"), await Store.CommitAsync(new WriteSet().Delete(EventTable, key, required: true)));

        await CommitAsync(new WriteSet().Insert(EventTable, Event("e1", "a", 1)));
        var unpublished = new Row { ["published"] = false };
        await CommitAsync(new WriteSet().Update(EventTable, publish, when: unpublished, required: true));
        Assert.IsType<CommitVerdict.Missing>(await Store.CommitAsync(new WriteSet().Update(EventTable, publish, when: unpublished, required: true)));
        await CommitAsync(new WriteSet().Delete(EventTable, key, required: true));
        Assert.Equal(0, await CountAsync(EventTable));
    }

    [StoreFact]
    public async Task A_condition_tells_null_from_a_value()
    {
        var key = CallKey("t", "+1");
        Row Contact(string? name) => new() { ["tenant_id"] = "t", ["phone"] = "+1", ["name"] = name, ["blocked"] = false, ["created_at"] = DateTimeOffset.UnixEpoch };
        await CommitAsync(new WriteSet().Insert(ContactTable, Contact(name: null)));
        var claim = new Row { ["tenant_id"] = "t", ["phone"] = "+1", ["name"] = "first" };
        await CommitAsync(new WriteSet().Update(ContactTable, claim, when: new Row { ["name"] = null }, required: true));
        claim["name"] = "second";
        Assert.IsType<CommitVerdict.Missing>(await Store.CommitAsync(new WriteSet().Update(ContactTable, claim, when: new Row { ["name"] = null }, required: true)));
        await CommitAsync(new WriteSet().Update(ContactTable, claim, when: new Row { ["name"] = "first" }, required: true));
    }

    [StoreFact]
    public async Task Upserts_insert_or_set_and_ignored_inserts_change_nothing()
    {
        Row Contact(string name) => new() { ["tenant_id"] = "t", ["phone"] = "+1", ["name"] = name, ["blocked"] = false, ["created_at"] = DateTimeOffset.UnixEpoch };
        Task<string?> Name() => Store.ReadAsync(ContactTable, new Row { ["tenant_id"] = "t", ["phone"] = "+1" }, r => r.Text("name")).AsTask();
        await CommitAsync(new WriteSet().InsertOrIgnore(ContactTable, Contact("first")));
        await CommitAsync(new WriteSet().InsertOrIgnore(ContactTable, Contact("ignored")));
        Assert.Equal("first", await Name());
        await CommitAsync(new WriteSet().Upsert(ContactTable, Contact("second")));
        Assert.Equal("second", await Name());
        await CommitAsync(new WriteSet().InsertOrIgnore(EventTable, Event("e1", "a", 1)));
        await CommitAsync(new WriteSet().InsertOrIgnore(EventTable, Event("e2", "a", 1)));
        Assert.Equal(1, await CountAsync(EventTable));
    }

    [StoreFact]
    public async Task A_versioned_row_is_deleted_by_its_version_only()
    {
        await CommitAsync(new WriteSet().Put(CallTable, Call("t", "a"), expectedVersion: 0));
        Assert.IsType<CommitVerdict.Stale>(await Store.CommitAsync(new WriteSet().Delete(CallTable, CallKey("t", "a"), expectedVersion: 2)));
        await CommitAsync(new WriteSet().Delete(CallTable, CallKey("t", "a"), expectedVersion: 1));
        Assert.Equal(0, await CountAsync(CallTable));
    }

    [StoreFact]
    public async Task A_row_is_deleted_on_a_condition()
    {
        await CommitAsync(new WriteSet().Insert(
            ContactTable, new Row { ["tenant_id"] = "t", ["phone"] = "+1", ["name"] = null, ["blocked"] = false, ["created_at"] = DateTimeOffset.UnixEpoch }));
        var key = new Row { ["tenant_id"] = "t", ["phone"] = "+1" };
        Assert.IsType<CommitVerdict.Missing>(await Store.CommitAsync(new WriteSet().Delete(ContactTable, key, when: new Row { ["name"] = "another" })));
        Assert.Equal(1, await CountAsync(ContactTable));
        await CommitAsync(new WriteSet().Delete(ContactTable, key, when: new Row { ["name"] = null, ["blocked"] = false }));
        Assert.Equal(0, await CountAsync(ContactTable));
    }

    [StoreFact]
    public async Task Counters_add_up_over_all_who_commit_at_once()
    {
        var commits = Enumerable.Range(1, 500).Select(i => CommitAsync(
            new WriteSet().Add(CounterTable, CounterKey("t", i % 2 == 0 ? "even" : "odd"), "n", 1).Add(CounterTable, CounterKey("t", "all"), "sum", i)));
        await Task.WhenAll(commits);
        var query = new SqlQuery("SELECT name, n, sum FROM counters ORDER BY name");
        Assert.Equal([("all", 0, 125_250), ("even", 250, 0), ("odd", 250, 0)], await Store.QueryAsync(query, r => (r.Text("name"), r.Int64("n"), r.Int64("sum"))));
    }

    [StoreFact]
    public async Task Ordinals_number_each_tenants_rows_and_can_key_a_counter_of_the_same_set()
    {
        var ofA = await CommitAsync(new WriteSet().Put(CallTable, Call("a", "1"), expectedVersion: 0).Put(CallTable, Call("a", "2"), expectedVersion: 0));
        var ofB = await CommitAsync(new WriteSet().Put(CallTable, Call("b", "1"), expectedVersion: 0));
        Assert.Equal([0, 1], ofA.Ordinals);
        Assert.Equal([0], ofB.Ordinals);
        var third = await CommitAsync(new WriteSet().Put(CallTable, Call("a", "3"), expectedVersion: 0));
        Assert.Equal([2], third.Ordinals);
        Assert.Equal(2, await Store.ReadAsync(CallTable, CallKey("a", "3"), r => r.Int64("ordinal")));
    }

    [StoreFact]
    public async Task An_empty_set_is_committed()
    {
        var committed = await CommitAsync(new WriteSet());
        Assert.Empty(committed.Versions);
    }

    [StoreFact]
    public async Task Queries_take_lists_and_parts()
    {
        for (int i = 0; i < 5; i++)
            await CommitAsync(new WriteSet().Put(CallTable, Call("t", $"c{i}", i < 3 ? "queued" : "busy"), expectedVersion: 0));
        var query = new SqlQuery($"SELECT id FROM calls WHERE tenant_id = @tenant AND {Store.Dialect.In("status", "statuses")}")
        {
            ["tenant"] = "t",
            ["statuses"] = new[] { "queued", "ringing" },
        };
        query.Append($" AND {Store.Dialect.In("ordinal", "ordinals")}").With("ordinals", new long[] { 1, 2, 3 });
        query.Append($" AND {Store.Dialect.Contains("id", "part")} ORDER BY ordinal DESC LIMIT @limit").With("part", "C").With("limit", 10);
        Assert.Equal(["c2", "c1"], await Store.QueryAsync(query, r => r.Text("id")));

        var exactly = new SqlQuery($"SELECT id FROM calls WHERE {Store.Dialect.ContainsExactly("id", "part")} ORDER BY ordinal");
        Assert.Equal(["c3"], await Store.QueryAsync(exactly.With("part", "3"), r => r.Text("id")));
        Assert.Empty(await Store.QueryAsync(exactly.With("part", "C"), r => r.Text("id")));
    }

    [StoreFact]
    public async Task Text_that_no_column_can_hold_is_refused_to_writes_and_finds_nothing()
    {
        await CommitAsync(new WriteSet().Put(CallTable, Call("t", "a"), expectedVersion: 0));
        foreach (string text in new[] { "a\0", "\ud800", "a\udc00b" })
        {
            Assert.Throws<ArgumentException>(() => new WriteSet().Put(CallTable, Call("t", text), expectedVersion: 0));
            Assert.Null(await Store.ReadAsync(CallTable, CallKey("t", text), r => r.Text("id")));
            var query = new SqlQuery($"SELECT id FROM calls WHERE {Store.Dialect.In("id", "ids")} OR {Store.Dialect.Contains("id", "part")}");
            Assert.Empty(await Store.QueryAsync(query.With("ids", new[] { text }).With("part", text), r => r.Text("id")));
        }
    }

    [StoreFact]
    public async Task The_store_opens_again_with_everything_in_it()
    {
        await CommitAsync(new WriteSet().Put(CallTable, Call("t", "a"), expectedVersion: 0));
        await Store.DisposeAsync();
        var again = Open();
        Assert.Equal(1, await again.ReadAsync(CallTable, CallKey("t", "a"), r => r.Int64("version")));
    }
}

public sealed class SqliteStoreTests : StoreTests
{
    internal override Task<ITestDatabase> CreateDatabaseAsync() => Task.FromResult<ITestDatabase>(new SqliteTestDatabase());
}

[NeedsPostgres]
public sealed class PostgresStoreTests : StoreTests
{
    internal override async Task<ITestDatabase> CreateDatabaseAsync() => await PostgresTestDatabase.CreateAsync();
}
