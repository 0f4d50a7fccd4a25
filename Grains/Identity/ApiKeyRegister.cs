using Switchboard.Caching;
using Switchboard.Storage;

namespace Switchboard.Identity;

/// <summary>The keys of all tenants.</summary>
public sealed class ApiKeyRegister(IStore store, ApiKeyUsage usage, TimeProvider time)
{
    /// <summary>How many active keys a tenant has at most (contract, section 11).</summary>
    public const int ActiveKeysMax = 10;

    private const int ListedMax = 1000;
    private const int ShownCharacters = 6;
    private const int HiddenCharacters = 34;

    // A key revoked on another node goes on working here for at most 30 s (contract, section 3); a load that overlapped the revocation is within them too.
    private static readonly TimeSpan CacheAge = TimeSpan.FromSeconds(25);
    private const int CacheCapacity = 10_000;

    private readonly TimedCache<string, ApiKey> _byHash = new(time, CacheAge, CacheCapacity);

    /// <summary>The active key of a secret, or null; its use is noted.</summary>
    public async ValueTask<ApiKey?> AuthenticateAsync(string secret, string? address)
    {
        var now = time.GetUtcNow();
        var key = await _byHash.GetAsync(RandomText.Hash(secret), LoadByHashAsync);
        if (key?.StatusAt(now) != ApiKeyStatus.Active)
            return null;
        usage.Note(key.Id, now, address);
        return key;
    }

    /// <summary>The tenant's keys, whatever their status, newest first; of thousands, only the newest thousand.</summary>
    public async Task<IReadOnlyList<ApiKey>> ListAsync(string tenantId)
    {
        await usage.FlushAsync();
        return await store.QueryAsync(
            new SqlQuery("SELECT * FROM api_keys WHERE tenant_id = @tenant ORDER BY id DESC LIMIT @limit")
            {
                ["tenant"] = tenantId,
                ["limit"] = ListedMax,
            },
            ApiKeyTables.Read);
    }

    /// <summary>A key of the tenant's, or null.</summary>
    public async ValueTask<ApiKey?> FindAsync(string tenantId, string id) => (await FindStoredAsync(tenantId, id))?.Key;

    /// <summary>Mints a key, or answers null when the tenant has <see cref="ActiveKeysMax"/> active ones.</summary>
    public async Task<MintedKey?> MintAsync(MintKey command)
    {
        var now = time.GetUtcNow();
        var visible = command.Prefix + RandomText.Create(ShownCharacters);
        var secret = visible + RandomText.Create(HiddenCharacters);
        var key = new ApiKey(
            Guid.CreateVersion7(now).ToString(), command.TenantId, command.Name, visible, command.Permissions, now,
            command.CreatedByUserId, command.ExpiresAt, LastUsedAt: null, LastUsedIp: null, RevokedAt: null, RevokedReason: null);

        while (await FindSlotAsync(command.TenantId, now) is { } slot)
        {
            var set = new WriteSet().InsertKey(key, RandomText.Hash(secret), slot.Number);
            if (slot.ExpiredKeyId is { } expired)
            {
                set.Update(
                    ApiKeyTables.Keys,
                    new Row { ["id"] = expired, ["slot"] = null },
                    when: new Row { ["slot"] = slot.Number },
                    required: true);
            }
            switch (await store.CommitAsync(set))
            {
                case CommitVerdict.Committed:
                    return new MintedKey(key, secret);
                case CommitVerdict.Duplicate { Index: ApiKeyTables.SlotIndex } or CommitVerdict.Missing:
                    continue; // Somebody else has just taken that slot: look again. Ends, as slots fill up.
                case var verdict:
                    throw new InvalidOperationException($"A new key was not stored: {verdict}.");
            }
        }
        return null;
    }

