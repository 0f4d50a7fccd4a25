using Switchboard.Storage;

namespace Switchboard.Tests.Simulation.Storage;

public sealed class InlineStoreTests : IAsyncLifetime
{
    private static readonly TableSchema Things = new("things", [Column.Text("id"), Column.Text("name")], key: ["id"], versioned: true);

    private static readonly TableSchema Notes = new("notes", [Column.Text("id")], key: ["id"]);

    private readonly string _folder = Directory.CreateTempSubdirectory("switchboard-inline-").FullName;
    private readonly Queue<CommitFault> _faults = new();
    private InlineStore _store = null!;

    public Task InitializeAsync()
    {
        _store = Open(TimeProvider.System);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await _store.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void A_commit_is_carried_out_before_the_call_returns()
    {
        Assert.True(Put("a", expectedVersion: 0).IsCompletedSuccessfully);
        Assert.Equal(1, Count());
    }

    [Fact]
    public async Task A_refused_commit_leaves_nothing_and_says_so()
    {
        _faults.Enqueue(CommitFault.Refuse);
        var refused = await Assert.ThrowsAsync<StoreUnavailableException>(() => Put("a", expectedVersion: 0));
        Assert.False(refused.IsOutcomeUnknown);
        Assert.Equal(0, Count());
    }

    [Fact]
    public async Task A_lost_answer_leaves_everything_and_the_caller_in_the_dark()
    {
        _faults.Enqueue(CommitFault.LostAnswer);
        var lost = await Assert.ThrowsAsync<StoreUnavailableException>(() => Put("a", expectedVersion: 0));
        Assert.True(lost.IsOutcomeUnknown);
        Assert.Equal(1, Count());
    }

    [Fact]
    public async Task A_stale_row_is_only_found_where_there_is_a_version()
    {
        _faults.Enqueue(CommitFault.Stale);
        _faults.Enqueue(CommitFault.Stale);
        Assert.Equal(new CommitVerdict.Stale("things", "a"), await Put("a", expectedVersion: 0));
        Assert.IsType<CommitVerdict.Committed>(await _store.CommitAsync(new WriteSet().Insert(Notes, new Row { ["id"] = "n" })));
        Assert.Equal(0, Count());
    }

    [Fact]
    public async Task A_delayed_commit_waits_for_the_simulations_clock()
    {
        await _store.DisposeAsync();
        var time = new ManualTimer();
        _store = Open(time);
        _faults.Enqueue(CommitFault.Delay(TimeSpan.FromMinutes(1)));
        var commit = Put("a", expectedVersion: 0);
        Assert.Equal(0, Count());
        Assert.Equal(TimeSpan.FromMinutes(1), time.DueTime);
        time.Fire();
        Assert.IsType<CommitVerdict.Committed>(await commit);
        Assert.Equal(1, Count());
    }

    private InlineStore Open(TimeProvider time) =>
        InlineStore.Open(_folder, new StoreModel([Things, Notes]), time, _ => _faults.TryDequeue(out var fault) ? fault : CommitFault.None);

    private Task<CommitVerdict> Put(string id, long expectedVersion) =>
        _store.CommitAsync(new WriteSet().Put(Things, new Row { ["id"] = id, ["name"] = "thing" }, expectedVersion));

    private long Count()
    {
        var rows = _store.QueryAsync(new SqlQuery("SELECT count(*) AS n FROM things"), r => r.Int64("n"));
        Assert.True(rows.IsCompletedSuccessfully);
        return rows.AsTask().Result[0];
    }

    /// <summary>A clock with one timer, which fires when it is told to.</summary>
    private sealed class ManualTimer : TimeProvider
    {
        private TimerCallback? _callback;
        private object? _state;

        public TimeSpan DueTime { get; private set; }

        public void Fire() => _callback!(_state);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            (_callback, _state, DueTime) = (callback, state, dueTime);
            return new Handle();
        }

        private sealed class Handle : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}
