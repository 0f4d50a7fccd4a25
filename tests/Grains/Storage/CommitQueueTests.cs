using Microsoft.Extensions.Logging.Abstractions;
using Switchboard.Storage;
using Switchboard.Tests.Grains.Carriers;
using Switchboard.Tests.Grains.Support;
using static Switchboard.Tests.Grains.Storage.TestModel;

namespace Switchboard.Tests.Grains.Storage;

/// <summary>How writes are gathered into batches, and what happens to those that wait.</summary>
public sealed class CommitQueueTests : IDisposable
{
    private readonly ManualTime _time = new(DateTimeOffset.UnixEpoch);
    private readonly ScriptedExecutor _executor = new();
    private readonly CommitQueueOptions _options = new() { BatchRowsMax = 10, BatchBytesMax = 1000, QueueRowsMax = 20, QueueBytesMax = 2000 };
    private readonly CommitQueue _queue;

    public CommitQueueTests()
    {
        _queue = new CommitQueue(_executor, _options, _time, NullLogger.Instance);
    }

    public void Dispose()
    {
        _queue.DisposeAsync().AsTask().Wait();
        _executor.Dispose();
    }

    [Fact]
    public async Task A_lone_write_starts_at_once_and_what_arrives_meanwhile_is_the_next_batch()
    {
        var first = Commit("a");
        Assert.Single(_executor.NextBatch());
        var others = Enumerable.Range(0, 10).Select(i => Commit($"b{i}")).ToList();
        Assert.False(_executor.HasBatch);
        _executor.Answer();
        Assert.IsType<CommitVerdict.Committed>(await first);
        Assert.Equal(10, _executor.NextBatch().Count);
        _executor.Answer();
        Assert.All(await Task.WhenAll(others), verdict => Assert.IsType<CommitVerdict.Committed>(verdict));
    }

    [Fact]
    public async Task A_batch_is_bounded_in_rows_and_in_bytes()
    {
        var first = Commit("a");
        _executor.NextBatch();
        var rows = Enumerable.Range(0, 11).Select(i => Commit($"b{i}")).ToList();
        var bytes = Enumerable.Range(0, 2).Select(i => Commit($"c{i}", size: 600)).ToList();
        foreach (int expected in new[] { 10, 2, 1 })
        {
            _executor.Answer();
            Assert.Equal(expected, _executor.NextBatch().Count);
        }

        _executor.Answer();
        await Task.WhenAll([first, .. rows, .. bytes]);
    }

    [Fact]
    public async Task A_set_larger_than_a_batch_is_written_alone()
    {
        var first = Commit("a");
        _executor.NextBatch();
        var large = Commit("b", size: 1500);
        var small = Commit("c");
        foreach (int _ in new[] { 1, 2 })
        {
            _executor.Answer();
            Assert.Single(_executor.NextBatch());
        }

        _executor.Answer();
        await Task.WhenAll(first, large, small);
        await Assert.ThrowsAsync<ArgumentException>(() => Commit("d", size: 2001));
    }

    [Fact]
    public async Task Sets_that_name_the_same_row_are_written_one_after_the_other_in_their_order()
    {
        var first = Commit("a");
        _executor.NextBatch();
        Task<CommitVerdict> Put(long version, params string[] ids) =>
            _queue.CommitAsync(ids.Aggregate(new WriteSet(), (set, id) => set.Put(CallTable, Call("t", id), version)), default);
        Task[] all = [first, Put(0, "x"), Put(1, "x", "y"), Put(2, "y"), Put(0, "z")];
        foreach (long[] versions in new long[][] { [0, 0], [1], [2] })
        {
            _executor.Answer();
            Assert.Equal(versions, _executor.NextBatch().Select(s => s.Operations[0].ExpectedVersion));
        }

        _executor.Answer();
        await Task.WhenAll(all);
    }

    [Fact]
    public async Task A_full_queue_refuses_and_takes_again_when_it_has_room()
    {
        var first = Commit("a");
        _executor.NextBatch();
        var waiting = Enumerable.Range(0, 20).Select(i => Commit($"b{i}")).ToList();
        await Assert.ThrowsAsync<StoreBusyException>(() => Commit("c"));
        _executor.Answer();
        _executor.NextBatch();
        var later = Commit("c");
        _executor.Answer();
        _executor.NextBatch();
        _executor.Answer();
        _executor.NextBatch();
        _executor.Answer();
        await Task.WhenAll([first, .. waiting, later]);
    }

    [Fact]
    public async Task A_full_queue_counts_bytes_too()
    {
        var first = Commit("a");
        _executor.NextBatch();
        var waiting = Commit("b", size: 1500);
        await Assert.ThrowsAsync<StoreBusyException>(() => Commit("c", size: 600));
        _executor.Answer();
        _executor.NextBatch();
        _executor.Answer();
        await Task.WhenAll(first, waiting);
    }

