using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Switchboard.RuleBooks.LanguageModel;
using Switchboard.RuleBooks.Writing;

namespace Switchboard.RuleBooks;

/// <summary>Puts the writing of rule books into a node.</summary>
public static class RuleBookServices
{
    /// <summary>Registers the writers. Reads <c>RuleBooks:Anthropic</c>.</summary>
    /// <exception cref="Settings.InvalidSettingException">One of the settings cannot be used.</exception>
    public static IServiceCollection AddRuleBooks(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton(AnthropicOptions.Read(configuration))
        .AddSingleton<DeterministicWriter>()
        .AddSingleton<AnthropicWriter>()
        .AddSingleton<IRuleBookWriter, RuleBookWriter>();
}
