using Npgsql;

namespace Switchboard.Storage.Postgres;

/// <summary>Tells the failures of PostgreSQL apart.</summary>
internal static class PostgresErrors
{
    /// <summary>Whether the session is gone: the connection broke, or the server ended it.</summary>
    public static bool IsConnectionLost(this NpgsqlException e) =>
        e is not PostgresException server || server.InvariantSeverity is "FATAL" or "PANIC" || server.SqlState.StartsWith("57P", StringComparison.Ordinal);

    /// <summary>Whether another transaction was in the way; the same write may go through at once.</summary>
    public static bool IsCollision(this PostgresException e) =>
        e.SqlState is PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure;

    /// <summary>Whether another transaction keeps a row locked for longer than a write waits.</summary>
    public static bool IsLockTimeout(this PostgresException e) => e.SqlState == PostgresErrorCodes.LockNotAvailable;

    public static bool IsDuplicate(this PostgresException e) => e.SqlState == PostgresErrorCodes.UniqueViolation;

    /// <summary>Whether the server as a whole cannot write: out of disk, memory or connections, I/O errors, a standby, cancelled by its operator.</summary>
    public static bool IsUnavailable(this PostgresException e) =>
        e.SqlState[..2] is "53" or "58" or "57" or "08" or "XX" || e.SqlState == PostgresErrorCodes.ReadOnlySqlTransaction;

    public static StoreUnavailableException ToUnavailable(this Exception e, bool outcomeUnknown = false) =>
        new($"The PostgreSQL store cannot be used: {e.Message}", outcomeUnknown, e);
}