    [Fact]
    public async Task Who_waits_too_long_is_told_even_while_a_batch_is_stuck()
    {
        var stuck = Commit("a");
        _executor.NextBatch();
        var early = Commit("b");
        _time.Advance(TimeSpan.FromSeconds(6));
        var late = Commit("c");
        _time.Advance(TimeSpan.FromSeconds(5));
        await Assert.ThrowsAsync<StoreBusyException>(() => early);
        Assert.False(stuck.IsCompleted);
        Assert.False(late.IsCompleted);
        _executor.Answer();
        Assert.Same(CallTable, Assert.Single(_executor.NextBatch()).Operations[0].Table);
        _executor.Answer();
        await Task.WhenAll(stuck, late);
    }

    [Fact]
    public async Task Cancelling_takes_a_waiting_set_out_but_not_one_that_is_being_written()
    {
        using var cancellation = new CancellationTokenSource();
        var writing = Commit("a", cancellationToken: cancellation.Token);
        _executor.NextBatch();
        var waiting = Commit("b", cancellationToken: cancellation.Token);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Commit("c", cancellationToken: cancellation.Token));
        _executor.Answer();
        Assert.IsType<CommitVerdict.Committed>(await writing);
        var last = Commit("d");
        Assert.Equal("t/d", Assert.Single(_executor.NextBatch()).Operations[0].KeyText);
        _executor.Answer();
        await last;
    }

    [Fact]
    public async Task Shutting_down_writes_what_waits_and_refuses_the_rest()
    {
        var first = Commit("a");
        _executor.NextBatch();
        var waiting = Commit("b");
        var stopped = _queue.DisposeAsync();
        var refused = await Assert.ThrowsAsync<StoreUnavailableException>(() => Commit("c"));
        Assert.False(refused.IsOutcomeUnknown);
        Assert.False(stopped.IsCompleted);
        _executor.Answer();
        _executor.NextBatch();
        _executor.Answer();
        await stopped;
        Assert.IsType<CommitVerdict.Committed>(await first);
        Assert.IsType<CommitVerdict.Committed>(await waiting);
    }

    [Fact]
    public async Task Each_set_gets_its_own_outcome()
    {
        var first = Commit("a");
        _executor.NextBatch();
        var good = Commit("good");
        var stale = Commit("stale");
        var refused = Commit("refused");
        _executor.Answer();
        _executor.NextBatch();
        _executor.Answer(set => set.Operations[0].KeyText switch
        {
            "t/good" => ScriptedExecutor.Committed,
            "t/stale" => new CommitVerdict.Stale("calls", "t/stale"),
            _ => new StoreRejectedException("no", inner: null),
        });
        await first;
        Assert.IsType<CommitVerdict.Committed>(await good);
        Assert.IsType<CommitVerdict.Stale>(await stale);
        await Assert.ThrowsAsync<StoreRejectedException>(() => refused);
        Assert.True(_queue.Health.IsOk);
    }

    [Fact]
    public async Task The_health_follows_the_writes_and_recovers_by_itself()
    {
        var failing = Commit("a");
        _executor.NextBatch();
        _executor.Answer(_ => new StoreUnavailableException("disk full", outcomeUnknown: false));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => failing);
        Assert.Equal(new StoreHealth(_time.GetUtcNow(), "disk full"), _queue.Health);

        var since = _time.GetUtcNow();
        _executor.ProbeAnswers.Enqueue(new StoreUnavailableException("still full", outcomeUnknown: false));
        _time.Advance(_options.ProbeInterval);
        await Eventually.HoldsAsync(() => _queue.Health == new StoreHealth(since, "still full"), TimeSpan.FromSeconds(10), "the failed probe");
        await Eventually.HoldsAsync(
            () =>
            {
                _time.Advance(_options.ProbeInterval);
                return _queue.Health.IsOk;
            },
            TimeSpan.FromSeconds(10),
            "the probe that goes through");
    }

    [Fact]
    public async Task A_defect_of_the_executor_fails_its_batch_and_nobody_else()
    {
        var failing = Commit("a");
        _executor.NextBatch();
        _executor.Answer(_ => throw new InvalidOperationException("defect"));
        var failure = await Assert.ThrowsAsync<StoreUnavailableException>(() => failing);
        Assert.True(failure.IsOutcomeUnknown);
        var next = Commit("b");
        _executor.NextBatch();
        _executor.Answer();
        Assert.IsType<CommitVerdict.Committed>(await next);
    }

    [Fact]
    public async Task A_defect_of_a_probe_is_a_failed_probe()
    {
        var failing = Commit("a");
        _executor.NextBatch();
        _executor.ProbeDefect = new InvalidOperationException("defect");
        _executor.Answer(_ => new StoreUnavailableException("gone", outcomeUnknown: false));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => failing);
        await Eventually.HoldsAsync(
            () =>
            {
                _time.Advance(_options.ProbeInterval);
                return _queue.Health.IsOk;
            },
            TimeSpan.FromSeconds(10),
            "the probe after the one that threw");
        Assert.Null(_executor.ProbeDefect);
    }

    private Task<CommitVerdict> Commit(string id, int size = 0, CancellationToken cancellationToken = default)
    {
        var row = Call("t", id);
        row["state"] = new string('x', size);
        return _queue.CommitAsync(new WriteSet().Put(CallTable, row, expectedVersion: 0), cancellationToken);
    }
}
