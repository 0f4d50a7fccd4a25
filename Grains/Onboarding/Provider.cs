using System.Collections.Immutable;

namespace Switchboard.Onboarding;

/// <summary>A provider that a tenant can bring an account of its own at.</summary>
/// <param name="Name">What it is called in requests and in storage; see <see cref="ProviderNames"/>.</param>
/// <param name="DisplayName">What people call it; also its name in settings.</param>
/// <param name="Category">What it does; see <see cref="ProviderCategories"/>.</param>
/// <param name="DocsUrl">Where its keys are explained.</param>
/// <param name="Fields">What it wants to know.</param>
public sealed record Provider(string Name, string DisplayName, string Category, string DocsUrl, ImmutableArray<ProviderField> Fields)
{
    /// <summary>What is wrong with a credential of this provider: fields and rules, as the end of the sentence that begins with the field.</summary>
    public IEnumerable<(string Field, string Rule)> Faults(ProviderSecret credential) => Fields
        .Select(field => (field.Name, Rule: field.RuleBrokenBy(field.Read(credential))))
        .Where(fault => fault.Rule is not null)!;

    /// <summary>The credential with the fields that this provider has, and no others.</summary>
    public ProviderSecret Trim(ProviderSecret credential) => new(
        Fields.Any(field => field.Name == ProviderField.PrimaryId) ? credential.PrimaryId : null,
        credential.Secret,
        credential.Extra.Where(extra => Fields.Any(field => field.Name == ProviderField.ExtraPrefix + extra.Key)).ToImmutableDictionary());
}

/// <summary>What providers are for.</summary>
public static class ProviderCategories
{
    /// <summary>Language models: rule books and what agents say.</summary>
    public const string Llm = "llm";

    /// <summary>Telephone lines.</summary>
    public const string Telephony = "telephony";

    /// <summary>Text to speech.</summary>
    public const string Tts = "tts";

    /// <summary>Speech to text.</summary>
    public const string Stt = "stt";
}
