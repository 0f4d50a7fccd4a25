using Switchboard.Storage;
using Switchboard.Storage.Sqlite;

namespace Switchboard.Tests.Simulation.Storage;

/// <summary>
/// The store without its queue: each commit is carried out in place by the real SQLite executor before the call returns, so that a run has no threads
/// and no real time in it and can be repeated. A hook decides over the fate of each commit.
/// </summary>
internal sealed class InlineStore(IStoreDatabase database, TimeProvider time, Func<WriteSet, CommitFault> nextFault) : IStore
{
    public SqlDialect Dialect => database.Dialect;

    public StoreHealth Health => StoreHealth.Ok;

    /// <summary>Opens the store in a folder, as after a restart. It does not wait for the disk: nobody cuts the power of a simulation.</summary>
    public static InlineStore Open(string folder, StoreModel model, TimeProvider time, Func<WriteSet, CommitFault> nextFault) =>
        new(SqliteDatabase.Open(new SqliteOptions { Folder = folder, IsDurable = false }, model, time), time, nextFault);

    public Task<CommitVerdict> CommitAsync(WriteSet set, CancellationToken cancellationToken = default)
    {
        switch (nextFault(set))
        {
            case CommitFault.Refused:
                return Task.FromException<CommitVerdict>(new StoreUnavailableException("The simulated database refuses.", outcomeUnknown: false));
            case CommitFault.AnswerLost:
                database.Execute([set]);
                return Task.FromException<CommitVerdict>(new StoreUnavailableException("The simulated database's answer is lost.", outcomeUnknown: true));
            case CommitFault.FoundStale when set.Operations.FirstOrDefault(o => o.Table.IsVersioned) is { } versioned:
                return Task.FromResult<CommitVerdict>(new CommitVerdict.Stale(versioned.Table.Name, versioned.KeyText));
            case CommitFault.Delayed delay:
                return WriteLaterAsync(set, delay.Time, cancellationToken);
            default:
                return Write(set);
        }
    }

    public ValueTask<IReadOnlyList<T>> QueryAsync<T>(SqlQuery query, Func<RowReader, T> map, CancellationToken cancellationToken = default) =>
        database.QueryAsync(query, map, cancellationToken);

    public Task ExpungeAsync(CancellationToken cancellationToken = default) => database.ExpungeAsync(cancellationToken);

    public ValueTask DisposeAsync() => database.DisposeAsync();

    private async Task<CommitVerdict> WriteLaterAsync(WriteSet set, TimeSpan delay, CancellationToken cancellationToken)
    {
        await Task.Delay(delay, time, cancellationToken);
        return await Write(set);
    }

    private Task<CommitVerdict> Write(WriteSet set)
    {
        var outcome = database.Execute([set])[0];
        return outcome.Verdict is not null ? Task.FromResult(outcome.Verdict) : Task.FromException<CommitVerdict>(outcome.Failure!);
    }
}
