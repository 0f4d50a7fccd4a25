using Microsoft.Extensions.Configuration;
using Switchboard.Settings;

namespace Switchboard.RuleBooks.LanguageModel;

/// <summary>How Anthropic's models are reached.</summary>
/// <param name="ApiKey">The server's own key; null: only tenants that bring a key have rule books written by a model.</param>
/// <param name="Model">Which model writes.</param>
/// <param name="BaseUrl">Where it is reached.</param>
/// <param name="Timeout">How long each of its answers may take, tries included; then the deterministic writer takes over.</param>
internal sealed record AnthropicOptions(string? ApiKey, string Model, Uri BaseUrl, TimeSpan Timeout)
{
    private const string Section = "RuleBooks:Anthropic";

    /// <summary>Reads the <c>RuleBooks:Anthropic</c> settings.</summary>
    /// <exception cref="InvalidSettingException">One of them cannot be used.</exception>
    public static AnthropicOptions Read(IConfiguration configuration)
    {
        var address = configuration.Text($"{Section}:BaseUrl") ?? "https://api.anthropic.com";
        if (!Uri.TryCreate(address, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
            throw new InvalidSettingException($"{Section}:BaseUrl", "must be an http or https URL");
        return new AnthropicOptions(
            configuration.Text($"{Section}:ApiKey"),
            configuration.Text($"{Section}:Model") ?? "claude-sonnet-5-5",
            url,
            TimeSpan.FromSeconds(configuration.Number($"{Section}:TimeoutSeconds", 30, 0.1, 600)));
    }

    /// <summary>Says nothing of the key.</summary>
    public override string ToString() => $"{Model} at {BaseUrl}";
}
