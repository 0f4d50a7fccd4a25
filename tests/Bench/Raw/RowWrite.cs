using Switchboard.Storage;

namespace Switchboard.Bench.Raw;

/// <summary>A write of one row, without its values.</summary>
/// <param name="Table">The table.</param>
/// <param name="Columns">The columns that are inserted, or that the update changes.</param>
/// <param name="Key">The columns by which an update finds its row; null for an insert.</param>
public sealed record RowWrite(string Table, IReadOnlyList<Column> Columns, IReadOnlyList<Column>? Key)
{
    /// <summary>Columns and key, in the order of the values that a writer takes.</summary>
    public IEnumerable<Column> Parameters => Columns.Concat(Key ?? []);
}
