namespace Switchboard.Storage.Postgres;

/// <summary>Somebody who waits for the rows of some keys.</summary>
internal abstract class PostgresKeyRead(KeysAsked asked)
{
    public KeysAsked Asked { get; } = asked;

    /// <summary>Takes a row that was asked for.</summary>
    public abstract void Take(RowReader row);

    /// <summary>There are no further rows.</summary>
    public abstract void Complete();

    /// <summary>The rows could not be read.</summary>
    public abstract void Fail(Exception failure);
}

/// <summary>The same with what is made of the rows.</summary>
internal sealed class PostgresKeyRead<T>(KeysAsked asked, Func<RowReader, T> map) : PostgresKeyRead(asked)
{
    // Whoever reads for all must not run what comes after one asker's await.
    private readonly TaskCompletionSource<IReadOnlyList<T>> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<T> _rows = [];

    public Task<IReadOnlyList<T>> Answer => _answer.Task;

    /// <inheritdoc/>
    public override void Take(RowReader row)
    {
        try
        {
            _rows.Add(map(row));
        }
        catch (Exception e)
        {
            // A row that this one cannot read is no reason for the others to go without theirs.
            Fail(e);
        }
    }

    /// <inheritdoc/>
    public override void Complete() => _answer.TrySetResult(_rows);

    /// <inheritdoc/>
    public override void Fail(Exception failure) => _answer.TrySetException(failure);
}
