using System.Diagnostics;
using Switchboard.Storage;
using static Switchboard.Tests.Grains.Storage.TestModel;

namespace Switchboard.Tests.Grains.Storage;

/// <summary>A process killed in the middle of its writes: everything that was acknowledged is there, and nothing in part.</summary>
public abstract class CrashTests : StoreSuite
{
    private const int Rounds = 3;
    private const int AcknowledgedBeforeTheKill = 400;

    /// <summary>The arguments that tell <see cref="CrashWriter"/> which store to write to.</summary>
    private protected abstract string[] WriterArguments { get; }

    [StoreFact]
    public async Task What_was_acknowledged_survives_a_kill()
    {
        await Store.DisposeAsync();
        for (int round = 1; round <= Rounds; round++)
        {
            var acknowledged = await WriteAndKillAsync(AcknowledgedBeforeTheKill);
            await Database.SettleAsync();
            var store = Open();
            await CheckAsync(store, acknowledged);
            await ClearAsync(store);
            await store.DisposeAsync();
        }
    }

    private protected async Task<Dictionary<string, long>> WriteAndKillAsync(int count)
    {
        using var writer = StartWriter();
        var acknowledged = new Dictionary<string, long>();
        int lines = 0;
        while (await writer.StandardOutput.ReadLineAsync() is { } line)
        {
            string[] parts = line.Split(' ');

            // The last line may be cut short by the kill; it is a number then that is smaller than the one meant, and holds as well.
            if (parts is [_, { Length: > 0 }])
                acknowledged[parts[0]] = Math.Max(acknowledged.GetValueOrDefault(parts[0]), long.Parse(parts[1]));
            if (++lines == count)
                writer.Kill();
        }

        await writer.WaitForExitAsync();
        Assert.True(lines >= count, $"The writer ended by itself: {await writer.StandardError.ReadToEndAsync()}");
        return acknowledged;
    }

    private protected Process StartWriter()
    {
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in new[] { typeof(CrashWriter).Assembly.Location, CrashWriter.Command }.Concat(WriterArguments))
            start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }

    private static async Task CheckAsync(IStore store, Dictionary<string, long> acknowledged)
    {
        var versions = (await store.QueryAsync(new SqlQuery("SELECT id, version, status FROM calls"), r => (r.Text("id"), r.Int64("version"), r.Text("status"))))
            .ToDictionary(r => r.Item1, r => r);
        Assert.All(acknowledged, a => Assert.InRange(versions[a.Key].Item2, a.Value, long.MaxValue));
        Assert.All(versions.Values, v => Assert.Equal($"s{v.Item2}", v.Item3));

        var events = await store.QueryAsync(new SqlQuery("SELECT id FROM events"), r => r.Text("id"));
        var written = versions.Values.SelectMany(v => Enumerable.Range(1, (int)v.Item2).SelectMany(n => new[] { $"{v.Item1}-{n}-0", $"{v.Item1}-{n}-1" }));
        Assert.Equal(written.Order(StringComparer.Ordinal), events.Order(StringComparer.Ordinal));
        Assert.Equal(versions.Values.Sum(v => v.Item2), await store.ReadAsync(CounterTable, CounterKey("t", "puts"), r => r.Int64("n")));
        var ordinals = await store.QueryAsync(new SqlQuery("SELECT ordinal FROM calls ORDER BY ordinal"), r => r.Int64("ordinal"));
        Assert.Equal(Enumerable.Range(0, ordinals.Count).Select(o => (long)o), ordinals);
    }

    /// <summary>Makes room for the next round.</summary>
    private static async Task ClearAsync(IStore store)
    {
        var set = new WriteSet().Delete(CounterTable, CounterKey("t", "puts")).Delete(StoreModel.Ordinals, new Row { ["scope"] = Ordinals.ScopeOf(CallTable, "t") });
        foreach (string id in await store.QueryAsync(new SqlQuery("SELECT id FROM events"), r => r.Text("id")))
            set.Delete(EventTable, new Row { ["id"] = id });
        foreach (var (id, version) in await store.QueryAsync(new SqlQuery("SELECT id, version FROM calls"), r => (r.Text("id"), r.Int64("version"))))
            set.Delete(CallTable, CallKey("t", id), version);
        Assert.IsType<CommitVerdict.Committed>(await store.CommitAsync(set));
    }
}

public sealed class SqliteCrashTests : CrashTests
{
    private protected override string[] WriterArguments => ["sqlite", ((SqliteTestDatabase)Database).Folder];

    internal override Task<ITestDatabase> CreateDatabaseAsync() => Task.FromResult<ITestDatabase>(new SqliteTestDatabase());

    [Fact]
    public async Task A_second_process_is_refused_at_once()
    {
        using var second = StartWriter();
        string? line = await second.StandardOutput.ReadLineAsync();
        await second.WaitForExitAsync();
        Assert.StartsWith(CrashWriter.Refused, line, StringComparison.Ordinal);
        Assert.Contains("in use by another process", line, StringComparison.Ordinal);
    }
}

[NeedsPostgres]
public sealed class PostgresCrashTests : CrashTests
{
    private protected override string[] WriterArguments => ["postgres", ((PostgresTestDatabase)Database).ConnectionString];

    internal override async Task<ITestDatabase> CreateDatabaseAsync() => await PostgresTestDatabase.CreateAsync();
}
