using System.Runtime.CompilerServices;

namespace Switchboard.Storage;

/// <summary>A row by its primary key, or a place in a unique index: what only one set of a batch may name.</summary>
/// <param name="Table">The table.</param>
/// <param name="Index">The unique index; null: the primary key.</param>
/// <param name="Values">The values, none null.</param>
internal sealed record RowIdentity(TableSchema Table, TableIndex? Index, object?[] Values)
{
    private readonly int _hash = HashOf(Table, Index, Values);

    /// <summary>The place that an operation takes in a unique index; null when it gives not all of the index's columns.</summary>
    public static RowIdentity? OfUnique(WriteOperation operation, TableIndex index)
    {
        if (operation.Kind == WriteKind.Delete)
            return null;
        var values = new object?[index.Columns.Count];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = operation.Values[operation.Table.PositionOf(index.ColumnAt(i))];
            if (values[i] is null)
                return null;
        }

        return new RowIdentity(operation.Table, index, values);
    }

    /// <inheritdoc/>
    public bool Equals(RowIdentity? other) =>
        other is not null && _hash == other._hash && Table == other.Table && ReferenceEquals(Index, other.Index) && Values.AsSpan().SequenceEqual(other.Values);

    /// <inheritdoc/>
    public override int GetHashCode() => _hash;

    // Tables and their indexes are declared once, so they are told apart by themselves and not by their names.
    private static int HashOf(TableSchema table, TableIndex? index, object?[] values)
    {
        int hash = HashCode.Combine(RuntimeHelpers.GetHashCode(table), index is null ? 0 : RuntimeHelpers.GetHashCode(index));
        foreach (object? value in values)
            hash = HashCode.Combine(hash, value);
        return hash;
    }
}
