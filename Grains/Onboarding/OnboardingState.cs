using System.Collections.Immutable;

namespace Switchboard.Onboarding;

/// <summary>Whose providers a tenant works with.</summary>
public static class OnboardingModes
{
    /// <summary>The server's own: the tenant's keys are kept and not used.</summary>
    public const string Bundled = "bundled";

    /// <summary>The tenant's.</summary>
    public const string Byok = "byok";
}

/// <summary>How far a tenant is.</summary>
/// <param name="Mode">A mode of <see cref="OnboardingModes"/>; <c>bundled</c> until another is chosen.</param>
/// <param name="CompletedAt">When somebody said that it was done; null when nobody has, or a credential was removed since.</param>
/// <param name="Credentials">What is stored, in the catalogue's order.</param>
public sealed record OnboardingState(string Mode, DateTimeOffset? CompletedAt, ImmutableArray<Credential> Credentials)
{
    // Of the two that provide lines one is enough; the first is named to who has neither.
    private static readonly ImmutableArray<(string Category, string Help, ImmutableArray<string> Providers)> Needs =
    [
        (ProviderCategories.Llm, "Save a key of Anthropic.", [ProviderNames.Anthropic]),
        (ProviderCategories.Telephony, "Save the account of Twilio or of Exotel.", [ProviderNames.Twilio, ProviderNames.Exotel]),
        (ProviderCategories.Tts, "Save a key of Cartesia.", [ProviderNames.Cartesia]),
        (ProviderCategories.Stt, "Save a key of Deepgram.", [ProviderNames.Deepgram]),
    ];

    /// <summary>What there is to do, and what of it is done. With the server's providers nothing is left to do.</summary>
    public ImmutableArray<OnboardingItem> Checklist => [.. Needs.Select(ItemOf)];

    /// <summary>The fields that are still to be given: a provider's name, a dot and the field.</summary>
    public ImmutableArray<string> Missing => [.. Checklist.SelectMany(item => item.Missing)];

    /// <summary>Whether everything on the list is done.</summary>
    public bool IsReady => Missing.IsEmpty;

    /// <summary>Whether somebody said so, and it still is.</summary>
    public bool IsComplete => CompletedAt is not null && IsReady;

    /// <summary>The credential of a provider; null when none is stored.</summary>
    public Credential? Find(string provider) => Credentials.FirstOrDefault(credential => credential.Provider == provider);

    /// <summary>Whether the tenant's credential for the provider is what the engine works with.</summary>
    public bool IsActive(string provider) => Mode == OnboardingModes.Byok && IsUsable(Find(provider));

    private OnboardingItem ItemOf((string Category, string Help, ImmutableArray<string> Providers) need)
    {
        if (Mode == OnboardingModes.Bundled)
            return new OnboardingItem(need.Category, IsDone: true, [], "Comes with the server.");
        if (need.Providers.Any(provider => IsUsable(Find(provider))))
            return new OnboardingItem(need.Category, IsDone: true, [], "Your own.");
        if (need.Providers.Select(Find).FirstOrDefault(found => found is not null) is { } refused)
            return new OnboardingItem(need.Category, IsDone: false, [$"{refused.Provider}.{ProviderField.SecretName}"], "The provider refused the key; save another.");
        var fields = ProviderCatalogue.Find(need.Providers[0])!.Fields.Where(field => field.IsRequired);
        return new OnboardingItem(need.Category, IsDone: false, [.. fields.Select(field => $"{need.Providers[0]}.{field.Name}")], need.Help);
    }

    // What could not be checked is given the benefit of the doubt: a server without a way out must be usable.
    private static bool IsUsable(Credential? credential) => credential is { Validation: not CredentialValidation.Refused };
}

/// <summary>Something to do.</summary>
/// <param name="Name">The category of providers that it is about.</param>
/// <param name="IsDone">Whether it is done.</param>
/// <param name="Missing">The fields that are still to be given.</param>
/// <param name="Help">What to do, or that it is done.</param>
public sealed record OnboardingItem(string Name, bool IsDone, ImmutableArray<string> Missing, string Help);
