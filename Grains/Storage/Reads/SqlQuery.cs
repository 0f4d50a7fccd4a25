using System.Collections;
using System.Text;

namespace Switchboard.Storage;

/// <summary>
/// A SELECT with its arguments: <c>new SqlQuery("SELECT id FROM calls WHERE tenant_id = @tenant") { ["tenant"] = tenant }</c>. Values travel as
/// parameters only; the text is made of constants, so that each distinct text is prepared once.
/// </summary>
/// <remarks>
/// Arguments: string, <see cref="Guid"/>, long, int, double, bool, <see cref="DateTimeOffset"/> (as microseconds), byte[], null, and lists of strings or longs for
/// <see cref="SqlDialect.In"/>.
/// </remarks>
public sealed class SqlQuery(string text) : IEnumerable<KeyValuePair<string, object?>>
{
    private readonly StringBuilder _text = new(text);
    private readonly Dictionary<string, object?> _arguments = [];

    /// <summary>The SQL.</summary>
    public string Text => _text.ToString();

    /// <summary>The value of <c>@name</c>.</summary>
    public object? this[string name]
    {
        get => _arguments[name];
        set => _arguments[name] = value switch
        {
            DateTimeOffset instant => StoreTime.ToMicroseconds(instant),
            Guid id => id.ToString(),
            int number => (long)number,
            _ => value,
        };
    }

    /// <summary>Adds to the text, for example a condition that only some callers ask for.</summary>
    public SqlQuery Append(string more)
    {
        _text.Append(more);
        return this;
    }

    /// <summary>Gives <c>@name</c> its value.</summary>
    public SqlQuery With(string name, object? value)
    {
        this[name] = value;
        return this;
    }

    /// <summary>The arguments by name.</summary>
    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => _arguments.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
