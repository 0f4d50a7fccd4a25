using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Switchboard.Settings;
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
        await using var services = Node(("Storage:Path", folder), ("Storage:Queue:WaitSecondsMax", "5"));
        Assert.IsType<CommitVerdict.Committed>(await services.GetRequiredService<IStore>().CommitAsync(new WriteSet().Put(CallTable, Call("t", "a"), 0)));
        Assert.True(File.Exists(Path.Combine(folder, "switchboard.db")));
    }

    [Theory]
    [InlineData("Storage:Queue:BatchRowsMax", "0")]
    [InlineData("Storage:Queue:BatchBytesMax", "4 MiB")]
    [InlineData("Storage:Queue:QueueRowsMax", "9999")]
    [InlineData("Storage:Queue:QueueBytesMax", "-1")]
    [InlineData("Storage:Queue:WaitSecondsMax", "00:00:05")]
    [InlineData("Storage:Queue:ProbeSeconds", "0")]
    public async Task A_queue_that_cannot_be_is_refused_with_the_setting_at_fault(string key, string value)
    {
        await using var database = new SqliteTestDatabase();
        await using var services = Node(("Storage:Path", database.Folder), (key, value));
        Assert.Equal(key, Assert.Throws<InvalidSettingException>(services.GetRequiredService<IStore>).Key);
    }

    [Fact]
    public void What_is_set_of_the_queue_is_taken_and_the_rest_is_by_default()
    {
        var settings = new Dictionary<string, string?> { ["Storage:Queue:QueueRowsMax"] = "20000", ["Storage:Queue:ProbeSeconds"] = "0.5" };
        var options = CommitQueueOptions.Read(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        Assert.Equal((20_000, TimeSpan.FromSeconds(0.5)), (options.QueueRowsMax, options.ProbeInterval));
        Assert.Equal((1024, TimeSpan.FromSeconds(10)), (options.BatchRowsMax, options.WaitMax));
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
