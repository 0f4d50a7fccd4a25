using Microsoft.Extensions.Logging.Abstractions;
using Switchboard.Storage;
using Switchboard.Storage.Postgres;
using Switchboard.Storage.Sqlite;
using static Switchboard.Tests.Grains.Storage.TestModel;

namespace Switchboard.Tests.Grains.Storage;

/// <summary>
/// A process that writes until it is killed, and says on its output what was acknowledged: <c>call version</c>. The test starts it from this same assembly.
/// </summary>
internal static class CrashWriter
{
    public const string Command = "crash-writer";
    public const string Refused = "refused";
    private const int Committers = 20;

    /// <summary>Arguments: <c>crash-writer sqlite &lt;folder&gt;</c> or <c>crash-writer postgres &lt;connection string&gt;</c>.</summary>
    public static async Task<int> RunAsync(string database, string where)
    {
        try
        {
            IStoreDatabase opened = database == "sqlite"
                ? SqliteDatabase.Open(new SqliteOptions { Folder = where }, Create(), TimeProvider.System)
                : PostgresDatabase.Open(where, Create(), TimeProvider.System);
            await using var store = new Store(opened, new CommitQueueOptions(), TimeProvider.System, NullLogger<Store>.Instance);
            await Task.WhenAll(Enumerable.Range(0, Committers).Select(i => Task.Run(() => WriteAsync(store, $"c{i}"))));
            return 0;
        }
        catch (StoreOpenException e)
        {
            Console.WriteLine($"{Refused} {e.Message}");
            return 1;
        }
    }

    private static async Task WriteAsync(Store store, string id)
    {
        for (long version = 1; ; version++)
        {
            var set = new WriteSet().Put(CallTable, Call("t", id, $"s{version}"), version - 1).Add(CounterTable, CounterKey("t", "puts"), "n", 1);
            for (int i = 0; i < 2; i++)
                set.Insert(EventTable, Event($"{id}-{version}-{i}", id, (2 * version) + i));
            if (await store.CommitAsync(set) is not CommitVerdict.Committed)
                throw new InvalidOperationException($"{id} {version} was not committed.");
            await Console.Out.WriteLineAsync($"{id} {version}");
        }
    }
}
