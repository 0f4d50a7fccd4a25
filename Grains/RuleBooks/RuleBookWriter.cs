using Switchboard.Onboarding;
using Switchboard.RuleBooks.LanguageModel;
using Switchboard.RuleBooks.Prompts;
using Switchboard.RuleBooks.Writing;

namespace Switchboard.RuleBooks;

/// <summary>
/// Writes with a language model where the tenant or the server has a key, and without one otherwise. A model that cannot be had fails nobody's request: the
/// deterministic writer takes over, and <see cref="WrittenRuleBook.Writer"/> says so.
/// </summary>
internal sealed class RuleBookWriter(
    DeterministicWriter plain, AnthropicWriter model, AnthropicOptions options, IProviderSecrets? secrets = null) : IRuleBookWriter
{
    /// <inheritdoc/>
    public async Task<RuleBookResult> WriteAsync(RuleBookRequest request, CancellationToken cancellationToken = default)
    {
        // What no writer could use is not sent anywhere.
        if (PromptText.Refuse(request.Prompt) is null
            && PromptReader.TryRead(request.Prompt, request.Country) is { WindowError: null } reading
            && await FindKeyAsync(request.TenantId, cancellationToken) is { } key
            && await model.TryWriteAsync(request, reading, key, cancellationToken) is { } result)
        {
            return result;
        }

        return await plain.WriteAsync(request, cancellationToken);
    }

    // The tenant's own key goes before the server's.
    private async ValueTask<string?> FindKeyAsync(string tenantId, CancellationToken cancellationToken)
    {
        var own = secrets is null ? null : await secrets.FindSecretAsync(tenantId, ProviderNames.Anthropic, cancellationToken);
        return own?.Secret ?? options.ApiKey;
    }
}
