using Microsoft.Data.Sqlite;

namespace Switchboard.Storage.Sqlite;

/// <summary>
/// Writes batches: one transaction for all sets, each set in its turn. A set that fails leaves nothing and the others go on, so a batch is as good as its
/// sets one after the other.
/// </summary>
internal sealed class SqliteWriter(SqliteConnection connection) : IDisposable
{
    private readonly SqliteStatements _statements = new(connection);

    private bool IsInTransaction => SQLitePCL.raw.sqlite3_get_autocommit(connection.Handle) == 0;

    /// <summary>As <see cref="IBatchExecutor.Execute"/>.</summary>
    public IReadOnlyList<SetOutcome> Execute(IReadOnlyList<WriteSet> sets)
    {
        bool committing = false;
        try
        {
            return Write(sets, marked: false, ref committing);
        }
        catch (SqliteException e)
        {
            RollBack();

            // A full disk may have room for the smaller sets, and what SQLite refuses may be one set's fault.
            if (sets.Count > 1 && !committing && (!e.IsUnavailable() || e.SqliteErrorCode == SQLitePCL.raw.SQLITE_FULL))
                return [.. sets.Select(set => Execute([set])[0])];

            // After an I/O error in a commit nobody knows whether its last page reached the disk; all other failures come before that page.
            var failure = e.IsUnavailable()
                ? e.ToUnavailable(outcomeUnknown: committing && e.SqliteErrorCode == SQLitePCL.raw.SQLITE_IOERR)
                : (StoreException)new StoreRejectedException($"SQLite refused the write: {e.Message}", e);
            return [.. sets.Select(_ => (SetOutcome)failure)];
        }
    }

    /// <summary>As <see cref="IBatchExecutor.Probe"/>.</summary>
    public StoreUnavailableException? Probe()
    {
        try
        {
            Begin();
            _statements.Run("UPDATE schema_version SET applied_at = applied_at WHERE version = (SELECT max(version) FROM schema_version)");
            _statements.Run("COMMIT");
            return null;
        }
        catch (SqliteException e)
        {
            RollBack();
            return e.ToUnavailable();
        }
    }

    public void Dispose() => _statements.Dispose();

    /// <param name="sets">The sets.</param>
    /// <param name="marked">
    /// Whether each set begins with a mark to go back to. A mark makes SQLite keep a copy of every page that the set touches, and nearly always all sets go
    /// through: so a batch is tried without, and only one in which a set fails is written again with marks.
    /// </param>
    /// <param name="committing">Becomes true when the commit begins.</param>
    private SetOutcome[] Write(IReadOnlyList<WriteSet> sets, bool marked, ref bool committing)
    {
        Begin();
        var batch = new SqliteBatch(_statements, marked);
        var outcomes = new SetOutcome[sets.Count];
        for (int i = 0; i < outcomes.Length; i++)
        {
            outcomes[i] = batch.Run(sets[i]);
            if (marked || outcomes[i].Verdict is CommitVerdict.Committed)
                continue;
            RollBack();
            return sets.Count == 1 ? outcomes : Write(sets, marked: true, ref committing);
        }

        batch.Finish();
        committing = true;
        _statements.Run("COMMIT");
        return outcomes;
    }

    /// <exception cref="SqliteException">Also when what is left of an earlier transaction still cannot be rolled back.</exception>
    private void Begin()
    {
        if (IsInTransaction)
            _statements.Run("ROLLBACK");
        _statements.Run("BEGIN IMMEDIATE");
    }

    /// <summary>Rolls back what SQLite has not rolled back itself. After an I/O error that may fail as well; then the next transaction tries it again.</summary>
    private void RollBack()
    {
        try
        {
            if (IsInTransaction)
                _statements.Run("ROLLBACK");
        }
        catch (SqliteException)
        {
            // The failure that led here is the one that is reported.
        }
    }
}
