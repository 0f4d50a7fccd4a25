namespace Switchboard.Embedded.Storage;

/// <summary>What can be done with a record.</summary>
internal enum StorageOperationKind
{
    Read,
    Write,
    Clear,
}

/// <summary>One operation on a record, waiting or running.</summary>
internal sealed class StorageOperation(StorageOperationKind kind, CancellationToken cancellationToken)
{
    public StorageOperationKind Kind { get; } = kind;

    public CancellationToken CancellationToken { get; } = cancellationToken;

    public bool IsStarted { get; set; }

    public Task Completion { get; set; } = Task.CompletedTask;

    /// <summary>Whether nothing is left to do: what was just read or written need not be read, what was just cleared need not be cleared.</summary>
    public bool IsSatisfiedBy(StorageOperation? predecessor) =>
        predecessor is { Completion.IsCompletedSuccessfully: true }
        && (Kind == StorageOperationKind.Read || (Kind == StorageOperationKind.Clear && predecessor.Kind == StorageOperationKind.Clear));
}
