using Switchboard.Compliance;
using Switchboard.Storage;
using Switchboard.Tests.Grains.Support;

namespace Switchboard.Tests.Grains.Compliance;

public sealed class DncRegisterTests : IAsyncLifetime
{
    private const string Tenant = "tenant-1";
    private const string Phone = "+12025550106";

    private TestStore _store = null!;
    private DncRegister _dnc = null!;

    public async Task InitializeAsync()
    {
        _store = await TestStore.OpenAsync(DncTables.Entries, DncTables.Removals);
        _dnc = new DncRegister(_store.Store, TestPseudonyms.New(), TimeProvider.System);
    }

    public async Task DisposeAsync() => await _store.DisposeAsync();

    [Fact]
    public async Task A_number_is_on_the_list_of_the_tenant_that_added_it_until_it_is_removed()
    {
        var added = await _dnc.AddAsync(Tenant, Phone, "asked by mail");

        Assert.Equal(added, await _dnc.FindAsync(Tenant, Phone));
        Assert.Null(await _dnc.FindAsync("tenant-2", Phone));
        Assert.Null(await _dnc.FindAsync(Tenant, "+12025550107"));
        Assert.False(await _dnc.RemoveAsync("tenant-2", Phone, "user-1"));
        Assert.True(await _dnc.RemoveAsync(Tenant, Phone, "user-1"));
        Assert.False(await _dnc.RemoveAsync(Tenant, Phone, "user-1"));
        Assert.Null(await _dnc.FindAsync(Tenant, Phone));
    }

    [Fact]
    public async Task Adding_again_keeps_the_entry_and_refreshes_reason_and_time()
    {
        var first = await _dnc.AddAsync(Tenant, Phone, "asked by mail");
        var second = await _dnc.AddAsync(Tenant, Phone, "asked again");

        Assert.Equal(first.Id, second.Id);
        Assert.Equal("asked again", second.Reason);
        Assert.True(second.AddedAt >= first.AddedAt);
        Assert.Single(await _dnc.PageAsync(Tenant, 10, 0));
    }

    [Fact]
    public async Task An_erased_number_is_still_refused_after_the_master_key_was_rotated()
    {
        await _dnc.AddAsync(Tenant, Phone, "asked by mail");
        await _dnc.EraseAsync(Tenant, Phone, new ErasureReport());
        var rotated = new DncRegister(_store.Store, TestPseudonyms.AfterRotation(), TimeProvider.System);

        Assert.Equal(DncSources.Erasure, (await rotated.FindAsync(Tenant, Phone))?.Source);
        Assert.Equal([Phone], await rotated.FindAsync(Tenant, [Phone, "+12025550107"]));
        Assert.True(await rotated.RemoveAsync(Tenant, Phone, "user-1"));
        Assert.Null(await rotated.FindAsync(Tenant, Phone));
    }

    [Fact]
    public async Task An_erased_number_is_in_no_other_entrys_reason_either()
    {
        await _dnc.AddAsync(Tenant, "+12025550108", $"same household as {Phone}");
        await _dnc.AddAsync(Tenant, "+12025550109", "spouse of (202) 555-0106, asked by mail");
        await _dnc.RemoveAsync(Tenant, "+12025550109", "user-1");
        await _dnc.AddAsync(Tenant, "+12025550110", "same household as +12025550107");
        await _dnc.AddAsync("tenant-2", "+12025550108", $"same household as {Phone}");
        string pseudonym = TestPseudonyms.New().Of(Tenant, Phone);
        var report = new ErasureReport();

        await _dnc.EraseAsync(Tenant, Phone, report);

        Assert.Equal([("dnc", 1L), ("dnc_removals", 1L)], report.Pseudonymised.Select(rows => (rows.Key, rows.Value)));
        Assert.Equal($"same household as {pseudonym}", (await _dnc.FindAsync(Tenant, "+12025550108"))!.Reason);
        Assert.Equal("same household as +12025550107", (await _dnc.FindAsync(Tenant, "+12025550110"))!.Reason);
        Assert.Equal($"same household as {Phone}", (await _dnc.FindAsync("tenant-2", "+12025550108"))!.Reason);
        var removal = Assert.Single(await _dnc.RemovalsAsync(Tenant, "+12025550109", before: null, limit: 10));
        Assert.Equal($"spouse of {pseudonym}, asked by mail", removal.Entry.Reason);
    }

