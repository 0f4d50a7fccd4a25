using System.Collections.Concurrent;
using Switchboard.Storage;
using static Switchboard.Tests.Grains.Storage.TestModel;

namespace Switchboard.Tests.Grains.Storage;

/// <summary>
/// Many writers at once on few rows, half of what they ask for impossible; on PostgreSQL from several nodes. Afterwards the tables must be exactly what the
/// verdicts say.
/// </summary>
public abstract class ConcurrencyTests : StoreSuite
{
    private const int Writers = 48;
    private const int SetsEach = 60;
    private const int Keys = 25;

    private readonly ConcurrentBag<Commit> _committed = [];
    private readonly ConcurrentDictionary<(string, string), long> _lastSeen = new();

    /// <summary>The nodes that write.</summary>
    internal virtual IReadOnlyList<IStore> Nodes => [Store];

    [StoreFact]
    public async Task The_tables_are_what_the_verdicts_say()
    {
        int seed = Environment.TickCount;
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(() => WriteAsync(writer, new Random(seed + writer)))));
        Assert.True(_committed.Count is > Writers and < Writers * SetsEach, $"Seed {seed}: {_committed.Count} sets were committed.");

        await CheckRowsAsync();
        await CheckEventsAsync();
        await CheckCountersAsync();
        await CheckOrdinalsAsync();
    }

    private async Task WriteAsync(int writer, Random random)
    {
        var store = Nodes[writer % Nodes.Count];
        for (int number = 0; number < SetsEach; number++)
        {
            string tenant = random.Next(2) == 0 ? "a" : "b";
            string id = $"c{random.Next(Keys)}";
            string mark = $"{writer}-{number}";
            long version = random.Next(4) == 0 ? 0 : _lastSeen.GetValueOrDefault((tenant, id));
            var events = Enumerable.Range(0, random.Next(4)).Select(i => $"{mark}-{i}").ToList();
            int delta = random.Next(-5, 6);
            var set = new WriteSet().Put(CallTable, Call(tenant, id, mark), version).Add(CounterTable, CounterKey(tenant, "sum"), "sum", delta);
            foreach (string name in events)
                set.Insert(EventTable, Event(name, name, 0));
            switch (random.Next(8))
            {
                case 0:
                    set.Insert(EventTable, Event("the same", "the same", 0));
                    events.Add("the same");
                    break;
                case 1:
                    set.Update(EventTable, new Row { ["id"] = "nobody", ["published"] = true }, required: true);
                    break;
            }

            if (await store.CommitAsync(set) is CommitVerdict.Committed committed)
            {
                _committed.Add(new Commit(tenant, id, mark, committed.Versions.Single(), events, delta, committed.Ordinals));
                await CheckReadYourWriteAsync(tenant, id, committed.Versions.Single());
            }
            else
            {
                _lastSeen[(tenant, id)] = await Store.ReadAsync(CallTable, CallKey(tenant, id), r => r.Int64("version"));
            }
        }
    }

    private async Task CheckReadYourWriteAsync(string tenant, string id, long version)
    {
        long found = await Store.ReadAsync(CallTable, CallKey(tenant, id), r => r.Int64("version"));
        Assert.True(found >= version, $"{tenant}/{id} was acknowledged with version {version} and read with {found}.");
        _lastSeen[(tenant, id)] = found;
    }

    private async Task CheckRowsAsync()
    {
        var rows = await Store.QueryAsync(
            new SqlQuery("SELECT tenant_id, id, status, version FROM calls ORDER BY tenant_id, id"),
            r => (r.Text("tenant_id"), r.Text("id"), r.Text("status"), r.Int64("version")));
        var written = _committed.GroupBy(c => (c.Tenant, c.Id)).ToList();
        Assert.All(written, row => Assert.Equal(Enumerable.Range(1, row.Count()).Select(v => (long)v), row.Select(c => c.Version).Order()));
        Assert.Equal(
            written.Select(row => row.MaxBy(c => c.Version)!).Select(c => (c.Tenant, c.Id, c.Mark, c.Version)).Order(),
            rows);
    }

    private async Task CheckEventsAsync()
    {
        var ids = await Store.QueryAsync(new SqlQuery("SELECT id FROM events"), r => r.Text("id"));
        Assert.Equal(_committed.SelectMany(c => c.Events).Order(StringComparer.Ordinal), ids.Order(StringComparer.Ordinal));
    }

    private async Task CheckCountersAsync()
    {
        var sums = await Store.QueryAsync(new SqlQuery("SELECT tenant_id, sum FROM counters"), r => (r.Text("tenant_id"), r.Int64("sum")));
        Assert.Equal(_committed.GroupBy(c => c.Tenant).Select(g => (g.Key, (long)g.Sum(c => c.Delta))).Order(), sums.Order());
    }

    private async Task CheckOrdinalsAsync()
    {
        var stored = await Store.QueryAsync(
            new SqlQuery("SELECT tenant_id, ordinal, id FROM calls ORDER BY tenant_id, ordinal"), r => (r.Text("tenant_id"), r.Int64("ordinal"), r.Text("id")));
        Assert.All(stored.GroupBy(r => r.Item1), tenant => Assert.Equal(Enumerable.Range(0, tenant.Count()).Select(o => (long)o), tenant.Select(r => r.Item2)));
        var told = _committed.SelectMany(c => c.Ordinals.Select(ordinal => (c.Tenant, ordinal, c.Id)));
        Assert.Equal(told.Order(), stored);
    }

    private sealed record Commit(string Tenant, string Id, string Mark, long Version, List<string> Events, int Delta, IReadOnlyList<long> Ordinals);
}

public sealed class SqliteConcurrencyTests : ConcurrencyTests
{
    internal override Task<ITestDatabase> CreateDatabaseAsync() => Task.FromResult<ITestDatabase>(new SqliteTestDatabase());
}

[NeedsPostgres]
public sealed class PostgresConcurrencyTests : ConcurrencyTests
{
    private IReadOnlyList<IStore> _nodes = [];

    internal override IReadOnlyList<IStore> Nodes => _nodes;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        _nodes = [Store, Open(), Open()];
    }

    internal override async Task<ITestDatabase> CreateDatabaseAsync() => await PostgresTestDatabase.CreateAsync();
}
