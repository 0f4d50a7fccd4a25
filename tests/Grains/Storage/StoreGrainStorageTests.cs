using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;
using Switchboard.Storage;
using static Switchboard.Tests.Grains.Storage.TestModel;

namespace Switchboard.Tests.Grains.Storage;

/// <summary>Grains' records as rows: what is written with them, and the fence between two activations.</summary>
public abstract class StoreGrainStorageTests : StoreSuite
{
    private const string StateName = "thing";

    private static readonly GrainId Grain = GrainId.Create("thing", "t1");

    private static readonly TableSchema Things = new(
        "things",
        [Column.Text("id"), Column.Int64("ordinal"), Column.Text("owner"), Column.Json("state")],
        key: ["id"],
        versioned: true,
        ordinal: new OrdinalColumn("ordinal", "owner"));

    private StoreGrainStorage _storage = null!;

    private protected override StoreModel Model => new([Things, EventTable]);

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        var services = new ServiceCollection().AddSingleton<IRecordMapper<Thing>, ThingMapper>().BuildServiceProvider();
        _storage = new StoreGrainStorage(Store, services);
    }

    [StoreFact]
    public async Task A_grain_that_was_never_written_starts_with_an_empty_record()
    {
        var state = await ReadAsync();
        Assert.Equal((false, null, ""), (state.RecordExists, state.ETag, state.State!.Name));
    }

    [StoreFact]
    public async Task A_record_is_written_with_all_that_goes_with_it_and_read_again()
    {
        var state = await ReadAsync();
        state.State = new Thing { Name = "first", Happened = ["e1", "e2"] };
        await _storage.WriteStateAsync(StateName, Grain, state);
        Assert.Equal((true, "1", 0L), (state.RecordExists, state.ETag, state.State.Ordinal));
        Assert.Equal(2, await CountAsync(EventTable));

        state.State = new Thing { Name = "second" };
        await _storage.WriteStateAsync(StateName, Grain, state);
        var again = await ReadAsync();
        Assert.Equal((true, "2", "second"), (again.RecordExists, again.ETag, again.State!.Name));
    }

    [StoreFact]
    public async Task Of_two_activations_only_one_writes()
    {
        var (one, other) = (await ReadAsync(), await ReadAsync());
        one.State = new Thing { Name = "one", Happened = ["e1"] };
        other.State = new Thing { Name = "other", Happened = ["e2"] };
        await _storage.WriteStateAsync(StateName, Grain, one);
        await Assert.ThrowsAsync<InconsistentStateException>(() => _storage.WriteStateAsync(StateName, Grain, other));
        Assert.Null(other.ETag);
        Assert.Equal("one", (await ReadAsync()).State!.Name);
        Assert.Equal(1, await CountAsync(EventTable));
        var conflict = await Assert.ThrowsAsync<InconsistentStateException>(() => _storage.ClearStateAsync(StateName, Grain, new GrainState<Thing>(null, "7") { RecordExists = true }));
        Assert.Equal("7", conflict.CurrentEtag);
    }

    [StoreFact]
    public async Task A_write_refused_for_what_goes_with_it_writes_nothing()
    {
        var state = await ReadAsync();
        state.State = new Thing { Name = "first", Happened = ["e1"] };
        await _storage.WriteStateAsync(StateName, Grain, state);
        state.State = new Thing { Name = "second", Happened = ["e1"] };
        await Assert.ThrowsAsync<InconsistentStateException>(() => _storage.WriteStateAsync(StateName, Grain, state));
        Assert.Equal("first", (await ReadAsync()).State!.Name);
    }

    [StoreFact]
    public async Task A_cleared_record_is_gone_and_may_be_written_anew()
    {
        var state = await ReadAsync();
        await _storage.ClearStateAsync(StateName, Grain, state);
        state.State = new Thing { Name = "first" };
        await _storage.WriteStateAsync(StateName, Grain, state);
        await _storage.ClearStateAsync(StateName, Grain, state);
        Assert.Equal((false, null, ""), (state.RecordExists, state.ETag, state.State!.Name));
        Assert.False((await ReadAsync()).RecordExists);
        await _storage.WriteStateAsync(StateName, Grain, state);
        Assert.Equal("1", state.ETag);
    }

    private async Task<GrainState<Thing>> ReadAsync()
    {
        var state = new GrainState<Thing>();
        await _storage.ReadStateAsync(StateName, Grain, state);
        return state;
    }

    private sealed class Thing
    {
        public string Name { get; init; } = "";

        public string[] Happened { get; init; } = [];

        public long Ordinal { get; set; } = -1;
    }

    private sealed class ThingMapper : IRecordMapper<Thing>
    {
        public TableSchema Table => Things;

        public string KeyColumn => "id";

        public void Write(WriteSet set, string key, Thing record, long version)
        {
            set.Put(Things, new Row { ["id"] = key, ["owner"] = "o", ["state"] = $"\"{record.Name}\"" }, version);
            foreach (string id in record.Happened)
                set.Insert(EventTable, Event(id, id, 1));
        }

        public Thing Read(RowReader row) => new() { Name = row.Text("state").Trim('"'), Ordinal = row.Int64("ordinal") };

        public void Committed(Thing record, CommitVerdict.Committed verdict) => record.Ordinal = verdict.Ordinals is [var ordinal] ? ordinal : record.Ordinal;
    }
}

public sealed class SqliteStoreGrainStorageTests : StoreGrainStorageTests
{
    internal override Task<ITestDatabase> CreateDatabaseAsync() => Task.FromResult<ITestDatabase>(new SqliteTestDatabase());
}

[NeedsPostgres]
public sealed class PostgresStoreGrainStorageTests : StoreGrainStorageTests
{
    internal override async Task<ITestDatabase> CreateDatabaseAsync() => await PostgresTestDatabase.CreateAsync();
}
