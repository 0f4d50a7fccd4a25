using Microsoft.Extensions.Logging;

namespace Switchboard.Storage;

/// <summary>
/// Group commit: one batch is being written, and what arrives meanwhile is the next batch. There is no timer, so a lone write starts at once, and under load a
/// batch grows to what arrived during the one before it. Everything happens on one writer thread of its own, because a write blocks for as long as the disk
/// takes, and a thread of the pool must not.
/// </summary>
internal sealed partial class CommitQueue : IAsyncDisposable
{
    private readonly object _gate = new();
    private readonly IBatchExecutor _executor;
    private readonly CommitQueueOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly LinkedList<Pending> _waiting = new();
    private readonly ITimer _deadline;
    private readonly ITimer _probe;
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<Pending> _batch = [];
    private readonly HashSet<RowIdentity> _named = [];
    private int _waitingRows;
    private long _waitingBytes;
    private bool _probeIsDue;
    private bool _stopping;
    private volatile StoreHealth _health = StoreHealth.Ok;

    public CommitQueue(IBatchExecutor executor, CommitQueueOptions options, TimeProvider time, ILogger logger)
    {
        // With a bound of nothing the queue would wait for ever instead of saying so.
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.BatchRowsMax);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.BatchBytesMax);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.QueueRowsMax);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.QueueBytesMax);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(options.WaitMax, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(options.ProbeInterval, TimeSpan.Zero);
        _executor = executor;
        _options = options;
        _time = time;
        _logger = logger;
        _deadline = time.CreateTimer(_ => GiveUpOverdue(), state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _probe = time.CreateTimer(_ => RequestProbe(), state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        StoreMetrics.Watch(this);
        new Thread(Run) { IsBackground = true, Name = "store writer" }.Start();
    }

    public StoreHealth Health => _health;

    /// <summary>Rows that wait to be written; a glance at it, for those who measure.</summary>
    public int WaitingRows => Volatile.Read(ref _waitingRows);

    /// <summary>As <see cref="IStore.CommitAsync"/>.</summary>
    public Task<CommitVerdict> CommitAsync(WriteSet set, CancellationToken cancellationToken)
    {
        if (set.RowCount == 0)
            return Task.FromResult<CommitVerdict>(new CommitVerdict.Committed([], []));
        if (set.ByteCount > _options.QueueBytesMax || set.RowCount > _options.QueueRowsMax)
            throw new ArgumentException($"A set of {set.RowCount} rows and {set.ByteCount} bytes is more than the queue takes at all.", nameof(set));
        var pending = new Pending(set, _time.GetTimestamp());
        lock (_gate)
        {
            if (Refusal(set) is { } refusal)
                return Task.FromException<CommitVerdict>(refusal);
            if (cancellationToken.CanBeCanceled)
                pending.Cancellation = cancellationToken.UnsafeRegister(_ => Cancel(pending, cancellationToken), state: null);

            // Cancelled before the registration, it was not in the queue to be taken out; cancelled from here on, it will be.
            if (cancellationToken.IsCancellationRequested)
                return Task.FromCanceled<CommitVerdict>(cancellationToken);
            Enqueue(pending);
        }

        return pending.Outcome;
    }

    /// <summary>Takes nothing more, writes what waits, and ends the writer thread.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            _stopping = true;
            Monitor.Pulse(_gate);
        }

        await _drained.Task;
        StoreMetrics.Forget(this);
        await _deadline.DisposeAsync();
        await _probe.DisposeAsync();
    }

    private StoreException? Refusal(WriteSet set)
    {
        if (_stopping)
            return new StoreUnavailableException("The store is shutting down.", outcomeUnknown: false);
        if (_waiting.Count == 0)
            return null;
        return _waitingRows + set.RowCount > _options.QueueRowsMax || _waitingBytes + set.ByteCount > _options.QueueBytesMax
            ? new StoreBusyException($"The store has {_waitingRows} rows ({_waitingBytes} bytes) waiting to be written and takes no more.")
            : null;
    }

    private void Enqueue(Pending pending)
    {
        _waiting.AddLast(pending.Node);
        _waitingRows += pending.Set.RowCount;
        _waitingBytes += pending.Set.ByteCount;
        if (_waiting.Count > 1)
            return;
        _deadline.Change(_options.WaitMax, Timeout.InfiniteTimeSpan);
        Monitor.Pulse(_gate);
    }

    private void Remove(Pending pending)
    {
        _waiting.Remove(pending.Node);
        _waitingRows -= pending.Set.RowCount;
        _waitingBytes -= pending.Set.ByteCount;
    }

    private void Cancel(Pending pending, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (pending.Node.List is null)
                return;
            Remove(pending);
        }

        pending.Cancel(cancellationToken);
    }

    /// <summary>The deadline holds for the wait itself, so it is kept even while a batch is stuck in the database.</summary>
    private void GiveUpOverdue()
    {
        lock (_gate)
        {
            while (_waiting.First is { Value: var oldest })
            {
                var left = _options.WaitMax - _time.GetElapsedTime(oldest.EnqueuedAt);
                if (left > TimeSpan.Zero)
                {
                    _deadline.Change(left, Timeout.InfiniteTimeSpan);
                    return;
                }

                Remove(oldest);
                oldest.Complete(new StoreBusyException($"The store did not get to write this within {_options.WaitMax.TotalSeconds} s."));
            }
        }
    }

    private void RequestProbe()
    {
        lock (_gate)
        {
            _probeIsDue = true;
            Monitor.Pulse(_gate);
        }
    }

    private void Run()
    {
        while (WaitForWork())
        {
            if (_batch.Count > 0)
                Write();
            else
                ReportHealth(Probe());
        }

        _drained.SetResult();
    }

    /// <summary>Waits for a batch to write (then it is in <see cref="_batch"/>) or for a probe that is due. False: stopped and drained.</summary>
    private bool WaitForWork()
    {
        lock (_gate)
        {
            while (_waiting.Count == 0 && !_probeIsDue && !_stopping)
                Monitor.Wait(_gate);
            TakeBatch();
            _probeIsDue = false;
            return _batch.Count > 0 || !_stopping;
        }
    }

    /// <summary>
    /// Takes what waits, oldest first. A set that names a row that an earlier one names stays for a later batch, and keeps its own rows from those behind it,
    /// so the order for each row is the order of arrival.
    /// </summary>
    private void TakeBatch()
    {
        _batch.Clear();
        _named.Clear();
        int rows = 0;
        long bytes = 0;
        int looked = 0;
        for (var node = _waiting.First; node is not null && looked < _options.BatchRowsMax; looked++)
        {
            var pending = node.Value;
            node = node.Next;
            bool isFree = !_named.Overlaps(pending.Set.Rows);
            _named.UnionWith(pending.Set.Rows);
            if (!isFree)
                continue;
            rows += pending.Set.RowCount;
            bytes += pending.Set.ByteCount;
            if (_batch.Count > 0 && (rows > _options.BatchRowsMax || bytes > _options.BatchBytesMax))
                break;
            Remove(pending);
            _batch.Add(pending);
        }
    }

    private void Write()
    {
        IReadOnlyList<SetOutcome> outcomes;
        long start = _time.GetTimestamp();
        try
        {
            outcomes = _executor.Execute([.. _batch.Select(p => p.Set)]);
        }
        catch (Exception e)
        {
            // A defect of the executor must not end the writer thread: everybody behind would wait for ever.
            LogDefect(e);
            var failure = new StoreUnavailableException("The store failed while it wrote.", outcomeUnknown: true, e);
            outcomes = [.. _batch.Select(_ => (SetOutcome)failure)];
        }

        if (StoreMetrics.IsOn)
            Measure(start, outcomes);
        ReportHealth(outcomes.Select(o => o.Failure).OfType<StoreUnavailableException>().FirstOrDefault());
        for (int i = 0; i < _batch.Count; i++)
            _batch[i].Complete(outcomes[i]);
    }

    private StoreUnavailableException? Probe()
    {
        try
        {
            return _executor.Probe();
        }
        catch (Exception e)
        {
            // Here too: an exception that nobody catches would end the process, not only its writer.
            LogDefect(e);
            return new StoreUnavailableException("The store failed while it was asked how it is.", outcomeUnknown: false, e);
        }
    }

    private void Measure(long start, IReadOnlyList<SetOutcome> outcomes)
    {
        int rows = 0;
        foreach (var pending in _batch)
            rows += pending.Set.RowCount;
        StoreMetrics.Batch(rows, _time.GetElapsedTime(_batch[0].EnqueuedAt, start), _time.GetElapsedTime(start), outcomes);
    }

    private void ReportHealth(StoreUnavailableException? failure)
    {
        var before = _health;
        if (failure is null)
        {
            _health = StoreHealth.Ok;
            if (!before.IsOk)
                LogRecovered(_time.GetUtcNow() - before.UnavailableSince!.Value);
            return;
        }

        _health = new StoreHealth(before.UnavailableSince ?? _time.GetUtcNow(), failure.Message);
        if (before.IsOk)
            LogUnavailable(failure);
        _probe.Change(_options.ProbeInterval, Timeout.InfiniteTimeSpan);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The store cannot write.")]
    private partial void LogUnavailable(Exception failure);

    [LoggerMessage(Level = LogLevel.Information, Message = "The store can write again after {Outage}.")]
    private partial void LogRecovered(TimeSpan outage);

    [LoggerMessage(Level = LogLevel.Critical, Message = "The store's executor threw, which it must not.")]
    private partial void LogDefect(Exception failure);

    /// <summary>A set with somebody waiting for its outcome.</summary>
    private sealed class Pending
    {
        // The writer thread must not run what comes after the caller's await.
        private readonly TaskCompletionSource<CommitVerdict> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Pending(WriteSet set, long enqueuedAt)
        {
            Set = set;
            EnqueuedAt = enqueuedAt;
            Node = new LinkedListNode<Pending>(this);
        }

        public WriteSet Set { get; }

        public long EnqueuedAt { get; }

        /// <summary>Its place in the queue; in no list once it was taken or given up.</summary>
        public LinkedListNode<Pending> Node { get; }

        public CancellationTokenRegistration Cancellation { get; set; }

        public Task<CommitVerdict> Outcome => _outcome.Task;

        public void Cancel(CancellationToken cancellationToken) => _outcome.TrySetCanceled(cancellationToken);

        public void Complete(SetOutcome outcome)
        {
            if (outcome.Verdict is not null)
                _outcome.TrySetResult(outcome.Verdict);
            else
                _outcome.TrySetException(outcome.Failure!);
            Cancellation.Unregister();
        }
    }
}