    /// <summary>
    /// Revokes a key: at once on this node, within 30 s on every node. One that is revoked already stays as it is; null when the
    /// tenant has no such key.
    /// </summary>
    public async Task<ApiKey?> RevokeAsync(string tenantId, string id, string? reason)
    {
        if (await FindStoredAsync(tenantId, id) is not { } stored)
            return null;
        await store.CommitAsync(new WriteSet().Update(
            ApiKeyTables.Keys,
            new Row { ["id"] = id, ["slot"] = null, ["revoked_at"] = time.GetUtcNow(), ["revoked_reason"] = reason },
            when: new Row { ["revoked_at"] = null }));
        _byHash.Remove(stored.Hash);
        return await FindAsync(tenantId, id);
    }

    /// <summary>Deletes a key and its trail for good, which is allowed once it is revoked.</summary>
    public async Task<DeleteKeyResult> DeleteAsync(string tenantId, string id)
    {
        if (await FindStoredAsync(tenantId, id) is not { } stored)
            return DeleteKeyResult.NotFound;
        if (stored.Key.RevokedAt is null)
            return DeleteKeyResult.NotRevoked;
        var verdict = await store.CommitAsync(new WriteSet().Delete(ApiKeyTables.Keys, new Row { ["id"] = id }, required: true));
        return verdict is CommitVerdict.Committed ? DeleteKeyResult.Deleted : DeleteKeyResult.NotFound;
    }

    private async Task<Slot?> FindSlotAsync(string tenantId, DateTimeOffset now)
    {
        var taken = await store.QueryAsync(
            new SqlQuery("SELECT id, slot, expires_at FROM api_keys WHERE tenant_id = @tenant AND slot IS NOT NULL") { ["tenant"] = tenantId },
            row => (Id: row.Text("id"), Number: (int)row.Int64("slot"), ExpiresAt: row.TimestampOrNull("expires_at")));
        var free = Enumerable.Range(0, ActiveKeysMax).Except(taken.Select(slot => slot.Number)).ToArray();
        if (free.Length > 0)
            return new Slot(free[Random.Shared.Next(free.Length)], ExpiredKeyId: null);
        return taken.Where(slot => slot.ExpiresAt <= now).Select(slot => new Slot(slot.Number, slot.Id)).FirstOrDefault();
    }

    private async Task<ApiKey?> LoadByHashAsync(string hash) => await store.FirstOrDefaultAsync(
        new SqlQuery("SELECT * FROM api_keys WHERE hash = @hash") { ["hash"] = hash }, ApiKeyTables.Read);

    private ValueTask<StoredKey?> FindStoredAsync(string tenantId, string id) => store.FirstOrDefaultAsync(
        new SqlQuery("SELECT * FROM api_keys WHERE id = @id AND tenant_id = @tenant") { ["id"] = id, ["tenant"] = tenantId },
        row => new StoredKey(ApiKeyTables.Read(row), row.Text("hash")));

    private sealed record Slot(int Number, string? ExpiredKeyId);

    private sealed record StoredKey(ApiKey Key, string Hash);
}

/// <summary>Asks for a key.</summary>
/// <param name="TenantId">The tenant that it is to act for.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Prefix">One of <see cref="ApiKeyPrefixes"/>.</param>
/// <param name="Permissions">What it may do.</param>
/// <param name="ExpiresAt">When it stops working; null for never.</param>
/// <param name="CreatedByUserId">Who asks; null when a key does.</param>
public sealed record MintKey(
    string TenantId, string Name, string Prefix, Permissions Permissions, DateTimeOffset? ExpiresAt, string? CreatedByUserId);

/// <summary>A new key.</summary>
/// <param name="Key">The key.</param>
/// <param name="Secret">The whole secret, here and nowhere else.</param>
public sealed record MintedKey(ApiKey Key, string Secret);

/// <summary>What became of a deletion.</summary>
public enum DeleteKeyResult
{
    /// <summary>It is gone.</summary>
    Deleted,

    /// <summary>It must be revoked first.</summary>
    NotRevoked,

    /// <summary>The tenant has no such key.</summary>
    NotFound,
}
