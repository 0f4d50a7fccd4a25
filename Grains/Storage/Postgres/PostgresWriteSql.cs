namespace Switchboard.Storage.Postgres;

/// <summary>
/// The statement that carries out all operations of one shape. Its parameters are arrays, one for each column: the given columns by position, the condition's
/// columns by position, the expected version. The rows are numbered from 1 in their order in the arrays.
/// </summary>
internal static class PostgresWriteSql
{
    /// <param name="shape">The shape of the operations.</param>
    /// <param name="alone">
    /// Whether a single set is written. Then a violated unique index is an error that names it; in a batch, rows that clash are left out, and the rows
    /// returned tell which.
    /// </param>
    public static string Of(WriteShape shape, bool alone) => shape.Kind switch
    {
        WriteKind.Delete => $"DELETE FROM {Name(shape)} AS t USING {Rows(shape)} WHERE {Match(shape)} RETURNING u.i",
        WriteKind.Update or WriteKind.Replace =>
            $"UPDATE {Name(shape)} AS t SET {Assignments(shape)} FROM {Rows(shape)} WHERE {Match(shape)} RETURNING u.i",
        WriteKind.Upsert => $"{InsertInto(shape)} ON CONFLICT ({KeyColumns(shape.Table)}) DO {OnConflict(shape)}",
        WriteKind.InsertOrIgnore => $"{InsertInto(shape)} ON CONFLICT DO NOTHING",
        WriteKind.Create when alone => $"{InsertInto(shape)} ON CONFLICT ({KeyColumns(shape.Table)}) DO NOTHING RETURNING {KeyColumns(shape.Table)}",
        WriteKind.Insert when alone => $"{InsertInto(shape)} RETURNING {KeyColumns(shape.Table)}",
        _ => $"{InsertInto(shape)} ON CONFLICT DO NOTHING RETURNING {KeyColumns(shape.Table)}",
    };

    /// <summary>Adds to the counters of many rows; the arrays of the key's parts come first, then one of deltas for each counter.</summary>
    public static string OfCounters(TableSchema table)
    {
        var positions = table.Key.Concat(table.Counters).ToList();
        string columns = string.Join(", ", positions.Select(p => Column(table, p)));
        var sums = table.Counters.Select(p => $"{Column(table, p)} = t.{Column(table, p)} + excluded.{Column(table, p)}");
        return $"INSERT INTO {SqlDialect.Quote(table.Name)} AS t ({columns}) SELECT * FROM unnest({Arrays(table, positions)}) "
            + $"ON CONFLICT ({KeyColumns(table)}) DO UPDATE SET {string.Join(", ", sums)}";
    }

    private static string InsertInto(WriteShape shape)
    {
        var positions = TableSchema.PositionsIn(shape.Given).ToList();
        string columns = string.Join(", ", positions.Select(p => Column(shape.Table, p)));
        string version = shape.Table.IsVersioned ? ", version" : "";
        string initial = shape.Table.IsVersioned ? ", 1" : "";
        return $"INSERT INTO {Name(shape)} ({columns}{version}) SELECT *{initial} FROM unnest({Arrays(shape.Table, positions)}) AS u";
    }

    /// <summary>The arrays as rows <c>u</c>: columns <c>c0</c>, <c>c1</c>, … by position, <c>w0</c>, … of the condition, <c>expected</c>, and the number <c>i</c>.</summary>
    private static string Rows(WriteShape shape)
    {
        var given = TableSchema.PositionsIn(shape.Given).ToList();
        var when = TableSchema.PositionsIn(shape.When).ToList();
        var names = given.Select(p => $"c{p}").Concat(when.Select(p => $"w{p}"));
        string arrays = Arrays(shape.Table, [.. given, .. when]);
        if (shape.Table.IsVersioned)
        {
            names = names.Append("expected");
            arrays += $", ${given.Count + when.Count + 1}::bigint[]";
        }

        return $"unnest({arrays}) WITH ORDINALITY AS u ({string.Join(", ", names)}, i)";
    }

    private static string Assignments(WriteShape shape)
    {
        var table = shape.Table;
        var set = TableSchema.PositionsIn(shape.Given & ~table.KeyMask).Select(p => $"{Column(table, p)} = u.c{p}");
        return string.Join(", ", table.IsVersioned ? set.Append("version = t.version + 1") : set);
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
        var tests = table.Key.Select(p => $"t.{Column(table, p)} = u.c{p}")
            .Concat(TableSchema.PositionsIn(shape.When).Select(p => $"t.{Column(table, p)} IS NOT DISTINCT FROM u.w{p}"));
        return string.Join(" AND ", table.IsVersioned ? tests.Append("t.version = u.expected") : tests);
    }

    private static string Arrays(TableSchema table, IReadOnlyList<int> positions) =>
        string.Join(", ", positions.Select((p, i) => $"${i + 1}::{PostgresDialect.NameOf(table.Columns[p].Kind)}[]"));

    private static string KeyColumns(TableSchema table) => string.Join(", ", table.Key.Select(p => Column(table, p)));

    private static string Name(WriteShape shape) => SqlDialect.Quote(shape.Table.Name);

    private static string Column(TableSchema table, int position) => SqlDialect.Quote(table.Columns[position].Name);
}
