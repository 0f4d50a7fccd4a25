using Switchboard.Storage;

namespace Switchboard.Tests.Grains.Storage;

/// <summary>Pages and totals against a plain list of all rows, over several blocks, while rows come, change their status and go.</summary>
public abstract class BlockCountsTests : StoreSuite
{
    private const int BlockSize = 100;
    private const string Gone = "";
    private const int Rounds = 40;
    private const int PagesEachRound = 12;

    private static readonly string[] Statuses = ["queued", "busy", "completed", "rare"];

    private static readonly TableSchema Items = new(
        "items",
        [Column.Text("id"), Column.Text("tenant_id"), Column.Int64("ordinal"), Column.Text("status")],
        key: ["id"],
        ordinal: new OrdinalColumn("ordinal", "tenant_id"),
        indexes: [TableIndex.Unique("tenant_id", "ordinal"), TableIndex.On("tenant_id", "status", "ordinal")]);

    private static readonly BlockCounts Counts = new(Items, "status", losesRows: true, BlockSize);

    private readonly Dictionary<string, List<(string Id, string Status)>> _model = new() { ["a"] = [], ["b"] = [] };
    private int _lastId;

    private protected override StoreModel Model => new([Items, Counts.Table]);

    [StoreFact]
    public async Task Every_page_and_total_is_what_a_walk_over_all_rows_gives()
    {
        int seed = Environment.TickCount;
        var random = new Random(seed);
        for (int round = 0; round < Rounds; round++)
        {
            foreach (var (tenant, rows) in _model)
            {
                await InsertAsync(tenant, rows, random);
                await MoveAsync(tenant, rows, random);
                if (round > Rounds / 4)
                    await RemoveAsync(tenant, rows, random);
                for (int page = 0; page < PagesEachRound; page++)
                    await CheckPageAsync(tenant, rows, random, $"seed {seed}, round {round}");
            }
        }

        Assert.All(_model.Values, rows => Assert.True(rows.Count > 10 * BlockSize, "The lists are shorter than a few blocks."));
    }

    [StoreFact]
    public async Task A_set_that_is_not_committed_is_not_counted()
    {
        await CommitAsync(Insert("a", "1", "queued"));
        Assert.IsType<CommitVerdict.Duplicate>(await Store.CommitAsync(Insert("a", "1", "queued")));
        var page = await Counts.PageAsync(Store, new ListRequest("a", ["queued"], 10, 0), "id", r => r.Text("id"));
        Assert.Equal(1, page.Total);
        Assert.Equal(["1"], page.Rows);
    }

    private async Task InsertAsync(string tenant, List<(string Id, string Status)> rows, Random random)
    {
        var commits = new List<Task<CommitVerdict>>();
        var added = new (string, string)[rows.Count + 100];
        for (int i = random.Next(20, 100); i > 0; i--)
        {
            string id = $"{++_lastId}";
            string status = random.Next(200) == 0 ? "rare" : Statuses[random.Next(3)];
            commits.Add(InsertOneAsync(id, status));

            async Task<CommitVerdict> InsertOneAsync(string newId, string newStatus)
            {
                var committed = await CommitAsync(Insert(tenant, newId, newStatus));
                lock (added)
                    added[committed.Ordinals.Single()] = (newId, newStatus);
                return committed;
            }
        }

        await Task.WhenAll(commits);
        rows.AddRange(added[rows.Count..(rows.Count + commits.Count)]);
    }

    private async Task MoveAsync(string tenant, List<(string Id, string Status)> rows, Random random)
    {
        var set = new WriteSet();
        foreach (int ordinal in Enumerable.Range(0, 30).Select(_ => random.Next(rows.Count)).Distinct())
        {
            var (id, from) = rows[ordinal];
            if (from == Gone)
                continue;
            string to = Statuses[random.Next(3)];
            set.Update(Items, new Row { ["id"] = id, ["status"] = to }, when: new Row { ["status"] = from }, required: true);
            Counts.Moved(set, tenant, ordinal, from, to);
            rows[ordinal] = (id, to);
        }

        await CommitAsync(set);
    }

    private async Task RemoveAsync(string tenant, List<(string Id, string Status)> rows, Random random)
    {
        var set = new WriteSet();
        foreach (int ordinal in Enumerable.Range(0, 10).Select(_ => random.Next(rows.Count)).Distinct())
        {
            var (id, status) = rows[ordinal];
            if (status == Gone)
                continue;
            set.Delete(Items, new Row { ["id"] = id }, when: new Row { ["status"] = status });
            Counts.Removed(set, tenant, ordinal, status);
            rows[ordinal] = (id, Gone);
        }

        await CommitAsync(set);
    }

    private async Task CheckPageAsync(string tenant, List<(string Id, string Status)> rows, Random random, string when)
    {
        string[] statuses = [.. Statuses.Where(_ => random.Next(3) == 0)];
        var request = new ListRequest(tenant, statuses, Limit: random.Next(1, 60), Offset: random.Next(rows.Count + 10));
        if (random.Next(3) == 0)
            request = request with { Offset = random.Next(30) };
        var page = await Counts.PageAsync(Store, request, "id, status", r => (r.Text("id"), r.Text("status")));
        var expected = rows.Where(r => r.Status != Gone && (statuses.Length == 0 || statuses.Contains(r.Status))).Reverse().ToList();
        Assert.True(expected.Count == page.Total, $"{when}: {page.Total} rows, expected {expected.Count} of {string.Join(", ", statuses)}.");
        Assert.Equal(expected.Skip((int)request.Offset).Take(request.Limit), page.Rows);
    }

    private static WriteSet Insert(string tenant, string id, string status)
    {
        var set = new WriteSet().Insert(Items, new Row { ["id"] = id, ["tenant_id"] = tenant, ["status"] = status });
        Counts.Inserted(set, tenant, status);
        return set;
    }
}

public sealed class SqliteBlockCountsTests : BlockCountsTests
{
    internal override Task<ITestDatabase> CreateDatabaseAsync() => Task.FromResult<ITestDatabase>(new SqliteTestDatabase());
}

[NeedsPostgres]
public sealed class PostgresBlockCountsTests : BlockCountsTests
{
    internal override async Task<ITestDatabase> CreateDatabaseAsync() => await PostgresTestDatabase.CreateAsync();
}
