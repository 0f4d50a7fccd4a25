using System.Collections.Immutable;
using System.Text.Json;

namespace Switchboard.Files;

/// <summary>A table as a JSON list of objects, whose fields are its columns. A known column goes by the same headers as in a file.</summary>
public sealed class JsonTable : TableReader
{
    private readonly Dictionary<string, (int Column, int Rank)?> _roles = new(StringComparer.Ordinal);
    private readonly Cell[] _known;
    private JsonElement.ArrayEnumerator _rows;
    private int _line;

    /// <summary>Stands before the first row.</summary>
    /// <param name="rows">A list; its document must outlive the table.</param>
    /// <param name="columns">What is looked for.</param>
    public JsonTable(JsonElement rows, params ImmutableArray<KnownColumn> columns)
        : base(columns)
    {
        _rows = rows.EnumerateArray();
        _known = new Cell[columns.Length];
    }

    /// <inheritdoc/>
    public override long Line => _line;

    /// <inheritdoc/>
    public override string Text(KnownColumn column) => _known[Columns.IndexOf(column)].Text;

    /// <inheritdoc/>
    public override void Dispose()
    {
        // The document is its owner's.
    }

    private protected override bool MoveNext()
    {
        if (!_rows.MoveNext())
            return false;
        _line++;
        var row = _rows.Current;
        if (row.ValueKind != JsonValueKind.Object)
            throw new TableFileException($"must be objects, which the one at place {_line} is not");
        Array.Fill(_known, Cell.None);
        var others = 0;
        foreach (var field in row.EnumerateObject())
            Take(NameOf(field), TextOf(field.Value).Trim(), ref others);
        NoteIgnored(others - OtherColumnsMax);
        return true;
    }

    private void Take(string name, string text, ref int others)
    {
        var other = new Cell(name, text, int.MaxValue);
        if (text.Length > 0 && RoleOf(name) is { } role && role.Rank < _known[role.Column].Rank)
        {
            other = _known[role.Column];
            _known[role.Column] = new Cell(name, text, role.Rank);
        }

        if (other.Name.Length > 0 && others++ < OtherColumnsMax)
            AddOther(Shorten(other.Name, OtherHeaderMax), other.Text);
    }

    private (int Column, int Rank)? RoleOf(string name)
    {
        if (_roles.TryGetValue(name, out var known))
            return known;
        (int, int)? role = null;
        for (var i = 0; i < Columns.Length && role is null; i++)
        {
            if (Columns[i].RankOf(name) is { } rank)
                role = (i, rank);
        }

        // Objects that never repeat a name must not fill the memory with them.
        if (_roles.Count < 1000)
            _roles[name] = role;
        return role;
    }

    private static string TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => "",
        JsonValueKind.String => Storable(value.GetString),
        JsonValueKind.Object or JsonValueKind.Array => Storable(value.GetRawText),
        _ => value.GetRawText(),
    };

    private static string NameOf(JsonProperty field) => Storable(() => field.Name);

    // The store takes neither NUL nor half a surrogate pair, and the JSON reader throws at an escaped one of the latter.
    private static string Storable(Func<string?> read)
    {
        try
        {
            return read()!.Replace('\0', '\uFFFD');
        }
        catch (InvalidOperationException)
        {
            return "\uFFFD";
        }
    }

    /// <summary>A field of a row; of several that name the same known column, the one of the lowest rank is taken.</summary>
    private readonly record struct Cell(string Name, string Text, int Rank)
    {
        public static readonly Cell None = new("", "", int.MaxValue);
    }
}
