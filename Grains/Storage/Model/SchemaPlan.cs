namespace Switchboard.Storage;

/// <summary>What has to be done to bring a store to the model's version; the same for both databases.</summary>
internal static class SchemaPlan
{
    /// <summary>The steps that a store of version <paramref name="found"/> lacks; 0 stands for a new store.</summary>
    /// <exception cref="StoreOpenException">The store is of a newer version.</exception>
    public static IEnumerable<Migration> StepsFrom(int found, StoreModel model, string where)
    {
        if (found > model.Version)
            throw new StoreOpenException(
                $"The store {where} has schema version {found}, and this program knows versions up to {model.Version}: "
                + "it was written by a newer release. Start that release, or restore a backup taken before it was installed.");
        return found == 0
            ? [new Migration(model.Version, "created", _ => [])]
            : model.Migrations.Where(m => m.Version > found);
    }

    /// <exception cref="StoreOpenException">The table in the store lacks a declared column.</exception>
    public static void CheckColumns(TableSchema table, IReadOnlyCollection<string> found)
    {
        string[] missing = [.. table.Columns.Select(c => c.Name).Except(found)];
        if (missing.Length > 0)
            throw new StoreOpenException($"The store's table {table} lacks {string.Join(", ", missing)}: a migration step is missing in this release.");
    }
}
