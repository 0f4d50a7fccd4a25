using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Concurrency;
using Orleans.Runtime;
using Switchboard.Storage;

namespace Switchboard.Deadlines;

/// <summary>
/// A shard of the scheduler. One timer, set to the earliest deadline. It keeps nothing durable: the columns
/// <c>due_at</c> are the truth, a reminder brings the shard back after a crash, and a sweep finds what nobody told it of.
/// </summary>
[Reentrant]
internal sealed partial class DeadlineShardGrain(
    IStore store, IEnumerable<DeadlineKind> kinds, TimeProvider time, ILogger<DeadlineShardGrain> logger)
    : Grain, IDeadlineShardGrain, IRemindable
{
    private const string WakeReminder = "wake";

    /// <summary>Grains called at once; more would only queue up elsewhere.</summary>
    private const int ConcurrentCalls = 256;

    private static readonly TimeSpan SweepPeriod = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan RetryAfterFailure = TimeSpan.FromSeconds(5);

    private readonly Dictionary<string, DeadlineKind> _kinds = kinds.ToDictionary(kind => kind.Table.Name);
    private readonly DeadlineHeap _heap = new();
    private readonly HashSet<string> _lostNodes = [];
    private IGrainTimer? _timer;
    private DateTimeOffset? _timerAt;
    private int _calls;

    private int Shard => int.Parse(this.GetPrimaryKeyString());

    /// <inheritdoc/>
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        await this.RegisterOrUpdateReminder(WakeReminder, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1));
        await LoadAsync(_kinds.Values);

        // A shard lives as long as its node: the timers keep it from being collected as idle.
        _timer = this.RegisterGrainTimer(OnTimerAsync, new GrainTimerCreationOptions(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan) { Interleave = true, KeepAlive = true });
        this.RegisterGrainTimer(SweepAsync, new GrainTimerCreationOptions(SweepPeriod, SweepPeriod) { Interleave = true, KeepAlive = true });
        SetTimer();
        LogAwake(Shard, _heap.Count);
    }

    /// <inheritdoc/>
    public Task Arm(ImmutableArray<Deadline> deadlines)
    {
        foreach (var deadline in deadlines)
        {
            if (deadline.DueAt is { } dueAt) _heap.Set(deadline.Kind, deadline.Key, dueAt);
            else _heap.Remove(deadline.Kind, deadline.Key);
        }

        SetTimer();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<int> Wake() => Task.FromResult(_heap.Count);

    /// <inheritdoc/>
    public async Task NodeLost(string node)
    {
        if (!_lostNodes.Add(node)) return;
        try
        {
            await LoadAsync(_kinds.Values.Where(kind => kind.WakeAfterRestart));
        }
        catch
        {
            _lostNodes.Remove(node);
            throw;
        }

        SetTimer();
    }

    /// <summary>Being called is all that is needed: the activation has loaded the shard.</summary>
    public Task ReceiveReminder(string reminderName, TickStatus status) => Task.CompletedTask;

    private async Task LoadAsync(IEnumerable<DeadlineKind> kinds)
    {
        var now = time.GetUtcNow();
        foreach (var kind in kinds)
        {
            foreach (var (key, dueAt) in await FindAsync(kind, until: null)) _heap.Set(kind.Table.Name, key, kind.WakeAfterRestart ? now : dueAt);
        }
    }

    private Task OnTimerAsync(CancellationToken cancellationToken)
    {
        _timerAt = null;
        CallDue();
        return Task.CompletedTask;
    }

    private void CallDue()
    {
        var now = time.GetUtcNow();
        while (_calls < ConcurrentCalls && _heap.TryTakeDue(now, out var kind, out var key, out var dueAt))
        {
            DeadlineMetrics.Called(kind, now - dueAt);
            _ = CallAsync(_kinds[kind], key);
        }

        SetTimer();
    }

    private async Task CallAsync(DeadlineKind kind, string key)
    {
        _calls++;
        try
        {
            var next = await kind.GetTarget(GrainFactory, key).OnDeadline();
            // Whoever armed it meanwhile knows better.
            if (next is { } dueAt && !_heap.Contains(kind.Table.Name, key)) _heap.Set(kind.Table.Name, key, dueAt);
        }
        catch (Exception e)
        {
            DeadlineMetrics.Failed(kind.Table.Name);
            LogFailedCall(e, kind.Table.Name, key);
            _heap.Set(kind.Table.Name, key, time.GetUtcNow() + RetryAfterFailure);
        }

        _calls--;
        CallDue();
    }

    private void SetTimer()
    {
        // At the limit of concurrent calls the next one that returns goes on.
        if (_calls >= ConcurrentCalls || _heap.NextAt is not { } nextAt || _timerAt <= nextAt) return;
        _timerAt = nextAt;
        var wait = nextAt - time.GetUtcNow();
        _timer?.Change(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    private async Task SweepAsync(CancellationToken cancellationToken)
    {
        foreach (var kind in _kinds.Values)
        {
            foreach (var (key, dueAt) in await FindAsync(kind, until: time.GetUtcNow() - RetryAfterFailure))
            {
                if (!_heap.Contains(kind.Table.Name, key)) _heap.Set(kind.Table.Name, key, dueAt);
            }
        }

        SetTimer();
    }

    private async Task<IReadOnlyList<(string Key, DateTimeOffset DueAt)>> FindAsync(DeadlineKind kind, DateTimeOffset? until)
    {
        var query = new SqlQuery($"SELECT {kind.KeyColumn} AS id, due_at FROM {kind.Table.Name} WHERE due_shard = @shard AND due_at IS NOT NULL")
        {
            ["shard"] = Shard,
        };
        if (until is { } instant) query.Append(" AND due_at <= @until LIMIT 10000").With("until", instant);
        return await store.QueryAsync(query, row => (row.Text("id"), row.Timestamp("due_at")));
    }

    [LoggerMessage(LogLevel.Debug, "Deadline shard {Shard} is awake with {Count} deadlines")]
    private partial void LogAwake(int shard, int count);

    [LoggerMessage(LogLevel.Warning, "The deadline of {Kind} {Key} failed and is tried again")]
    private partial void LogFailedCall(Exception error, string kind, string key);
}
