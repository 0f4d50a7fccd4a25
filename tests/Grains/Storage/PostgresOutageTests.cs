using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Switchboard.Storage;
using Switchboard.Storage.Postgres;
using Switchboard.Tests.Grains.Support;
using static Switchboard.Tests.Grains.Storage.TestModel;

namespace Switchboard.Tests.Grains.Storage;

/// <summary>A server that ends sessions, goes away, comes back, and loses answers.</summary>
[NeedsPostgres]
public sealed class PostgresOutageTests : StoreSuite
{
    private PostgresTestDatabase Server => (PostgresTestDatabase)Database;

    internal override async Task<ITestDatabase> CreateDatabaseAsync() => await PostgresTestDatabase.CreateAsync();

    [StoreFact]
    public async Task Sessions_that_end_under_load_lose_nothing_and_do_nothing_twice()
    {
        var (done, failed) = (new HashSet<string>(), new HashSet<string>());
        using var stop = new CancellationTokenSource();
        var writers = Enumerable.Range(0, 16).Select(writer => Task.Run(async () =>
        {
            for (int i = 0; !stop.IsCancellationRequested; i++)
            {
                string id = $"{writer}-{i}";
                var exception = await Record.ExceptionAsync(() => CommitAsync(CallWithEvent(id)));
                lock (done)
                    (exception is null ? done : failed).Add(id);
                if (exception is not null)
                    Assert.False(Assert.IsType<StoreUnavailableException>(exception).IsOutcomeUnknown);
            }
        })).ToList();
        for (int round = 1; round <= 8; round++)
        {
            int before = done.Count;
            await Eventually.HoldsAsync(() => done.Count > before + 50, TimeSpan.FromSeconds(30), "writes that go on");
            await Server.TerminateSessionsAsync();
        }

        await stop.CancelAsync();
        await Task.WhenAll(writers);
        Assert.Empty(failed);
        await CheckAsync(done);
        await CommitAsync(CallWithEvent("last"));
        Assert.True(Store.Health.IsOk);
    }

    [StoreFact]
    public async Task A_server_that_is_away_refuses_for_certain_and_is_found_again_when_it_is_back()
    {
        var options = new CommitQueueOptions { ProbeInterval = TimeSpan.FromMilliseconds(20) };
        await using var queue = new CommitQueue(Opened, options, TimeProvider.System, NullLogger.Instance);
        Assert.IsType<CommitVerdict.Committed>(await queue.CommitAsync(CallWithEvent("before"), default));
        await Server.AllowConnectionsAsync(allowed: false);
        await Server.TerminateSessionsAsync();
        var refused = await Assert.ThrowsAsync<StoreUnavailableException>(() => queue.CommitAsync(CallWithEvent("during"), default));
        Assert.False(refused.IsOutcomeUnknown);
        Assert.False(queue.Health.IsOk);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => CountAsync(CallTable));

