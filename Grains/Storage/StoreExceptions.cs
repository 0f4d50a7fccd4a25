using Orleans;

namespace Switchboard.Storage;

/// <summary>
/// The store could not do what it was asked; the derived types say why and what the caller does next. They reach a grain's caller on another node as they are.
/// </summary>
[GenerateSerializer, Alias("switchboard.store-exception")]
public abstract class StoreException(string message, Exception? inner) : Exception(message, inner);

/// <summary>
/// The database cannot be reached or cannot write (lost connection, full disk). Look at <see cref="IsOutcomeUnknown"/> before trying again.
/// </summary>
[GenerateSerializer, Alias("switchboard.store-unavailable")]
public sealed class StoreUnavailableException(string message, bool outcomeUnknown, Exception? inner = null) : StoreException(message, inner)
{
    /// <summary>
    /// False: nothing of the write set was committed. True: the answer to the commit was lost, so all of the set was committed or
    /// nothing of it; read before deciding.
    /// </summary>
    [Id(0)]
    public bool IsOutcomeUnknown { get; } = outcomeUnknown;
}

/// <summary>More is asked for than the store can write: nothing was committed; slow down and try again later.</summary>
[GenerateSerializer, Alias("switchboard.store-busy")]
public sealed class StoreBusyException(string message) : StoreException(message, inner: null);

/// <summary>The database refused this one write set (for example a value out of range): nothing of it was committed, and trying again will not help.</summary>
[GenerateSerializer, Alias("switchboard.store-rejected")]
public sealed class StoreRejectedException(string message, Exception? inner) : StoreException(message, inner);

/// <summary>The store cannot be opened: another process has it, it is of a newer version, or its tables are not the declared ones.</summary>
[GenerateSerializer, Alias("switchboard.store-open")]
public sealed class StoreOpenException(string message, Exception? inner = null) : StoreException(message, inner);
