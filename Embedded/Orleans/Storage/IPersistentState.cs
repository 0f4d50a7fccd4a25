namespace Orleans.Core
{
    /// <summary>A stored record and what can be done with it. Operations on one record run one after the other.</summary>
    public interface IStorage
    {
        /// <summary>The version last read or written; null when there is no record.</summary>
        string? Etag { get; }

        /// <summary>Whether there was a record when it was last read or written.</summary>
        bool RecordExists { get; }

        /// <summary>Deletes the record if it is still at this version.</summary>
        Task ClearStateAsync();

        /// <summary>Writes the record if it is still at this version.</summary>
        /// <exception cref="Storage.InconsistentStateException">Somebody else wrote it; the activation ends if this escapes.</exception>
        Task WriteStateAsync();

        /// <summary>Reads the record again.</summary>
        Task ReadStateAsync();

        /// <inheritdoc cref="ClearStateAsync()"/>
        Task ClearStateAsync(CancellationToken cancellationToken) => ClearStateAsync();

        /// <inheritdoc cref="WriteStateAsync()"/>
        Task WriteStateAsync(CancellationToken cancellationToken) => WriteStateAsync();

        /// <inheritdoc cref="ReadStateAsync()"/>
        Task ReadStateAsync(CancellationToken cancellationToken) => ReadStateAsync();
    }

    /// <summary>A stored record of a type.</summary>
    public interface IStorage<TState> : IStorage
    {
        /// <summary>The record in memory.</summary>
        TState State { get; set; }
    }
}

namespace Orleans.Runtime
{
    /// <summary>A grain's stored record, injected with <see cref="PersistentStateAttribute"/> and read before the grain activates.</summary>
    public interface IPersistentState<TState> : Core.IStorage<TState>;

    /// <summary>Asks for a stored record in a grain's constructor.</summary>
    /// <param name="stateName">The record's name, unique within the grain.</param>
    /// <param name="storageName">The storage provider's name; null for the one registered without a name.</param>
    [AttributeUsage(AttributeTargets.Parameter)]
    public class PersistentStateAttribute(string stateName, string? storageName = null) : Attribute
    {
        /// <summary>The record's name.</summary>
        public string StateName { get; } = stateName;

        /// <summary>The storage provider's name.</summary>
        public string? StorageName { get; } = storageName;
    }
}
