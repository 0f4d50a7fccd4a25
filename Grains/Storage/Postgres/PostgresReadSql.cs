namespace Switchboard.Storage.Postgres;

/// <summary>The statement that reads many rows of a table by their keys.</summary>
internal static class PostgresReadSql
{
    /// <summary>Its parameters are arrays, one for each part of the key; the first column of a result is the place of its key in them, from 1.</summary>
    public static string ByKeys(TableSchema table)
    {
        string columns = string.Join(", ", table.Columns.Select(c => $"t.{SqlDialect.Quote(c.Name)}"));
        string arrays = string.Join(", ", table.Key.Select((p, part) => $"${part + 1}::{PostgresDialect.NameOf(table.Columns[p].Kind)}[]"));
        string names = string.Join(", ", table.Key.Select((_, part) => $"k{part}"));
        string match = string.Join(" AND ", table.Key.Select((p, part) => $"t.{SqlDialect.Quote(table.Columns[p].Name)} = u.k{part}"));
        return $"SELECT u.i, {columns} FROM unnest({arrays}) WITH ORDINALITY AS u ({names}, i) JOIN {SqlDialect.Quote(table.Name)} AS t ON {match}";
    }
}
