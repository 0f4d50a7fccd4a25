using Switchboard.Caching;
using Switchboard.Storage;

namespace Switchboard.Identity;

/// <summary>
/// Which sessions were ended by logging out. A token proves itself by its signature until it runs out, so only the ended ones
/// need to be known.
/// </summary>
public sealed class SessionRegister(IStore store, TimeProvider time)
{
    // How long another node may go on accepting a session that was ended here.
    private static readonly TimeSpan CacheAge = TimeSpan.FromSeconds(30);
    private const int CacheCapacity = 50_000;
    private const int CleanedPerLogOut = 100;

    private static readonly object Open = new();
    private static readonly object Ended = new();

    private readonly TimedCache<string, object> _cache = new(time, CacheAge, CacheCapacity);

    /// <summary>Whether the session was ended.</summary>
    /// <param name="sessionId">What identifies its token.</param>
    public async ValueTask<bool> IsEndedAsync(string sessionId) => await _cache.GetAsync(sessionId, LoadAsync) == Ended;

    /// <summary>Ends a session: at once on this node, within 30 s on every node. Rows no longer needed are cleared away with it.</summary>
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
        _cache.Remove(sessionId);
    }

    private async Task<object?> LoadAsync(string sessionId) => await store.ReadAsync(
        IdentityTables.EndedSessions, new Row { ["id"] = sessionId }, _ => Ended) ?? Open;
}
