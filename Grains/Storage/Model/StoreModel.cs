namespace Switchboard.Storage;

/// <summary>A numbered step that brings an existing store from the version before to <paramref name="Version"/>.</summary>
/// <param name="Version">The schema version that the step leads to; the first release is version 1, so the first step is 2.</param>
/// <param name="Description">What it changes, for the log.</param>
/// <param name="Statements">The SQL to run, in one transaction with the new version number.</param>
public sealed record Migration(int Version, string Description, Func<SqlDialect, IEnumerable<string>> Statements);

/// <summary>
/// All tables of the product and the steps between its schema versions. A new store is made from the tables at once; an older one is
/// taken through the steps it lacks, after which tables and indexes that are new and need no step are created.
/// </summary>
public sealed class StoreModel
{
    /// <summary>The table that holds the next ordinal of each scope.</summary>
    internal static readonly TableSchema Ordinals = new(
        "ordinals", [Column.Text("scope"), Column.Int64("next")], key: ["scope"]);

    /// <summary>The table with one row for each version that the store has had.</summary>
    internal static readonly TableSchema Versions = new(
        "schema_version", [Column.Int64("version"), Column.Timestamp("applied_at"), Column.Text("description")], key: ["version"]);

    /// <summary>Puts the declared tables and steps together.</summary>
    /// <exception cref="ArgumentException">Two tables or indexes share a name, or the steps are not numbered 2, 3, 4, ….</exception>
    public StoreModel(IEnumerable<TableSchema> tables, IEnumerable<Migration>? migrations = null)
    {
        Tables = [Versions, Ordinals, .. tables];
        Migrations = [.. (migrations ?? []).OrderBy(m => m.Version)];
        Version = 1 + Migrations.Count;
        string[] names = [.. Tables.Select(t => t.Name), .. Tables.SelectMany(t => t.Indexes).Select(i => i.Name!)];
        if (names.GroupBy(n => n).FirstOrDefault(g => g.Count() > 1) is { } clash)
            throw new ArgumentException($"The name {clash.Key} is declared twice.", nameof(tables));
        if (Migrations.Select((m, i) => m.Version - i).Any(first => first != 2))
            throw new ArgumentException("Migrations are numbered 2, 3, 4, … without a gap.", nameof(migrations));
    }

    /// <summary>The schema version that this program works with.</summary>
    public int Version { get; }

    /// <summary>All tables, the store's own included.</summary>
    public IReadOnlyList<TableSchema> Tables { get; }

    /// <summary>The steps in ascending order.</summary>
    public IReadOnlyList<Migration> Migrations { get; }
}
