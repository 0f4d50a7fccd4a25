using Npgsql;
using NpgsqlTypes;

namespace Switchboard.Storage.Postgres;

/// <summary>Makes the array parameter of a column out of one value from each row.</summary>
internal static class PostgresArray
{
    public static NpgsqlParameter Of(ColumnKind kind, IReadOnlyList<object?> values) => kind switch
    {
        ColumnKind.Text => Texts(values, NpgsqlDbType.Text),
        ColumnKind.Json => Texts(values, NpgsqlDbType.Json),
        ColumnKind.Blob => new NpgsqlParameter<byte[]?[]> { TypedValue = [.. values.Cast<byte[]?>()], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea },
        ColumnKind.Real => Numbers<double>(values, NpgsqlDbType.Double),
        ColumnKind.Boolean => Numbers<bool>(values, NpgsqlDbType.Boolean),
        _ => Numbers<long>(values, NpgsqlDbType.Bigint),
    };

    private static NpgsqlParameter<string?[]> Texts(IReadOnlyList<object?> values, NpgsqlDbType type)
    {
        var array = new string?[values.Count];
        for (int i = 0; i < array.Length; i++)
            array[i] = (string?)values[i];
        return new NpgsqlParameter<string?[]> { TypedValue = array, NpgsqlDbType = NpgsqlDbType.Array | type };
    }

    private static NpgsqlParameter<T?[]> Numbers<T>(IReadOnlyList<object?> values, NpgsqlDbType type)
        where T : struct
    {
        var array = new T?[values.Count];
        for (int i = 0; i < array.Length; i++)
            array[i] = (T?)values[i];
        return new NpgsqlParameter<T?[]> { TypedValue = array, NpgsqlDbType = NpgsqlDbType.Array | type };
    }
}
