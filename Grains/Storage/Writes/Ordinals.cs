namespace Switchboard.Storage;

/// <summary>Names in the table of ordinals.</summary>
public static class Ordinals
{
    /// <summary>The row of the <c>ordinals</c> table in which the next ordinal of a table's scope stands: also the number of rows ever inserted there.</summary>
    public static string ScopeOf(TableSchema table, string scope) => $"{table.Name}:{scope}";
}
