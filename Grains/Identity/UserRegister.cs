using Switchboard.Caching;
using Switchboard.Storage;

namespace Switchboard.Identity;

/// <summary>The people who log in.</summary>
public sealed class UserRegister(IStore store, TimeProvider time)
{
    // Every request of a session asks for its user.
    private static readonly TimeSpan CacheAge = TimeSpan.FromSeconds(30);
    private const int CacheCapacity = 10_000;

    private readonly TimedCache<string, User> _cache = new(time, CacheAge, CacheCapacity);

    /// <summary>The user of an id, or null; what another node has changed is seen within 30 s.</summary>
    public ValueTask<User?> FindAsync(string id) => _cache.GetAsync(id, LoadAsync);

    /// <summary>The user of an address, whatever its case, with the hash of the password; null when there is none.</summary>
    internal ValueTask<UserWithPassword?> FindByEmailAsync(string email) => store.FirstOrDefaultAsync(
        new SqlQuery("SELECT * FROM users WHERE email_key = @email") { ["email"] = IdentityTables.EmailKey(email) },
        row => new UserWithPassword(IdentityTables.ReadUser(row), row.Text("password_hash")));

    /// <summary>Marks the address of a user as verified, unless it is already, and answers the user; null when there is none.</summary>
    internal async Task<User?> MarkVerifiedAsync(string id)
    {
        await store.CommitAsync(new WriteSet().Update(
            IdentityTables.Users,
            new Row { ["id"] = id, ["email_verified_at"] = time.GetUtcNow() },
            when: new Row { ["email_verified_at"] = null }));
        _cache.Remove(id);
        return await FindAsync(id);
    }

    private async Task<User?> LoadAsync(string id) =>
        await store.ReadAsync(IdentityTables.Users, new Row { ["id"] = id }, IdentityTables.ReadUser);
}

/// <summary>A user and the hash that a password is checked against.</summary>
internal sealed record UserWithPassword(User User, string PasswordHash);
