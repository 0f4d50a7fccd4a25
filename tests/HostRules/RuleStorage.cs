using System.Collections.Concurrent;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace Switchboard.Tests.Rules;

/// <summary>A store in memory that checks versions, which a test can read, change behind a grain's back, and break.</summary>
public sealed class RuleStorage : IGrainStorage
{
    public const string Name = "rules";

    private readonly ConcurrentDictionary<string, (object State, int Version)> records = new();

    public int Writes { get; private set; }

    public Exception? NextWriteFailsWith { get; set; }

    public int VersionOf(string key) => records.TryGetValue(key, out var record) ? record.Version : 0;

    /// <summary>Does what another writer of the same record would do.</summary>
    public void BumpVersion(string key) => records.AddOrUpdate(key, _ => throw new KeyNotFoundException(key), (_, r) => (r.State, r.Version + 1));

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        if (records.TryGetValue(grainId.Key.ToString()!, out var record))
        {
            grainState.State = ((Copyable<T>)record.State).Copy();
            grainState.ETag = record.Version.ToString();
            grainState.RecordExists = true;
        }

        return Task.CompletedTask;
    }

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        await Task.Yield();
        Writes++;
        if (NextWriteFailsWith is { } failure)
        {
            NextWriteFailsWith = null;
            throw failure;
        }

        var key = grainId.Key.ToString()!;
        var stored = VersionOf(key);
        if (stored.ToString() != (grainState.ETag ?? "0"))
            throw new InconsistentStateException("Somebody else wrote it.", stored.ToString(), grainState.ETag);
        records[key] = (new Copyable<T>(grainState.State!), stored + 1);
        grainState.ETag = (stored + 1).ToString();
        grainState.RecordExists = true;
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        records.TryRemove(grainId.Key.ToString()!, out _);
        grainState.State = Activator.CreateInstance<T>();
        grainState.ETag = null;
        grainState.RecordExists = false;
        return Task.CompletedTask;
    }

    // What is stored must not change with the object that a grain goes on using.
    private sealed class Copyable<T>(T state)
    {
        private readonly string json = System.Text.Json.JsonSerializer.Serialize(state);

        public T Copy() => System.Text.Json.JsonSerializer.Deserialize<T>(json)!;
    }
}
