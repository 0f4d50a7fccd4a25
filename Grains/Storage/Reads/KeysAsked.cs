namespace Switchboard.Storage;

/// <summary>The rows that a query is about, when it is about rows of known keys: databases with a round trip answer many such queries at once.</summary>
/// <param name="Table">The table.</param>
/// <param name="Keys">The keys' values in the key's order, as <see cref="SqlQuery"/> keeps them.</param>
internal sealed record KeysAsked(TableSchema Table, IReadOnlyList<object?[]> Keys);
