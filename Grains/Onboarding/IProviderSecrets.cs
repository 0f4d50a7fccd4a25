using System.Collections.Immutable;

namespace Switchboard.Onboarding;

/// <summary>What the engine asks when it works with a provider on behalf of a tenant.</summary>
public interface IProviderSecrets
{
    /// <summary>
    /// The tenant's own credential for a provider. Null when the tenant works with the server's providers (its mode is <c>bundled</c>; its keys are
    /// dormant then), has stored none, or has one that the provider refused when it was stored, or that cannot be opened with the master keys that
    /// are set, which is logged.
    /// </summary>
    /// <param name="tenantId">Whose.</param>
    /// <param name="provider">A name of <see cref="ProviderNames"/>.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="Storage.StoreUnavailableException">The database cannot be reached.</exception>
    ValueTask<ProviderSecret?> FindSecretAsync(string tenantId, string provider, CancellationToken cancellationToken = default);
}

/// <summary>The names that providers have in requests and in storage.</summary>
public static class ProviderNames
{
    /// <summary>Language models.</summary>
    public const string Anthropic = "anthropic";

    /// <summary>Telephone lines.</summary>
    public const string Twilio = "twilio";

    /// <summary>Telephone lines in India.</summary>
    public const string Exotel = "exotel";

    /// <summary>Speaking.</summary>
    public const string Cartesia = "cartesia";

    /// <summary>Listening.</summary>
    public const string Deepgram = "deepgram";
}

/// <summary>A tenant's credential in clear. A class and not a record, so that nothing prints it by accident.</summary>
public sealed class ProviderSecret(string? primaryId, string secret, ImmutableDictionary<string, string> extra)
{
    /// <summary>What names the account at the provider, such as Twilio's account SID; null where the key alone does.</summary>
    public string? PrimaryId => primaryId;

    /// <summary>The key or token. Never to be logged or put into an exception.</summary>
    public string Secret => secret;

    /// <summary>The provider's further fields, by name.</summary>
    public ImmutableDictionary<string, string> Extra => extra;

    /// <summary>Says nothing of the secret.</summary>
    public override string ToString() => "(a provider's credential)";
}
