using System.Text;
using Switchboard.Storage;
using Switchboard.Tests.Grains.Support;

namespace Switchboard.Tests.Grains.Storage;

/// <summary>What was deleted or overwritten leaves SQLite's files, unused parts of pages and the log included.</summary>
public sealed class ExpungeTests : IAsyncLifetime
{
    private const string Secret = "wanted4erasure";

    private static readonly TableSchema Documents = new(
        "documents",
        [Column.Text("id"), Column.Text("owner"), Column.Json("body")],
        key: ["id"],
        indexes: [TableIndex.On("owner")]);

    private TestStore _opened = null!;

    private IStore Store => _opened.Store;

    public async Task InitializeAsync() => _opened = await TestStore.OpenAsync(Documents);

    public async Task DisposeAsync() => await _opened.DisposeAsync();

    [Fact]
    public async Task Nothing_of_what_was_erased_is_left_in_the_files()
    {
        var random = new Random(1);
        const int Rows = 1500;
        for (int i = 0; i < Rows; i++)
        {
            string owner = i % 10 == 0 ? Secret : "somebody";
            await Store.CommitAsync(new WriteSet().Insert(Documents, Document(i, owner, random)));
            if (i > 0)
                await Store.CommitAsync(new WriteSet().Update(Documents, Document(random.Next(i / 10) * 10, Secret, random)));
        }

        Assert.True(Found() > 0, "The test writes nothing that could be found.");
        for (int i = 0; i < Rows; i += 10)
        {
            await Store.CommitAsync(i % 20 == 0
                ? new WriteSet().Delete(Documents, new Row { ["id"] = $"{i}" }, required: true)
                : new WriteSet().Update(Documents, new Row { ["id"] = $"{i}", ["owner"] = "nobody", ["body"] = "{}" }, required: true));
        }

        await Store.ExpungeAsync();
        Assert.Equal(0, Found());
    }

    [Fact]
    public async Task It_can_be_done_while_others_write_and_read()
    {
        using var stop = new CancellationTokenSource();
        var traffic = Task.Run(async () =>
        {
            for (int i = 0; !stop.IsCancellationRequested; i++)
            {
                await Store.CommitAsync(new WriteSet().Upsert(Documents, new Row { ["id"] = $"{i % 50}", ["owner"] = "somebody", ["body"] = "{}" }));
                await Store.QueryAsync(new SqlQuery("SELECT id FROM documents"), row => row.Text("id"));
            }
        });
        for (int i = 0; i < 10; i++)
            await Store.ExpungeAsync();
        await stop.CancelAsync();
        await traffic;
        Assert.True(Store.Health.IsOk);
    }

    private static Row Document(int number, string owner, Random random) => new()
    {
        ["id"] = $"{number}",
        ["owner"] = owner,
        ["body"] = $$"""{"owner":"{{owner}}","text":"{{new string('x', random.Next(8) == 0 ? 9000 : random.Next(1200))}}{{owner}}"}""",
    };

    private int Found()
    {
        int found = 0;
        // The lock file is empty, and locked.
        foreach (string file in Directory.GetFiles(_opened.Folder).Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)))
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var bytes = new MemoryStream();
            stream.CopyTo(bytes);
            found += bytes.GetBuffer().AsSpan(0, (int)bytes.Length).Count(Encoding.ASCII.GetBytes(Secret));
        }

        return found;
    }
}
