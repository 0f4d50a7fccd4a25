using Switchboard.Storage;

namespace Switchboard.Identity;

/// <summary>Tokens that are mailed to an address to prove that it is read. One can be used as often as one likes within its life.</summary>
public sealed class EmailVerification(IStore store, UserRegister users, TimeProvider time)
{
    private const int TokenLength = 40;
    private static readonly TimeSpan TokenLife = TimeSpan.FromHours(24);

    /// <summary>The user whose address the token verifies, or null when the token is unknown or has run out.</summary>
    public async Task<User?> VerifyAsync(string token)
    {
        var stored = await store.ReadAsync(
            IdentityTables.EmailTokens,
            new Row { ["hash"] = RandomText.Hash(token) },
            row => new StoredToken(row.Text("user_id"), row.Timestamp("expires_at")));
        return stored is null || stored.ExpiresAt <= time.GetUtcNow() ? null : await users.MarkVerifiedAsync(stored.UserId);
    }

    /// <summary>Adds a new token for a user to the set that creates the user.</summary>
    internal static string Issue(WriteSet set, string userId, DateTimeOffset now)
    {
        var token = RandomText.Create(TokenLength);
        set.Insert(IdentityTables.EmailTokens, new Row
        {
            ["hash"] = RandomText.Hash(token),
            ["user_id"] = userId,
            ["expires_at"] = now + TokenLife,
        });
        return token;
    }

    private sealed record StoredToken(string UserId, DateTimeOffset ExpiresAt);
}