    [Fact]
    public async Task Everybody_who_adds_a_number_at_once_gets_the_one_entry()
    {
        var entries = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => _dnc.AddAsync(Tenant, Phone, reason: null))));

        Assert.Single(entries.Select(entry => entry.Id).Distinct());
    }

    [Fact]
    public async Task As_a_part_of_another_write_it_is_there_when_that_is_and_not_otherwise()
    {
        var other = new WriteSet().Delete(DncTables.Entries, new Row { ["tenant_id"] = Tenant, ["phone_e164"] = "+12025550199" }, required: true);
        DncRegister.Add(other, Tenant, Phone, "said so in a call", DateTimeOffset.UnixEpoch);
        Assert.IsType<CommitVerdict.Missing>(await _store.Store.CommitAsync(other));
        Assert.Null(await _dnc.FindAsync(Tenant, Phone));

        var set = new WriteSet();
        DncRegister.Add(set, Tenant, Phone, "said so in a call", DateTimeOffset.UnixEpoch);
        Assert.IsType<CommitVerdict.Committed>(await _store.Store.CommitAsync(set));
        Assert.Equal(DncSources.Call, (await _dnc.FindAsync(Tenant, Phone))!.Source);
    }

    [Fact]
    public async Task A_call_does_not_overwrite_what_the_tenant_noted()
    {
        await _dnc.AddAsync(Tenant, Phone, "asked by mail");
        var set = new WriteSet();
        DncRegister.Add(set, Tenant, Phone, "said so in a call", DateTimeOffset.UnixEpoch);

        Assert.IsType<CommitVerdict.Committed>(await _store.Store.CommitAsync(set));
        Assert.Equal("asked by mail", (await _dnc.FindAsync(Tenant, Phone))!.Reason);
    }

    [Fact]
    public async Task Pages_show_the_tenants_own_entries_the_latest_first()
    {
        for (var i = 0; i < 5; i++)
            await _dnc.AddAsync(Tenant, $"+1202555010{i}", reason: null);
        await _dnc.AddAsync("tenant-2", Phone, reason: null);

        var first = await _dnc.PageAsync(Tenant, limit: 3, offset: 0);
        var second = await _dnc.PageAsync(Tenant, limit: 3, offset: 3);

        Assert.Equal(
            ["+12025550104", "+12025550103", "+12025550102", "+12025550101", "+12025550100"],
            first.Concat(second).Select(entry => entry.Phone));
    }

    [Fact]
    public async Task An_erased_persons_number_is_still_found_by_its_pseudonym_and_can_be_added_and_removed()
    {
        var pseudonyms = TestPseudonyms.New();
        foreach (string phone in (string[])[Phone, "+12025550107"])
        {
            await _store.Store.CommitAsync(new WriteSet().Insert(DncTables.Entries, DncTables.ToRow(
                Tenant, new DncEntry(Guid.NewGuid().ToString(), pseudonyms.Of(Tenant, phone), null, DncSources.Erasure, DateTimeOffset.UnixEpoch))));
        }

        Assert.Equal(pseudonyms.Of(Tenant, Phone), (await _dnc.FindAsync(Tenant, Phone))!.Phone);
        Assert.Null(await _dnc.FindAsync("tenant-2", Phone));
        Assert.Equal([Phone], await _dnc.FindAsync(Tenant, [Phone, "+12025550109"]));

        Assert.Equal(Phone, (await _dnc.AddAsync(Tenant, Phone, "asked again")).Phone);
        Assert.Equal(2, await _dnc.CountAsync(Tenant));
        Assert.True(await _dnc.RemoveAsync(Tenant, "+12025550107", "user-1"));
        Assert.Equal(1, await _dnc.CountAsync(Tenant));
        Assert.Null(await _dnc.FindAsync(Tenant, "+12025550107"));
    }

    [Fact]
    public async Task What_is_taken_off_the_list_is_remembered_with_who_did_it()
    {
        await _dnc.AddAsync(Tenant, Phone, "asked by mail");
        Assert.True(await _dnc.RemoveAsync(Tenant, Phone, "user-1"));

        var removal = Assert.Single(await _dnc.RemovalsAsync(Tenant, Phone, before: null, limit: 10));
        Assert.Equal(("asked by mail", "user-1"), (removal.Entry.Reason, removal.RemovedBy));
        Assert.True(removal.RemovedAt >= removal.Entry.AddedAt);
        Assert.Empty(await _dnc.RemovalsAsync("tenant-2", Phone, before: null, limit: 10));
    }

    [Fact]
    public async Task An_import_counts_each_row_once_however_many_batches_it_takes()
    {
        await _dnc.AddAsync(Tenant, "+12025550000", "kept");
        var rows = Enumerable.Range(0, 1700).Select(i => new DncImportRow($"+1202555{i:D4}", i % 2 == 0 ? "list" : null))
            .Append(new DncImportRow("+12025550003", "once more"))
            .Append(new DncImportRow("+12025551699", "once more"))
            .Append(new DncImportRow("2025550000", null))
            .Append(new DncImportRow(null, null));

        var result = await _dnc.ImportAsync(Tenant, rows.ToAsyncEnumerable());

        Assert.Equal(new DncImportResult(Added: 1699, SkippedExisting: 3, SkippedInvalid: 2), result);
        Assert.Equal(1700, await _dnc.CountAsync(Tenant));
        Assert.Equal("kept", (await _dnc.FindAsync(Tenant, "+12025550000"))!.Reason);
        Assert.Equal(("list", DncSources.Import), await _dnc.FindAsync(Tenant, "+12025550002") is { } entry ? (entry.Reason, entry.Source) : default);
    }

    [Fact]
    public async Task A_number_with_a_reason_that_is_too_long_is_imported_with_its_beginning()
    {
        string longest = string.Concat(Enumerable.Repeat("😀", DncRegister.ReasonMax));
        DncImportRow[] rows = [new("+12025559998", longest), new("+12025559999", longest + "😀")];

        var result = await _dnc.ImportAsync(Tenant, rows.ToAsyncEnumerable());

        Assert.Equal(new DncImportResult(Added: 2, SkippedExisting: 0, SkippedInvalid: 0), result);
        Assert.Equal(longest, (await _dnc.FindAsync(Tenant, "+12025559998"))!.Reason);
        Assert.Equal(longest, (await _dnc.FindAsync(Tenant, "+12025559999"))!.Reason);
    }

    [Fact]
    public async Task Imports_of_the_same_list_at_once_add_each_number_once()
    {
        var rows = Enumerable.Range(0, 300).Select(i => new DncImportRow($"+1202555{i:D4}", null)).ToList();

        var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => _dnc.ImportAsync(Tenant, rows.ToAsyncEnumerable()))));

        Assert.Equal((300, 900), (results.Sum(r => r.Added), results.Sum(r => r.SkippedExisting)));
        Assert.Equal(300, await _dnc.CountAsync(Tenant));
    }
}
