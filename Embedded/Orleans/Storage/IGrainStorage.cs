using Orleans.Runtime;

namespace Orleans.Storage
{
    /// <summary>A store of grain records, registered as a keyed service under its provider name.</summary>
    public interface IGrainStorage
    {
        /// <summary>Reads a record into <paramref name="grainState"/>; without one, leaves a new state, no ETag and <c>RecordExists</c> false.</summary>
        Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState);

        /// <inheritdoc cref="ReadStateAsync{T}(string, GrainId, IGrainState{T})"/>
        Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken) =>
            ReadStateAsync(stateName, grainId, grainState);

        /// <summary>Writes a record if its ETag is still the stored one, and sets the new ETag.</summary>
        /// <exception cref="InconsistentStateException">The ETag is not the stored one.</exception>
        Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState);

        /// <inheritdoc cref="WriteStateAsync{T}(string, GrainId, IGrainState{T})"/>
        Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken) =>
            WriteStateAsync(stateName, grainId, grainState);

        /// <summary>Deletes a record if its ETag is still the stored one.</summary>
        /// <exception cref="InconsistentStateException">The ETag is not the stored one.</exception>
        Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState);

        /// <inheritdoc cref="ClearStateAsync{T}(string, GrainId, IGrainState{T})"/>
        Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken) =>
            ClearStateAsync(stateName, grainId, grainState);
    }
}

namespace Orleans
{
    /// <summary>A record on its way between a grain and its store.</summary>
    public interface IGrainState<T>
    {
        /// <summary>The record.</summary>
        T? State { get; set; }

        /// <summary>Its version in the store.</summary>
        string? ETag { get; set; }

        /// <summary>Whether the store has it.</summary>
        bool RecordExists { get; set; }
    }

    /// <inheritdoc/>
    [GenerateSerializer]
    public sealed class GrainState<T> : IGrainState<T>
    {
        /// <summary>Creates an empty one.</summary>
        public GrainState()
        {
        }

        /// <summary>Creates one that has not been stored yet.</summary>
        public GrainState(T? state)
            : this(state, null)
        {
        }

        /// <summary>Creates one at a version.</summary>
        public GrainState(T? state, string? eTag)
        {
            State = state;
            ETag = eTag;
        }

        /// <inheritdoc/>
        [Id(0)]
        public T? State { get; set; }

        /// <inheritdoc/>
        [Id(1)]
        public string? ETag { get; set; }

        /// <inheritdoc/>
        [Id(2)]
        public bool RecordExists { get; set; }
    }
}
