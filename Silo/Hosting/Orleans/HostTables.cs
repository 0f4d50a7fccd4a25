using Switchboard.Storage;

namespace Switchboard.Silo.Hosting;

/// <summary>Tables that the grain host of this build keeps in the store: none, Orleans keeps its own.</summary>
internal static class HostTables
{
    /// <summary>No tables.</summary>
    public static readonly IReadOnlyList<TableSchema> All = [];
}
