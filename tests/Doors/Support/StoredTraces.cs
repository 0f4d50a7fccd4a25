using Switchboard.Storage;
using Switchboard.Tests.Api.Support;

namespace Switchboard.Tests.Doors.Support;

/// <summary>
/// Searches everything that a server has stored for a text: each byte of each file in its folder (on SQLite the database and its log are among them), and on
/// PostgreSQL each column of each row.
/// </summary>
internal static class StoredTraces
{
    /// <summary>Where the text is, one line a place; empty when it is nowhere.</summary>
    public static async Task<IReadOnlyList<string>> FindAsync(ApiServer server, string text) =>
        [.. InFiles(server.Folder, text), .. server.Store.Dialect.Name == "PostgreSQL" ? await InRowsAsync(server.Store, text) : []];

    /// <summary>Fails when the text is anywhere.</summary>
    public static async Task AssertNoneAsync(ApiServer server, string text)
    {
        var found = await FindAsync(server, text);
        Assert.True(found.Count == 0, $"'{text}' is still in {string.Join(", ", found)}");
    }

    private static IEnumerable<string> InFiles(string folder, string text)
    {
        // The lock file is empty, and locked.
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)))
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var bytes = new MemoryStream();
            stream.CopyTo(bytes);
            var count = bytes.GetBuffer().AsSpan(0, (int)bytes.Length).Count(System.Text.Encoding.UTF8.GetBytes(text));
            if (count > 0)
                yield return $"{Path.GetRelativePath(folder, file)} ({count} times)";
        }
    }

    private static async Task<IEnumerable<string>> InRowsAsync(BreakableStore store, string text)
    {
        var found = new List<string>();
        var tables = await store.QueryAsync(
            new SqlQuery("SELECT table_name::text AS name FROM information_schema.tables WHERE table_schema = current_schema()"), row => row.Text("name"));
        foreach (var table in tables)
        {
            var query = new SqlQuery($"SELECT COUNT(*) AS n FROM \"{table}\" AS t WHERE strpos(CAST(t AS text), @text) > 0") { ["text"] = text };
            if (await store.FirstOrDefaultAsync(query, row => row.Int64("n")) is > 0 and var count)
                found.Add($"{table} ({count} rows)");
        }

        return found;
    }
}
