using Switchboard.Storage;

namespace Switchboard.Identity;

/// <summary>
/// Which sessions were ended by logging out. A token proves itself by its signature until it runs out, so only the ended ones
/// need to be known. They are asked for at every request, unlike keys: people send few, and who logs out means everywhere and now.
/// </summary>
public sealed class SessionRegister(IStore store, TimeProvider time)
{
    private const int CleanedPerLogOut = 100;

    /// <summary>Whether the session was ended.</summary>
    /// <param name="sessionId">What identifies its token.</param>
    public async ValueTask<bool> IsEndedAsync(string sessionId) => await store.ReadAsync(
        IdentityTables.EndedSessions, new Row { ["id"] = sessionId }, row => row.Text("id")) is not null;

    /// <summary>Ends a session, at every node at once. Rows no longer needed are cleared away with it.</summary>
    public async Task EndAsync(string sessionId, DateTimeOffset expiresAt)
    {
        var set = new WriteSet().Upsert(IdentityTables.EndedSessions, new Row { ["id"] = sessionId, ["expires_at"] = expiresAt });
        var expired = await store.QueryAsync(
            new SqlQuery("SELECT id FROM ended_sessions WHERE expires_at < @now AND id <> @id ORDER BY expires_at LIMIT @limit")
            {
                ["now"] = time.GetUtcNow(),
                ["id"] = sessionId,
                ["limit"] = CleanedPerLogOut,
            },
            row => row.Text("id"));
        foreach (var id in expired)
            set.Delete(IdentityTables.EndedSessions, new Row { ["id"] = id });
        await store.CommitAsync(set);
    }
}
