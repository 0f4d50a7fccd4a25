using System.Net.Http.Headers;
using System.Text;

namespace Switchboard.Onboarding;

/// <summary>The question for each provider: the cheapest request that it documents and that changes nothing.</summary>
internal static class ProbeRequests
{
    private const string AnthropicVersion = "2023-06-01";
    private const string CartesiaVersion = "2024-11-13";

    /// <summary>The request.</summary>
    /// <param name="provider">Whom to ask.</param>
    /// <param name="credential">What to ask about.</param>
    /// <param name="baseUrl">Where, in place of the provider's own address; null for that.</param>
    public static HttpRequestMessage Create(Provider provider, ProviderSecret credential, string? baseUrl) => provider.Name switch
    {
        // https://docs.anthropic.com/en/api/models-list
        ProviderNames.Anthropic => Get(baseUrl ?? "https://api.anthropic.com", "/v1/models?limit=1")
            .With("x-api-key", credential.Secret).With("anthropic-version", AnthropicVersion),

        // https://www.twilio.com/docs/iam/api/account
        ProviderNames.Twilio => Get(baseUrl ?? "https://api.twilio.com", $"/2010-04-01/Accounts/{Escape(credential.PrimaryId)}.json").WithBasic(credential),

        // https://developer.exotel.com/docs/voice-api/getting-started/authentication
        ProviderNames.Exotel => Get(
                baseUrl ?? ExotelUrl(credential), $"/v1/Accounts/{Escape(credential.Extra[ProviderCatalogue.ExotelAccount])}/Calls.json?PageSize=1")
            .WithBasic(credential),

        // https://docs.cartesia.ai/api-reference/voices/list
        ProviderNames.Cartesia => Get(baseUrl ?? "https://api.cartesia.ai", "/voices?limit=1")
            .With("X-API-Key", credential.Secret).With("Cartesia-Version", CartesiaVersion),

        // https://developers.deepgram.com/reference/manage/projects/list
        ProviderNames.Deepgram => Get(baseUrl ?? "https://api.deepgram.com", "/v1/projects").With("Authorization", $"Token {credential.Secret}"),

        _ => throw new ArgumentOutOfRangeException(nameof(provider), provider.Name, "no question is known for this provider"),
    };

    private static HttpRequestMessage Get(string baseUrl, string path) => new(HttpMethod.Get, baseUrl + path);

    private static HttpRequestMessage With(this HttpRequestMessage request, string name, string value)
    {
        request.Headers.TryAddWithoutValidation(name, value);
        return request;
    }

    private static HttpRequestMessage WithBasic(this HttpRequestMessage request, ProviderSecret credential)
    {
        var text = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{credential.PrimaryId}:{credential.Secret}"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", text);
        return request;
    }

    private static string ExotelUrl(ProviderSecret credential) =>
        credential.Extra.GetValueOrDefault(ProviderCatalogue.ExotelRegion) == ProviderCatalogue.Mumbai
            ? "https://api.in.exotel.com"
            : "https://api.exotel.com";

    private static string Escape(string? part) => Uri.EscapeDataString(part ?? "");
}
