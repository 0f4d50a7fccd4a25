using Switchboard.Storage;

namespace Switchboard.Onboarding;

/// <summary>How tenants set up which providers they work with.</summary>
public sealed class Onboardings(IStore store, CredentialRegister credentials, IProviderProbe probe, TimeProvider time)
{
    /// <summary>Whether credentials can be stored: <c>Secrets:MasterKey</c> is set.</summary>
    public bool CanStoreCredentials => credentials.CanStore;

    /// <summary>How far a tenant is.</summary>
    public async Task<OnboardingState> GetAsync(string tenantId)
    {
        var stored = await credentials.ListAsync(tenantId);
        var (mode, completedAt) = await store.ReadAsync(
            OnboardingTables.Onboarding,
            new Row { ["tenant_id"] = tenantId },
            row => (row.TextOrNull("mode"), row.TimestampOrNull("completed_at")));
        return new OnboardingState(
            mode ?? OnboardingModes.Bundled,
            completedAt,
            [.. ProviderCatalogue.All.SelectMany(provider => stored.Where(credential => credential.Provider == provider.Name))]);
    }

    /// <summary>Chooses whose providers the tenant works with. Its keys stay.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="mode">A mode of <see cref="OnboardingModes"/>.</param>
    public async Task<OnboardingState> ChooseAsync(string tenantId, string mode)
    {
        await store.CommitAsync(new WriteSet().Upsert(
            OnboardingTables.Onboarding, new Row { ["tenant_id"] = tenantId, ["mode"] = mode, ["updated_at"] = time.GetUtcNow() }));
        return await GetAsync(tenantId);
    }

    /// <summary>
    /// Asks the provider whether it takes a credential, and stores it with the answer, whatever that is, in place of the one before.
    /// </summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="provider">The provider.</param>
    /// <param name="secret">The credential, without <see cref="Provider.Faults"/>.</param>
    /// <param name="cancellationToken">Gives up while the provider is asked; nothing is stored then.</param>
    /// <exception cref="InvalidOperationException">No master key is set; see <see cref="CanStoreCredentials"/>.</exception>
    public async Task<Credential> SaveAsync(string tenantId, Provider provider, ProviderSecret secret, CancellationToken cancellationToken)
    {
        secret = provider.Trim(secret);
        var answer = await probe.AskAsync(provider, secret, cancellationToken);
        var now = time.GetUtcNow();
        var credential = new Credential(
            provider.Name, secret.PrimaryId, SecretHint.Of(secret.Secret), secret.Extra, answer.Validation, answer.Error,
            answer.Validation == CredentialValidation.Valid ? now : null, now);
        await credentials.SaveAsync(tenantId, credential, secret.Secret);
        return credential;
    }

    /// <summary>Removes a credential; the tenant's onboarding is incomplete then. False when there was none.</summary>
    public async Task<bool> DeleteAsync(string tenantId, Provider provider) =>
        await store.CommitAsync(new WriteSet()
            .Delete(OnboardingTables.Credentials, new Row { ["tenant_id"] = tenantId, ["provider"] = provider.Name }, required: true)
            .Update(OnboardingTables.Onboarding, new Row { ["tenant_id"] = tenantId, ["completed_at"] = null, ["updated_at"] = time.GetUtcNow() }))
            is CommitVerdict.Committed;

    /// <summary>Notes that the onboarding is done, if it is; a repeat keeps the first time.</summary>
    /// <returns>How far the tenant is now: complete, or not ready.</returns>
    public async Task<OnboardingState> CompleteAsync(string tenantId)
    {
        var state = await GetAsync(tenantId);
        if (!state.IsReady || state.CompletedAt is not null)
            return state;
        var now = time.GetUtcNow();
        await store.CommitAsync(new WriteSet().Upsert(
            OnboardingTables.Onboarding, new Row { ["tenant_id"] = tenantId, ["completed_at"] = now, ["updated_at"] = now }));
        return await GetAsync(tenantId);
    }
}
