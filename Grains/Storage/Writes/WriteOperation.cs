namespace Switchboard.Storage;

/// <summary>What an operation does, in the order in which the operations of one set are carried out: what frees a unique value comes first.</summary>
internal enum WriteKind
{
    /// <summary>Deletes a row, by version in a versioned table.</summary>
    Delete,

    /// <summary>Sets columns of an existing row.</summary>
    Update,

    /// <summary>A put of a row that exists at a version.</summary>
    Replace,

    /// <summary>Inserts a row or sets its columns.</summary>
    Upsert,

    /// <summary>A put of a row that must not exist.</summary>
    Create,

    /// <summary>Inserts a row that must not exist.</summary>
    Insert,

    /// <summary>Inserts a row unless it exists.</summary>
    InsertOrIgnore,
}

/// <summary>Operations of one shape are carried out by the same statement.</summary>
/// <param name="Given">The columns with a value, one bit each.</param>
/// <param name="When">The columns of the condition, one bit each.</param>
internal readonly record struct WriteShape(TableSchema Table, WriteKind Kind, ulong Given, ulong When);

/// <summary>One operation on one row, its values by the positions of the table's columns.</summary>
internal sealed class WriteOperation(WriteShape shape, object?[] values)
{
    public WriteShape Shape { get; } = shape;

    public TableSchema Table => Shape.Table;

    public WriteKind Kind => Shape.Kind;

    public object?[] Values { get; } = values;

    /// <summary>The condition's values by column position; only those in <see cref="WriteShape.When"/> count.</summary>
    public object?[] When { get; init; } = [];

    /// <summary>The version the row must have; for <see cref="WriteKind.Replace"/> and versioned deletes.</summary>
    public long ExpectedVersion { get; init; }

    /// <summary>Whether it fails the set when there is no such row.</summary>
    public bool IsRequired { get; init; }

    /// <summary>Whether the row receives an ordinal.</summary>
    public bool TakesOrdinal => Table.OrdinalPosition >= 0 && Kind is (WriteKind.Create or WriteKind.Insert);

    /// <summary>The scope of the ordinal it takes, as kept in the ordinals table.</summary>
    public string OrdinalScope => Ordinals.ScopeOf(Table, (string)Values[Table.OrdinalScopePosition]!);

    /// <summary>The key's values, in the key's order.</summary>
    public object?[] KeyValues()
    {
        var key = new object?[Table.Key.Count];
        for (int i = 0; i < key.Length; i++)
            key[i] = Values[Table.Key[i]];
        return key;
    }

    /// <summary>The key's values for a message.</summary>
    public string KeyText => string.Join('/', KeyValues());

    /// <summary>The verdict on the set when this operation found no row to change.</summary>
    public CommitVerdict Unmatched => Kind is WriteKind.Create or WriteKind.Replace || Table.IsVersioned
        ? new CommitVerdict.Stale(Table.Name, KeyText)
        : new CommitVerdict.Missing(Table.Name, KeyText);
}

/// <summary>A change of a counter, added up over a batch before it is applied.</summary>
/// <param name="Key">The key's values in the key's order; an <see cref="AwaitedOrdinal"/> may stand in it.</param>
/// <param name="Counter">Which of <see cref="TableSchema.Counters"/> changes.</param>
internal sealed record CounterDelta(TableSchema Table, object[] Key, int Counter, long Delta)
{
    /// <summary>The key once the set's ordinals are known.</summary>
    public object[] ResolvedKey => Array.Exists(Key, part => part is AwaitedOrdinal) ? [.. Key.Select(part => (part as AwaitedOrdinal)?.Value ?? part)] : Key;
}

/// <summary>Stands in a key for a number made of the ordinal that <paramref name="Insert"/> receives.</summary>
internal sealed record AwaitedOrdinal(WriteOperation Insert, long Divisor)
{
    public object Value => (long)Insert.Values[Insert.Table.OrdinalPosition]! / Divisor;
}
