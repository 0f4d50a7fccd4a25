using Microsoft.Data.Sqlite;
using Npgsql;
using Switchboard.Storage;
using Switchboard.Storage.Postgres;
using Switchboard.Storage.Sqlite;

namespace Switchboard.Tests.Grains.Storage;

/// <summary>How a store of one release is opened by another.</summary>
public abstract class MigrationTests : StoreSuite
{
    private static readonly TableSchema PeopleOfRelease1 = new("people", [Column.Text("id"), Column.Text("name")], key: ["id"], versioned: true);

    private static readonly TableSchema PeopleOfRelease3 = new(
        "people",
        [Column.Text("id"), Column.Text("name"), Column.Text("country"), Column.Boolean("is_vip")],
        key: ["id"],
        versioned: true,
        indexes: [TableIndex.On("country")]);

    private static readonly TableSchema Notes = new("notes", [Column.Text("id"), Column.Json("body")], key: ["id"]);

    private static readonly Migration[] Steps =
    [
        new(2, "people have a country", dialect => [dialect.AddColumn(PeopleOfRelease3, "country", initial: "US")]),
        new(3, "some people are important", dialect =>
        [
            dialect.AddColumn(PeopleOfRelease3, "is_vip", initial: false),
            "UPDATE people SET is_vip = TRUE WHERE name = 'Ada'",
        ]),
    ];

    private static readonly StoreModel Release3 = new([PeopleOfRelease3, Notes], Steps);

    private protected override StoreModel Model => new([PeopleOfRelease1]);

    [StoreFact]
    public async Task An_older_store_is_brought_up_to_date_with_its_rows()
    {
        await CommitAsync(new WriteSet().Put(PeopleOfRelease1, new Row { ["id"] = "1", ["name"] = "Ada" }, expectedVersion: 0));
        await CommitAsync(new WriteSet().Put(PeopleOfRelease1, new Row { ["id"] = "2", ["name"] = "Grace" }, expectedVersion: 0));
        await Store.DisposeAsync();

        var store = Open(Release3);
        var people = await store.QueryAsync(
            new SqlQuery("SELECT name, country, is_vip, version FROM people ORDER BY id"),
            r => (r.Text("name"), r.Text("country"), r.Boolean("is_vip"), r.Int64("version")));
        Assert.Equal([("Ada", "US", true, 1), ("Grace", "US", false, 1)], people);

        var grown = new WriteSet()
            .Put(PeopleOfRelease3, new Row { ["id"] = "1", ["name"] = "Ada", ["country"] = "UK", ["is_vip"] = true }, expectedVersion: 1)
            .Insert(Notes, new Row { ["id"] = "n", ["body"] = "{}" });
        Assert.IsType<CommitVerdict.Committed>(await store.CommitAsync(grown));
        Assert.Equal([1, 2, 3], await VersionsAsync(store));
        await store.DisposeAsync();

        // Nothing is done twice.
        Assert.Equal([1, 2, 3], await VersionsAsync(Open(Release3)));
    }

    [StoreFact]
    public async Task A_new_store_is_made_as_the_newest_release_has_it()
    {
        await Store.DisposeAsync();
        await using var fresh = await CreateDatabaseAsync();
        await using var opened = fresh.Open(Release3);
        var versions = await opened.QueryAsync(new SqlQuery("SELECT version FROM schema_version"), r => r.Int64("version"), default);
        Assert.Equal([3], versions);
        var outcome = opened.Execute([new WriteSet().Put(PeopleOfRelease3, new Row { ["id"] = "1", ["name"] = "Ada", ["country"] = "UK", ["is_vip"] = true }, 0)]);
        Assert.IsType<CommitVerdict.Committed>(outcome[0].Verdict);
    }

