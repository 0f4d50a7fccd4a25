using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Switchboard.Bench.Hosting;
using Switchboard.Bench.Measuring;
using Switchboard.Bench.Reporting;
using Switchboard.Deadlines;
using Switchboard.Storage;

namespace Switchboard.Bench.Deadlines;

/// <summary>A hundred thousand deadlines armed at once: what they take in memory, and how late each is called.</summary>
public sealed class DeadlineBench : IBench
{
    private const double BytesPerMb = 1024 * 1024;

    /// <summary>Between the last one armed and the first one due.</summary>
    private static readonly TimeSpan Lead = TimeSpan.FromSeconds(5);

    /// <summary>They come due evenly over this time.</summary>
    private static readonly TimeSpan Spread = TimeSpan.FromSeconds(20);

    private static readonly TableSchema Table = new("bench_deadlines", [Column.Text("id"), .. DeadlineColumns.All], key: ["id"]);

    public string Name => "deadlines";

    public async Task RunAsync(BenchSettings settings, Report report)
    {
        var count = settings.Scaled(100_000);
        await using var database = new SqliteBenchDatabase();
        CreateTable(database);
        var target = new Target();
        var kind = new DeadlineKind(Table, "id", WakeAfterRestart: false, (_, key) => target.Of(key));
        await using var node = await Node.StartAsync(database, services => services.AddSingleton(kind));

        var bare = Lateness(await BareTimer.LatenessAsync(settings.Scaled(1000)));
        var before = Memory();
        await ArmAsync(node, target, count);
        var bytes = Memory() - before;
        report.Add(new Figure(Name, $"memory of {count:N0} armed deadlines", "MB", Better.Lower, [bytes / BytesPerMb])
        {
            Aim = 100,
            Limit = target.KeyBytes / BytesPerMb,
            LimitName = "their keys alone",
        });
        var lateness = await target.AllCalled;
        report.Add(new Figure(Name, $"lateness of {count:N0} deadlines, p99", "ms", Better.Lower, [Lateness(lateness)])
        {
            Aim = 1000,
            Limit = bare,
            LimitName = "a bare timer",
        });
    }

    private static double Lateness(IReadOnlyList<double> ms) => Statistics.Percentile(ms, 99);

    /// <summary>Tells the scheduler of each as a grain does after its commit, and waits until every shard has taken them in.</summary>
    private static async Task ArmAsync(Node node, Target target, int count)
    {
        var armer = node.Services.GetRequiredService<DeadlineArmer>();
        var first = TimeProvider.System.GetUtcNow() + Lead;
        target.Expect(count, index => first + (Spread * ((double)index / count)));
        foreach (var (key, dueAt) in target.Deadlines) armer.Arm(Table.Name, key, dueAt);
        var shards = DeadlineShards.Keys.Select(shard => node.Grains.GetGrain<IDeadlineShardGrain>(shard)).ToList();
        var armed = (await Task.WhenAll(shards.Select(shard => shard.Wake()))).Sum();
        if (armed != count) throw new InvalidOperationException($"Of {count} deadlines {armed} are armed.");
    }

    private static long Memory()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true);
    }

    /// <summary>The node reads the armed ones of each kind when it starts; of this kind there are none stored.</summary>
    private static void CreateTable(BenchDatabase database)
    {
        using var connection = database.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"CREATE TABLE {Table} (id TEXT PRIMARY KEY, due_at INTEGER, due_shard INTEGER)";
        command.ExecuteNonQuery();
    }

    /// <summary>What the scheduler calls: notes how late it is.</summary>
    private sealed class Target
    {
        private readonly TaskCompletionSource<IReadOnlyList<double>> _allCalled = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly ConcurrentQueue<double> _lateness = new();
        private Dictionary<string, DateTimeOffset> _deadlines = [];

        public IReadOnlyDictionary<string, DateTimeOffset> Deadlines => _deadlines;

        public long KeyBytes { get; private set; }

        public Task<IReadOnlyList<double>> AllCalled => _allCalled.Task;

        public void Expect(int count, Func<int, DateTimeOffset> dueAt)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var keys = new string[count];
            for (var i = 0; i < count; i++) keys[i] = Guid.CreateVersion7().ToString();
            KeyBytes = GC.GetAllocatedBytesForCurrentThread() - before;
            _deadlines = keys.Index().ToDictionary(key => key.Item, key => dueAt(key.Index));
        }

        public IDeadlineTarget Of(string key) => new Call(this, key);

        private sealed class Call(Target target, string key) : IDeadlineTarget
        {
            public Task<DateTimeOffset?> OnDeadline()
            {
                target._lateness.Enqueue((TimeProvider.System.GetUtcNow() - target._deadlines[key]).TotalMilliseconds);
                if (target._lateness.Count == target._deadlines.Count) target._allCalled.TrySetResult([.. target._lateness]);
                return Task.FromResult<DateTimeOffset?>(null);
            }
        }
    }
}
