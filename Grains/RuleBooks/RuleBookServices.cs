using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Switchboard.RuleBooks.Writing;

namespace Switchboard.RuleBooks;

/// <summary>Puts the writing of rule books into a node.</summary>
public static class RuleBookServices
{
    /// <summary>Registers the writer.</summary>
    public static IServiceCollection AddRuleBooks(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton<IRuleBookWriter, DeterministicWriter>();
}
