using Npgsql;

namespace Switchboard.Storage.Postgres;

/// <summary>
/// Writes batches: all sets in one transaction by few statements. When some sets do not go through, the transaction is rolled back, the rest is written
/// without them, and each of them is tried alone, which also tells exactly what is wrong with it.
/// </summary>
internal sealed class PostgresWriter(PostgresSession session)
{
    /// <summary>How often a batch is sent again after a lost connection or a collision with another node.</summary>
    private const int RetriesMax = 3;

    /// <summary>As <see cref="IBatchExecutor.Execute"/>.</summary>
    public IReadOnlyList<SetOutcome> Execute(IReadOnlyList<WriteSet> sets) => Execute(sets, RetriesMax);

    /// <summary>As <see cref="IBatchExecutor.Probe"/>.</summary>
    public StoreUnavailableException? Probe()
    {
        try
        {
            using var command = new NpgsqlCommand(
                "UPDATE schema_version SET applied_at = applied_at WHERE version = (SELECT max(version) FROM schema_version)", session.Open());
            command.ExecuteNonQuery();
            return null;
        }
        catch (StoreUnavailableException e)
        {
            return e;
        }
        catch (Exception e) when (e is NpgsqlException || session.HasLost(e))
        {
            session.Drop();
            return e.ToUnavailable();
        }
    }

    private SetOutcome[] Execute(IReadOnlyList<WriteSet> sets, int retries)
    {
        string? committing = null;
        try
        {
            using var transaction = session.Begin();
            var failures = Send(new PostgresPlan(sets), transaction, out string transactionId);
            if (failures.Count > 0)
            {
                transaction.Rollback();
                return sets.Count == 1 ? [failures[0]] : Separate(sets, failures.ContainsKey);
            }

            committing = transactionId;
            transaction.Commit();
            return Committed(sets);
        }
        catch (StoreUnavailableException e)
        {
            return All(sets, e);
        }
        catch (Exception e) when (session.HasLost(e))
        {
            session.Drop();
            var fate = committing is null ? TransactionFate.Aborted : session.FateOf(committing);
            return fate switch
            {
                TransactionFate.Committed => Committed(sets),
                TransactionFate.Aborted when retries > 0 => Repeat(sets, retries - 1, "connection_lost"),
                _ => All(sets, e.ToUnavailable(outcomeUnknown: fate == TransactionFate.Unknown)),
            };
        }
        catch (PostgresException e)
        {
            return AfterError(sets, e, retries);
        }
    }

    /// <summary>Sends everything but the commit, in one go unless ordinals have to be taken first. Returns which sets did not go through.</summary>
    private static Dictionary<int, CommitVerdict> Send(PostgresPlan plan, NpgsqlTransaction transaction, out string transactionId)
    {
        TakeOrdinals(plan, transaction);
        using var batch = new NpgsqlBatch(transaction.Connection, transaction);
        foreach (var statement in plan.Statements())
            batch.BatchCommands.Add(statement);
        batch.BatchCommands.Add(new NpgsqlBatchCommand("SELECT pg_current_xact_id()::text"));
        using var reader = batch.ExecuteReader();
        var failures = plan.ReadFailures(reader);
        reader.Read();
        transactionId = reader.GetString(0);
        return failures;
    }

    private static void TakeOrdinals(PostgresPlan plan, NpgsqlTransaction transaction)
    {
        if (plan.TakeOrdinals() is not { } statement)
            return;
        using var batch = new NpgsqlBatch(transaction.Connection, transaction) { BatchCommands = { statement } };
        using var reader = batch.ExecuteReader();
        var next = new Dictionary<string, long>();
        while (reader.Read())
            next.Add(reader.GetString(0), reader.GetInt64(1));
        plan.AssignOrdinals(next);
    }

    private SetOutcome[] AfterError(IReadOnlyList<WriteSet> sets, PostgresException e, int retries)
    {
        if (e.IsUnavailable())
            return All(sets, e.ToUnavailable());
        if (sets.Count > 1)
            return Separate(sets, _ => true);
        if (e.IsDuplicate())
            return [new CommitVerdict.Duplicate(e.TableName!, e.ConstraintName!)];
        if (e.IsCollision() && retries > 0)
            return Repeat(sets, retries - 1, "collision");
        return All(sets, e.IsCollision() || e.IsLockTimeout()
            ? new StoreBusyException($"Others are writing the same rows: {e.MessageText}.")
            : new StoreRejectedException($"PostgreSQL refused the write: {e.MessageText}", e));
    }

    private SetOutcome[] Repeat(IReadOnlyList<WriteSet> sets, int retries, string reason)
    {
        StoreMetrics.Retry(reason);
        return Execute(sets, retries);
    }

    /// <summary>Writes the sets that are not suspected together, and each suspected one alone.</summary>
    private SetOutcome[] Separate(IReadOnlyList<WriteSet> sets, Func<int, bool> isSuspected)
    {
        var outcomes = new SetOutcome[sets.Count];
        int[] others = [.. Enumerable.Range(0, sets.Count).Where(i => !isSuspected(i))];
        if (others.Length > 0)
        {
            var together = Execute([.. others.Select(i => sets[i])], RetriesMax);
            for (int i = 0; i < others.Length; i++)
                outcomes[others[i]] = together[i];
        }

        foreach (int suspect in Enumerable.Range(0, sets.Count).Where(isSuspected))
            outcomes[suspect] = Execute([sets[suspect]], RetriesMax)[0];
        return outcomes;
    }

    private static SetOutcome[] Committed(IReadOnlyList<WriteSet> sets) => [.. sets.Select(set => (SetOutcome)set.ToCommitted())];

    private static SetOutcome[] All(IReadOnlyList<WriteSet> sets, StoreException failure) => [.. sets.Select(_ => (SetOutcome)failure)];
}
