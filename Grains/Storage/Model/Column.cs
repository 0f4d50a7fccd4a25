namespace Switchboard.Storage;

/// <summary>What a column holds; each kind has one representation in SQLite and one in PostgreSQL.</summary>
public enum ColumnKind
{
    /// <summary>Text, compared byte by byte (<c>COLLATE "C"</c>), so both databases sort it alike. No NUL characters.</summary>
    Text,

    /// <summary>A signed 64-bit integer.</summary>
    Int64,

    /// <summary>A 64-bit floating point number. Never money.</summary>
    Real,

    /// <summary>True or false (0 or 1 in SQLite).</summary>
    Boolean,

    /// <summary>A valid JSON document kept as its text (<c>json</c> in PostgreSQL). Neither a key nor in an index nor in a condition.</summary>
    Json,

    /// <summary>An instant: microseconds since 1970-01-01 UTC, an integer in both databases; see <see cref="StoreTime"/>.</summary>
    Timestamp,

    /// <summary>Bytes.</summary>
    Blob,
}

/// <summary>A column of a declared table.</summary>
/// <param name="Name">Lower-case letters, digits and underscores.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="Nullable">Whether it may be empty; otherwise every inserted row must give it.</param>
public sealed record Column(string Name, ColumnKind Kind, bool Nullable = false)
{
    /// <summary>A column of <see cref="ColumnKind.Text"/>.</summary>
    public static Column Text(string name) => new(name, ColumnKind.Text);

    /// <summary>A column of <see cref="ColumnKind.Int64"/>.</summary>
    public static Column Int64(string name) => new(name, ColumnKind.Int64);

    /// <summary>A column of <see cref="ColumnKind.Real"/>.</summary>
    public static Column Real(string name) => new(name, ColumnKind.Real);

    /// <summary>A column of <see cref="ColumnKind.Boolean"/>.</summary>
    public static Column Boolean(string name) => new(name, ColumnKind.Boolean);

    /// <summary>A column of <see cref="ColumnKind.Json"/>.</summary>
    public static Column Json(string name) => new(name, ColumnKind.Json);

    /// <summary>A column of <see cref="ColumnKind.Timestamp"/>.</summary>
    public static Column Timestamp(string name) => new(name, ColumnKind.Timestamp);

    /// <summary>A column of <see cref="ColumnKind.Blob"/>.</summary>
    public static Column Blob(string name) => new(name, ColumnKind.Blob);

    /// <summary>The same column, allowed to be empty.</summary>
    public Column OrNull() => this with { Nullable = true };
}
