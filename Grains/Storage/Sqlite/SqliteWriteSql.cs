using System.Numerics;

namespace Switchboard.Storage.Sqlite;

/// <summary>
/// The statement of each shape of operation. Parameters are numbered in this order: the given columns by position, the condition's columns by position, the
/// expected version.
/// </summary>
internal static class SqliteWriteSql
{
    public static string Of(WriteShape shape)
    {
        var table = shape.Table;
        string name = SqlDialect.Quote(table.Name);
        return shape.Kind switch
        {
            WriteKind.Delete => $"DELETE FROM {name} WHERE {Match(shape)}",
            WriteKind.Update => $"UPDATE {name} SET {Assignments(shape)} WHERE {Match(shape)}",
            WriteKind.Replace => $"UPDATE {name} SET {Assignments(shape)} WHERE {Match(shape)}",
            WriteKind.Upsert => $"{InsertInto(shape)} ON CONFLICT ({KeyColumns(table)}) DO {OnConflict(shape)}",
            WriteKind.Create => $"{InsertInto(shape)} ON CONFLICT ({KeyColumns(table)}) DO NOTHING",
            WriteKind.Insert => InsertInto(shape),
            WriteKind.InsertOrIgnore => $"{InsertInto(shape)} ON CONFLICT DO NOTHING",
            _ => throw new ArgumentOutOfRangeException(nameof(shape)),
        };
    }

    /// <summary>Adds to the counters of a row; the key's parts come first, then a delta for each counter.</summary>
    public static string OfCounters(TableSchema table)
    {
        string name = SqlDialect.Quote(table.Name);
        var columns = table.Key.Concat(table.Counters).Select(p => Column(table, p)).ToList();
        var values = Enumerable.Range(1, columns.Count).Select(i => $"?{i}");
        var sums = table.Counters.Select(p => $"{Column(table, p)} = {Column(table, p)} + excluded.{Column(table, p)}");
        return $"INSERT INTO {name} ({string.Join(", ", columns)}) VALUES ({string.Join(", ", values)}) "
            + $"ON CONFLICT ({KeyColumns(table)}) DO UPDATE SET {string.Join(", ", sums)}";
    }

    /// <summary>Returns 1 if there is a row with a key.</summary>
    public static string OfExistence(TableSchema table) =>
        $"SELECT 1 FROM {SqlDialect.Quote(table.Name)} WHERE {string.Join(" AND ", table.Key.Select((p, i) => $"{Column(table, p)} = ?{i + 1}"))}";

    private static string InsertInto(WriteShape shape)
    {
        var table = shape.Table;
        var columns = TableSchema.PositionsIn(shape.Given).Select(p => Column(table, p)).ToList();
        var values = Enumerable.Range(1, columns.Count).Select(i => $"?{i}").ToList();
        if (table.IsVersioned)
        {
            columns.Add(SqlDialect.Quote(TableSchema.VersionColumn));
            values.Add("1");
        }

        return $"INSERT INTO {SqlDialect.Quote(table.Name)} ({string.Join(", ", columns)}) VALUES ({string.Join(", ", values)})";
    }

    private static string Assignments(WriteShape shape)
    {
        var table = shape.Table;
        var set = TableSchema.PositionsIn(shape.Given & ~table.KeyMask).Select(p => $"{Column(table, p)} = {Parameter(shape, p)}");
        return string.Join(", ", table.IsVersioned ? set.Append("version = version + 1") : set);
    }

    private static string OnConflict(WriteShape shape)
    {
        var table = shape.Table;
        var set = TableSchema.PositionsIn(shape.Given & ~table.KeyMask).Select(p => $"{Column(table, p)} = excluded.{Column(table, p)}").ToList();
        return set.Count == 0 ? "NOTHING" : $"UPDATE SET {string.Join(", ", set)}";
    }

    private static string Match(WriteShape shape)
    {
        var table = shape.Table;
        int given = BitOperations.PopCount(shape.Given);
        var tests = table.Key.Select(p => $"{Column(table, p)} = {Parameter(shape, p)}")
            .Concat(TableSchema.PositionsIn(shape.When).Select((p, i) => $"{Column(table, p)} IS ?{given + i + 1}"));
        if (table.IsVersioned)
            tests = tests.Append($"version = ?{given + BitOperations.PopCount(shape.When) + 1}");
        return string.Join(" AND ", tests);
    }

    private static string KeyColumns(TableSchema table) => string.Join(", ", table.Key.Select(p => Column(table, p)));

    private static string Column(TableSchema table, int position) => SqlDialect.Quote(table.Columns[position].Name);

    /// <summary>The number of a given column's parameter: how many given columns stand before it, plus one.</summary>
    private static string Parameter(WriteShape shape, int position) =>
        $"?{BitOperations.PopCount(shape.Given & ((1UL << position) - 1)) + 1}";
}
