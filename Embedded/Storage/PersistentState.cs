using System.Runtime.CompilerServices;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace Switchboard.Embedded.Storage;

/// <summary>
/// A grain's record. Its operations run one after the other; writes that wait behind another operation become one write of
/// what the record is by then.
/// </summary>
internal sealed class PersistentState<TState> : IPersistentState<TState>, IStoredRecord
{
    private readonly Activation activation;
    private readonly string stateName;
    private readonly IGrainStorage storage;
    private readonly GrainState<TState> record = new(NewState());
    private StorageOperation? last;
    private bool isRead;

    public PersistentState(Activation activation, string stateName, IGrainStorage storage)
    {
        this.activation = activation;
        this.stateName = stateName;
        this.storage = storage;
    }

    public TState State
    {
        get
        {
            MustBeWithinGrain();
            return record.State!;
        }
        set
        {
            MustBeWithinGrain();
            record.State = value;
        }
    }

    public string? Etag => record.ETag;

    public bool RecordExists => isRead ? record.RecordExists : throw new InvalidOperationException("State has not yet been loaded");

    public Task ReadAsync(CancellationToken cancellationToken) => ReadStateAsync(cancellationToken);

    public Task ReadStateAsync() => ReadStateAsync(CancellationToken.None);

    public Task WriteStateAsync() => WriteStateAsync(CancellationToken.None);

    public Task ClearStateAsync() => ClearStateAsync(CancellationToken.None);

    public Task ReadStateAsync(CancellationToken cancellationToken) => Queue(StorageOperationKind.Read, cancellationToken);

    public Task WriteStateAsync(CancellationToken cancellationToken) => Queue(StorageOperationKind.Write, cancellationToken);

    public Task ClearStateAsync(CancellationToken cancellationToken) => Queue(StorageOperationKind.Clear, cancellationToken);

    private static TState? NewState()
    {
        var type = typeof(TState);
        if (type.IsValueType)
            return default;
        return type.GetConstructor(Type.EmptyTypes) is not null
            ? Activator.CreateInstance<TState>()
            : (TState)RuntimeHelpers.GetUninitializedObject(type);
    }

    // From another thread the record could be read while it changes.
    private void MustBeWithinGrain()
    {
        if (RuntimeContext.Current != activation)
            throw new InvalidOperationException($"The record of grain {activation.GrainId} can only be used within the grain.");
    }

    private Task Queue(StorageOperationKind kind, CancellationToken cancellationToken)
    {
        MustBeWithinGrain();
        if (last is { IsStarted: false } waiting && waiting.Kind == kind && kind != StorageOperationKind.Read
            && !waiting.CancellationToken.CanBeCanceled && !cancellationToken.CanBeCanceled)
        {
            return waiting.Completion;
        }

        var operation = new StorageOperation(kind, cancellationToken);
        var predecessor = last;
        last = operation;
        operation.Completion = Run(operation, predecessor);
        return operation.Completion;
    }

    private async Task Run(StorageOperation operation, StorageOperation? predecessor)
    {
        // The operation begins in a turn of its own: what the caller changes before it awaits is part of it.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding | ConfigureAwaitOptions.ContinueOnCapturedContext);
        try
        {
            if (predecessor is not null)
                await predecessor.Completion.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            operation.IsStarted = true;
            if (!operation.IsSatisfiedBy(predecessor))
                await Execute(operation);
            isRead = true;
        }
        finally
        {
            if (last == operation)
                last = null;
        }
    }

    private async Task Execute(StorageOperation operation)
    {
        var token = operation.CancellationToken;
        try
        {
            await (operation.Kind switch
            {
                StorageOperationKind.Read => storage.ReadStateAsync(stateName, activation.GrainId, record, token),
                StorageOperationKind.Write => storage.WriteStateAsync(stateName, activation.GrainId, record, token),
                _ => storage.ClearStateAsync(stateName, activation.GrainId, record, token),
            });
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception exception)
        {
            // Two that want the same at the same time are no failure of anything: whoever asked sees to it.
            if (exception is InconsistentStateException)
                activation.Host.Log.StorageConflict(stateName, activation.GrainId, exception.Message);
            else
                activation.Host.Log.StorageFailed(exception, storage.GetType().Name, operation.Kind.ToString(), stateName, activation.GrainId);
            if (exception is OrleansException)
                throw;
            throw new OrleansException($"Error from storage provider {storage.GetType().Name}.{stateName} during {operation.Kind} for grain {activation.GrainId}: {exception.Message}", exception);
        }
    }
}
