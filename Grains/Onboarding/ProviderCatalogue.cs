using System.Collections.Immutable;

namespace Switchboard.Onboarding;

/// <summary>The providers that tenants can bring.</summary>
public static class ProviderCatalogue
{
    /// <summary>Where Exotel has its machines; decides which address is asked.</summary>
    public const string ExotelRegion = "region";

    /// <summary>Exotel's account.</summary>
    public const string ExotelAccount = "account_sid";

    internal const string Mumbai = "mumbai";
    internal const string Singapore = "singapore";

    // What goes into headers and addresses: printable, and without blanks.
    private const string SecretPattern = "[\\x21-\\x7E]{1,512}";
    private const string AccountPattern = "[A-Za-z0-9_.-]{1,128}";

    /// <summary>All of them.</summary>
    public static ImmutableArray<Provider> All { get; } =
    [
        new(ProviderNames.Anthropic, "Anthropic", ProviderCategories.Llm, "https://docs.anthropic.com/en/api/getting-started",
        [
            Secret("API key", "Begins with sk-ant-; made in the Anthropic Console under API keys. Writes rule books."),
        ]),
        new(ProviderNames.Twilio, "Twilio", ProviderCategories.Telephony, "https://www.twilio.com/docs/iam/api/account",
        [
            Primary("Account SID", "AC[0-9A-Za-z]{1,62}", "Begins with AC; on the first page of the Twilio Console."),
            Secret("Auth token", "Beside the account SID."),
        ]),
        new(ProviderNames.Exotel, "Exotel", ProviderCategories.Telephony, "https://developer.exotel.com/docs/getting-started/api-credentials",
        [
            Primary("API key", AccountPattern, "On the Exotel dashboard under API settings."),
            Secret("API token", "Beside the API key."),
            new($"{ProviderField.ExtraPrefix}{ExotelAccount}", "Account SID", IsRequired: true, AccountPattern, "The name of the account, on the same page.", []),
            new($"{ProviderField.ExtraPrefix}{ExotelRegion}", "Region", IsRequired: false, Pattern: null,
                $"Where the account is; {Singapore} unless it says otherwise.", [Singapore, Mumbai]),
        ]),
        new(ProviderNames.Cartesia, "Cartesia", ProviderCategories.Tts, "https://docs.cartesia.ai/use-the-api/api-conventions",
        [
            Secret("API key", "Begins with sk_car_; made in Cartesia's playground under Keys. Speaks."),
        ]),
        new(ProviderNames.Deepgram, "Deepgram", ProviderCategories.Stt, "https://developers.deepgram.com/docs/create-additional-api-keys",
        [
            Secret("API key", "Made in the Deepgram Console under API keys. Listens."),
        ]),
    ];

    /// <summary>The names of all further fields that any provider has.</summary>
    public static ImmutableArray<string> ExtraNames { get; } =
    [
        .. All.SelectMany(provider => provider.Fields)
            .Where(field => field.Name.StartsWith(ProviderField.ExtraPrefix, StringComparison.Ordinal))
            .Select(field => field.Name[ProviderField.ExtraPrefix.Length..])
            .Distinct(StringComparer.Ordinal),
    ];

    /// <summary>The provider of a name; null when there is none.</summary>
    public static Provider? Find(string name) => All.FirstOrDefault(provider => provider.Name == name);

    private static ProviderField Primary(string label, string pattern, string help) =>
        new(ProviderField.PrimaryId, label, IsRequired: true, pattern, help, []);

    private static ProviderField Secret(string label, string help) =>
        new(ProviderField.SecretName, label, IsRequired: true, SecretPattern, help, []);
}
