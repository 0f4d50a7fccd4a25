using System.Collections.Frozen;
using Microsoft.Extensions.Configuration;
using Switchboard.Settings;

namespace Switchboard.Onboarding;

/// <summary>Where providers are asked: <c>Onboarding:Providers:{Name}:BaseUrl</c>, for who reaches them through something else.</summary>
/// <param name="BaseUrls">Addresses in place of the providers' own, by provider, without a slash at the end.</param>
public sealed record OnboardingOptions(FrozenDictionary<string, string> BaseUrls)
{
    /// <summary>Reads the settings.</summary>
    /// <exception cref="InvalidSettingException">An address is not an http or https URL.</exception>
    public static OnboardingOptions Read(IConfiguration configuration)
    {
        var urls = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var provider in ProviderCatalogue.All)
        {
            var key = $"Onboarding:Providers:{provider.DisplayName}:BaseUrl";
            if (configuration.Text(key) is not { } url)
                continue;
            if (!Uri.TryCreate(url, UriKind.Absolute, out var parsed) || parsed.Scheme is not ("http" or "https"))
                throw new InvalidSettingException(key, "must be an http or https URL");
            urls[provider.Name] = url.TrimEnd('/');
        }

        return new OnboardingOptions(urls.ToFrozenDictionary());
    }
}
