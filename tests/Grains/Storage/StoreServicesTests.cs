using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Switchboard.Storage;
using static Switchboard.Tests.Grains.Storage.TestModel;

namespace Switchboard.Tests.Grains.Storage;

/// <summary>Which store a node opens, by its settings.</summary>
public sealed class StoreServicesTests
{
    [Fact]
    public async Task A_path_means_sqlite_in_that_folder()
    {
        await using var database = new SqliteTestDatabase();
        string folder = Path.Combine(database.Folder, "made", "on demand");
        await using var services = Node(("Storage:Path", folder), ("Storage:Queue:WaitMax", "00:00:05"));
        Assert.IsType<CommitVerdict.Committed>(await services.GetRequiredService<IStore>().CommitAsync(new WriteSet().Put(CallTable, Call("t", "a"), 0)));
        Assert.True(File.Exists(Path.Combine(folder, "switchboard.db")));
    }

    [Fact]
    public async Task A_queue_without_room_is_refused_at_the_start()
    {
        await using var database = new SqliteTestDatabase();
        await using var services = Node(("Storage:Path", database.Folder), ("Storage:Queue:BatchRowsMax", "0"));
        Assert.Throws<ArgumentOutOfRangeException>(services.GetRequiredService<IStore>);
    }

    private static ServiceProvider Node(params (string Key, string Value)[] settings) => new ServiceCollection()
        .AddLogging()
        .AddSingleton(TimeProvider.System)
        .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(s => s.Key, s => (string?)s.Value)).Build())
        .AddStore(Create())
        .BuildServiceProvider();
}

[NeedsPostgres]
public sealed class PostgresStoreServicesTests
{
    [StoreFact]
    public async Task A_connection_string_means_postgresql_and_no_folder()
    {
        await using var database = await PostgresTestDatabase.CreateAsync();
        await using var unused = new SqliteTestDatabase();
        string folder = Path.Combine(unused.Folder, "not made");
        var settings = new Dictionary<string, string?> { ["ConnectionStrings:Postgres"] = database.ConnectionString, ["Storage:Path"] = folder };
        await using var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(TimeProvider.System)
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
            .AddStore(Create())
            .BuildServiceProvider();
        Assert.Equal("PostgreSQL", services.GetRequiredService<IStore>().Dialect.Name);
        Assert.False(Directory.Exists(folder));
    }
}
