using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using Switchboard.Secrets;
using Switchboard.Storage;

namespace Switchboard.Onboarding;

/// <summary>The stored credentials of all tenants. Their secrets are in envelopes, and are opened for the engine only.</summary>
public sealed partial class CredentialRegister(IStore store, Envelope envelope, ILogger<CredentialRegister> logger) : IProviderSecrets
{
    private const int RewrapBatch = 100;

    /// <summary>Whether credentials can be stored: <c>Secrets:MasterKey</c> is set.</summary>
    public bool CanStore => envelope.CurrentKeyId is not null;

    /// <inheritdoc/>
    public async ValueTask<ProviderSecret?> FindSecretAsync(string tenantId, string provider, CancellationToken cancellationToken = default)
    {
        var sealedRow = await store.FirstOrDefaultAsync(
            new SqlQuery("""
                SELECT c.* FROM provider_credentials c JOIN onboarding o ON o.tenant_id = c.tenant_id
                WHERE c.tenant_id = @tenant AND c.provider = @provider AND o.mode = @mode AND c.validation <> @refused
                """)
            {
                ["tenant"] = tenantId,
                ["provider"] = provider,
                ["mode"] = OnboardingModes.Byok,
                ["refused"] = CredentialValidation.Refused.ToName(),
            },
            SealedCredential.Read,
            cancellationToken);
        if (sealedRow is null)
            return null;
        try
        {
            var secret = Encoding.UTF8.GetString(envelope.Open(sealedRow.Place, sealedRow.Box));
            await TryRewrapAsync(sealedRow);
            return new ProviderSecret(sealedRow.Credential.PrimaryId, secret, sealedRow.Credential.Extra);
        }
        catch (CryptographicException)
        {
            LogNotOpened(provider, tenantId);
            return null;
        }
    }

    /// <summary>The tenant's credentials, in no promised order.</summary>
    public ValueTask<IReadOnlyList<Credential>> ListAsync(string tenantId) => store.QueryAsync(
        new SqlQuery("SELECT * FROM provider_credentials WHERE tenant_id = @tenant") { ["tenant"] = tenantId }, OnboardingTables.Read);

    /// <summary>Stores a credential in place of the one before.</summary>
    /// <exception cref="InvalidOperationException">No master key is set; see <see cref="CanStore"/>.</exception>
    internal async Task SaveAsync(string tenantId, Credential credential, string secret)
    {
        var revision = 1 + await store.FirstOrDefaultAsync(
            new SqlQuery("SELECT revision FROM provider_credentials WHERE tenant_id = @tenant AND provider = @provider")
            {
                ["tenant"] = tenantId,
                ["provider"] = credential.Provider,
            },
            row => row.Int64("revision"));
        var box = envelope.Seal(SealedCredential.PlaceOf(tenantId, credential.Provider, revision), Encoding.UTF8.GetBytes(secret));
        await store.CommitAsync(new WriteSet().Upsert(OnboardingTables.Credentials, new Row
        {
            ["tenant_id"] = tenantId,
            ["provider"] = credential.Provider,
            ["primary_id"] = credential.PrimaryId,
            ["hint"] = credential.Hint,
            ["extra"] = OnboardingTables.WriteExtra(credential.Extra),
            ["sealed"] = box,
            ["key_id"] = Envelope.KeyIdOf(box),
            ["revision"] = revision,
            ["validation"] = credential.Validation.ToName(),
            ["error"] = credential.Error,
            ["validated_at"] = credential.ValidatedAt,
            ["updated_at"] = credential.UpdatedAt,
        }));
    }

    /// <summary>Wraps with the current master key what is wrapped with an earlier one, so that the earlier one can be forgotten.</summary>
    /// <returns>How many could not be opened with any key that is set.</returns>
    internal async Task<int> RewrapAllAsync(CancellationToken cancellationToken)
    {
        if (envelope.CurrentKeyId is not { } keyId)
            return 0;
        var lost = 0;
        for (var (tenant, provider) = ("", ""); ;)
        {
            var batch = await store.QueryAsync(
                new SqlQuery("""
                    SELECT * FROM provider_credentials
                    WHERE key_id <> @key AND (tenant_id > @tenant OR (tenant_id = @tenant AND provider > @provider))
                    ORDER BY tenant_id, provider LIMIT @limit
                    """)
                {
                    ["key"] = keyId,
                    ["tenant"] = tenant,
                    ["provider"] = provider,
                    ["limit"] = RewrapBatch,
                },
                SealedCredential.Read,
                cancellationToken);
            foreach (var row in batch)
                lost += await TryRewrapAsync(row) ? 0 : 1;
            if (batch.Count < RewrapBatch)
                return lost;
            (tenant, provider) = (batch[^1].TenantId, batch[^1].Credential.Provider);
        }
    }

    private async Task<bool> TryRewrapAsync(SealedCredential row)
    {
        byte[]? rewrapped;
        try
        {
            rewrapped = envelope.Rewrap(row.Place, row.Box);
        }
        catch (CryptographicException)
        {
            LogNotOpened(row.Credential.Provider, row.TenantId);
            return false;
        }

        if (rewrapped is null)
            return true;
        // Only in place of what was read: a new secret that came in between has a wrapping of its own.
        await store.CommitAsync(new WriteSet().Update(
            OnboardingTables.Credentials,
            new Row { ["tenant_id"] = row.TenantId, ["provider"] = row.Credential.Provider, ["sealed"] = rewrapped, ["key_id"] = Envelope.KeyIdOf(rewrapped) },
            when: new Row { ["revision"] = row.Revision, ["key_id"] = Envelope.KeyIdOf(row.Box) }));
        return true;
    }

    [LoggerMessage(LogLevel.Error, "The {Provider} credential of tenant {TenantId} does not open with the master keys that are set")]
    private partial void LogNotOpened(string provider, string tenantId);

    private sealed record SealedCredential(string TenantId, Credential Credential, long Revision, byte[] Box)
    {
        public string Place => PlaceOf(TenantId, Credential.Provider, Revision);

        public static string PlaceOf(string tenantId, string provider, long revision) => $"provider_credentials/{tenantId}/{provider}/{revision}";

        public static SealedCredential Read(RowReader row) =>
            new(row.Text("tenant_id"), OnboardingTables.Read(row), row.Int64("revision"), row.Blob("sealed"));
    }
}
