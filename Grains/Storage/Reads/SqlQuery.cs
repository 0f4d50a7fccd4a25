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
            string text => Storable(text),
            DateTimeOffset instant => StoreTime.ToMicroseconds(instant),
            Guid id => id.ToString(),
            int number => (long)number,
            IEnumerable<string> texts => texts.Select(Storable).ToArray(),
            IEnumerable<long> numbers => numbers.ToArray(),
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

    /// <summary>The keys of the rows asked for, when the query asks for nothing else; null: it is any query.</summary>
    internal KeysAsked? Keys { get; private set; }

    /// <summary>
    /// Says that the query asks for exactly the rows of a table with these keys, of which there are few, and reads only columns of that table. PostgreSQL then
    /// answers it together with others of the kind.
    /// </summary>
    /// <param name="table">The table.</param>
    /// <param name="keys">The keys, each with its values in the key's order.</param>
    internal SqlQuery ForKeys(TableSchema table, params IReadOnlyList<object?[]> keys)
    {
        Keys = new KeysAsked(table, keys);
        return this;
    }

    /// <summary>The arguments by name.</summary>
    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => _arguments.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>
    /// No column holds NUL characters or half surrogate pairs, and PostgreSQL does not even take them as a question: with replacement characters instead, the
    /// query finds what it would find anyway.
    /// </summary>
    private static string Storable(string text) => Ascii.IsValid(text) && !text.Contains('\0')
        ? text
        : Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)).Replace('\0', '\uFFFD');
}
