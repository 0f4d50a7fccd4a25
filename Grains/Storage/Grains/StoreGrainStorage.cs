using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace Switchboard.Storage;

/// <summary>
/// The grains' storage provider: a record is a row of its feature's table, its ETag the row's version. The version is the
/// only fence between two activations of one grain.
/// </summary>
public sealed class StoreGrainStorage(IStore store, IServiceProvider services) : IGrainStorage
{
    /// <inheritdoc/>
    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var mapper = MapperOf<T>();
        var stored = await store.ReadAsync(
            mapper.Table, new Row { [mapper.KeyColumn] = KeyOf(grainId) },
            row => new Stored<T>(mapper.Read(row), row.Int64(TableSchema.VersionColumn)));
        grainState.RecordExists = stored is not null;
        grainState.ETag = stored?.Version.ToString(CultureInfo.InvariantCulture);
        grainState.State = stored is null ? Activator.CreateInstance<T>() : stored.Record;
    }

    /// <inheritdoc/>
    /// <exception cref="InconsistentStateException">Another activation wrote it: nothing was written, and this one is thrown away.</exception>
    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var mapper = MapperOf<T>();
        var set = new WriteSet();
        mapper.Write(set, KeyOf(grainId), grainState.State!, VersionOf(grainState.ETag));
        var verdict = await store.CommitAsync(set);
        if (verdict is not CommitVerdict.Committed committed)
            throw Conflict(stateName, grainId, grainState.ETag, verdict);

        mapper.Committed(grainState.State!, committed);
        grainState.RecordExists = true;
        grainState.ETag = (VersionOf(grainState.ETag) + 1).ToString(CultureInfo.InvariantCulture);
    }

    /// <inheritdoc/>
    public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        if (!grainState.RecordExists)
            return;
        var mapper = MapperOf<T>();
        var set = new WriteSet().Delete(mapper.Table, new Row { [mapper.KeyColumn] = KeyOf(grainId) }, VersionOf(grainState.ETag));
        var verdict = await store.CommitAsync(set);
        if (verdict is not CommitVerdict.Committed)
            throw Conflict(stateName, grainId, grainState.ETag, verdict);
        (grainState.RecordExists, grainState.ETag, grainState.State) = (false, null, Activator.CreateInstance<T>());
    }

    private static InconsistentStateException Conflict(string stateName, GrainId grainId, string? etag, CommitVerdict verdict) =>
        new($"{stateName} of {grainId} was not written: {Describe(verdict)}.", storedEtag: "another", currentEtag: etag ?? "none");

    /// <summary>Without the key: a write has rows whose keys are telephone numbers, and this ends in logs.</summary>
    private static string Describe(CommitVerdict verdict) => verdict switch
    {
        CommitVerdict.Stale stale => $"another version of a row of {stale.Table} is there",
        CommitVerdict.Missing missing => $"a row of {missing.Table} is not there",
        CommitVerdict.Duplicate duplicate => $"a row with the same {duplicate.Index} is there",
        _ => verdict.GetType().Name,
    };

    private IRecordMapper<T> MapperOf<T>() => services.GetRequiredService<IRecordMapper<T>>();

    private static string KeyOf(GrainId grainId) => grainId.Key.ToString()!;

    private static long VersionOf(string? etag) => etag is null ? 0 : long.Parse(etag, CultureInfo.InvariantCulture);

    private sealed record Stored<T>(T Record, long Version);
}