        await Server.AllowConnectionsAsync(allowed: true);
        await Eventually.HoldsAsync(() => queue.Health.IsOk, TimeSpan.FromSeconds(20), "a store that is well again");
        Assert.IsType<CommitVerdict.Committed>(await queue.CommitAsync(CallWithEvent("after"), default));
        await CheckAsync(["before", "after"]);
    }

    [StoreFact]
    public async Task Reads_by_key_go_on_after_their_session_has_ended_and_fail_while_the_server_is_away()
    {
        await CommitAsync(CallWithEvent("a"));
        Assert.Equal("a", await ReadAsync());
        await Server.TerminateSessionsAsync();
        Assert.Equal(Enumerable.Repeat("a", 20), await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => ReadAsync())));

        await Server.AllowConnectionsAsync(allowed: false);
        await Server.TerminateSessionsAsync();
        await Assert.ThrowsAsync<StoreUnavailableException>(ReadAsync);
        await Server.AllowConnectionsAsync(allowed: true);
        Assert.Equal("a", await ReadAsync());

        async Task<string?> ReadAsync() => await Store.ReadAsync(CallTable, CallKey("t", "a"), row => row.Text("id"));
    }

    [StoreFact]
    public async Task A_connection_that_broke_while_nobody_used_it_is_made_anew()
    {
        using var session = new PostgresSession(Server.ConnectionString, TimeProvider.System);
        var writer = new PostgresWriter(session);
        // As the driver's keep-alive leaves it.
        await session.Open().CloseAsync();
        Assert.Null(writer.Probe());
        await session.Open().CloseAsync();
        Assert.IsType<CommitVerdict.Committed>(writer.Execute([CallWithEvent("a")]).Single().Verdict);
        Assert.True(session.HasLost(new NpgsqlException("reset")));
        Assert.False(session.HasLost(new InvalidOperationException("a defect of ours")));
    }

    [StoreFact]
    public async Task A_commit_whose_answer_is_lost_is_found_to_be_done() => await CutAsync(CuttingProxy.Cut.BeforeTheAnswer);

    [StoreFact]
    public async Task A_commit_that_is_lost_is_done_again() => await CutAsync(CuttingProxy.Cut.BeforeTheCommit);

    [StoreFact]
    public async Task A_node_that_freezes_in_mid_transaction_does_not_keep_the_others_waiting()
    {
        using var session = new PostgresSession(Server.ConnectionString, TimeProvider.System);
        await using var frozen = session.Begin();
        await using (var command = new NpgsqlCommand("INSERT INTO ordinals (scope, next) VALUES (@scope, 1)", frozen.Connection, frozen))
        {
            command.Parameters.AddWithValue("scope", Ordinals.ScopeOf(CallTable, "t"));
            await command.ExecuteNonQueryAsync();
        }

        var committed = await CommitAsync(CallWithEvent("a"));
        Assert.Equal([0], committed.Ordinals);
    }

    private async Task CutAsync(CuttingProxy.Cut cut)
    {
        await using var proxy = new CuttingProxy(Server.Host, Server.Port);
        var throughProxy = new NpgsqlConnectionStringBuilder(Server.ConnectionString) { Host = "127.0.0.1", Port = proxy.Port };
        await using var database = PostgresDatabase.Open(throughProxy.ToString(), TestModel.Create(), TimeProvider.System);
        var ids = Enumerable.Range(0, 5).Select(i => $"c{i}").ToList();
        proxy.Next = cut;
        var outcomes = database.Execute([.. ids.Select(CallWithEvent)]);
        Assert.Equal(1, proxy.Cuts);
        Assert.Equal([0, 1, 2, 3, 4], outcomes.Select(o => Assert.IsType<CommitVerdict.Committed>(o.Verdict).Ordinals.Single()));
        await CheckAsync(ids);
    }

    private static WriteSet CallWithEvent(string id) => new WriteSet()
        .Put(CallTable, Call("t", id), expectedVersion: 0)
        .Insert(EventTable, Event(id, id, 1))
        .Add(CounterTable, CounterKey("t", "calls"), "n", 1);

    private async Task CheckAsync(IReadOnlyCollection<string> expected)
    {
        var ids = expected.Order(StringComparer.Ordinal).ToList();
        Assert.Equal(ids, await Store.QueryAsync(new SqlQuery("SELECT id FROM calls ORDER BY id"), r => r.Text("id")));
        Assert.Equal(ids, await Store.QueryAsync(new SqlQuery("SELECT id FROM events ORDER BY id"), r => r.Text("id")));
        Assert.Equal(ids.Count, await Store.ReadAsync(CounterTable, CounterKey("t", "calls"), r => r.Int64("n")));
        var ordinals = await Store.QueryAsync(new SqlQuery("SELECT ordinal FROM calls ORDER BY ordinal"), r => r.Int64("ordinal"));
        Assert.Equal(Enumerable.Range(0, ids.Count).Select(o => (long)o), ordinals);
    }
}
