using Switchboard.Storage;

namespace Switchboard.Silo.Hosting;

/// <summary>Tables that the grain host of this build keeps in the store.</summary>
internal static class HostTables
{
    /// <summary>The embedded host's reminders.</summary>
    public static readonly IReadOnlyList<TableSchema> All = [StoredReminders.Table];
}