    [StoreFact]
    public async Task A_store_of_a_newer_release_is_refused_with_both_versions()
    {
        await Store.DisposeAsync();
        await Open(Release3).DisposeAsync();
        var refusal = Assert.Throws<StoreOpenException>(() => Open(Model));
        Assert.Contains("schema version 3", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("versions up to 1", refusal.Message, StringComparison.Ordinal);
    }

    [StoreFact]
    public async Task A_column_without_a_migration_is_found_at_the_start()
    {
        await Store.DisposeAsync();
        var refusal = Assert.Throws<StoreOpenException>(() => Open(new StoreModel([PeopleOfRelease3], [Steps[0]])));
        Assert.Contains("people lacks is_vip", refusal.Message, StringComparison.Ordinal);
    }

    [StoreFact]
    public async Task A_step_that_fails_leaves_the_store_as_it_was()
    {
        await CommitAsync(new WriteSet().Put(PeopleOfRelease1, new Row { ["id"] = "1", ["name"] = "Ada" }, expectedVersion: 0));
        await Store.DisposeAsync();
        var broken = new Migration(3, "broken", _ => ["UPDATE people SET nothing_like_that = 1"]);
        Assert.Throws<StoreOpenException>(() => Open(new StoreModel([PeopleOfRelease3], [Steps[0], broken])));
        var store = Open(Model);
        Assert.Equal([1], await VersionsAsync(store));
        Assert.Equal("Ada", await store.ReadAsync(PeopleOfRelease1, new Row { ["id"] = "1" }, r => r.Text("name")));
    }

    internal static Task<IReadOnlyList<long>> VersionsAsync(IStore store) =>
        store.QueryAsync(new SqlQuery("SELECT version FROM schema_version ORDER BY version"), r => r.Int64("version")).AsTask();
}

public sealed class SqliteMigrationTests : MigrationTests
{
    internal override Task<ITestDatabase> CreateDatabaseAsync() => Task.FromResult<ITestDatabase>(new SqliteTestDatabase());

    [Fact]
    public void A_store_that_is_open_is_refused_to_others()
    {
        var refusal = Assert.Throws<StoreOpenException>(() => Open());
        Assert.Contains("in use by another process", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_named()
    {
        string file = Path.Combine(((SqliteTestDatabase)Database).Folder, "a file");
        File.WriteAllText(file, "");
        var options = new SqliteOptions { Folder = Path.Combine(file, "inside") };
        var refusal = Assert.Throws<StoreOpenException>(() => SqliteDatabase.Open(options, Model, TimeProvider.System));
        Assert.Contains("(Storage:Path) cannot be used", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_refused_and_left_alone()
    {
        await Store.DisposeAsync();
        string file = Path.Combine(((SqliteTestDatabase)Database).Folder, "switchboard.db");
        await File.WriteAllTextAsync(file, "This is a letter to my aunt, and it is longer than the header of a database file has to be, so that it is looked at.");
        var refusal = Assert.Throws<StoreOpenException>(() => Open());
        Assert.IsType<SqliteException>(refusal.InnerException);
        Assert.StartsWith("This is a letter", await File.ReadAllTextAsync(file), StringComparison.Ordinal);
    }
}

[NeedsPostgres]
public sealed class PostgresMigrationTests : MigrationTests
{
    internal override async Task<ITestDatabase> CreateDatabaseAsync() => await PostgresTestDatabase.CreateAsync();

    [StoreFact]
    public async Task Several_nodes_may_start_at_once()
    {
        await using var fresh = await PostgresTestDatabase.CreateAsync();
        var nodes = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => fresh.Open(TestModel.Create()))));
        foreach (var node in nodes)
        {
            Assert.Null(node.Probe());
            await node.DisposeAsync();
        }
    }

    [StoreFact]
    public void A_server_that_is_not_there_is_named_without_its_password()
    {
        var nowhere = new NpgsqlConnectionStringBuilder(PostgresServer.ConnectionString) { Port = 1, Password = "secret-word" };
        var refusal = Assert.Throws<StoreOpenException>(
            () => PostgresDatabase.Open(nowhere.ToString(), TestModel.Create(), TimeProvider.System));
        Assert.DoesNotContain("secret-word", refusal.ToString(), StringComparison.Ordinal);
    }
}
