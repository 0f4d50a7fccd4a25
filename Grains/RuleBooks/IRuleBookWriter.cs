namespace Switchboard.RuleBooks;

/// <summary>Makes a rule book from a prompt. Whatever it writes goes through <see cref="RuleBookValidator"/> before it is used.</summary>
public interface IRuleBookWriter
{
    /// <summary>Writes one.</summary>
    /// <param name="request">What to write.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The rule book, or why there is none.</returns>
    Task<RuleBookResult> WriteAsync(RuleBookRequest request, CancellationToken cancellationToken = default);
}

/// <summary>What to write a rule book from.</summary>
/// <param name="TenantId">Whose it is; its own model key may be used.</param>
/// <param name="Prompt">What the tenant wants, in natural language.</param>
/// <param name="Country">The tenant's country, for hours and language that the prompt does not name.</param>
/// <param name="Persona">The persona that was asked for; null: one that fits.</param>
public sealed record RuleBookRequest(string TenantId, string Prompt, string Country, string? Persona);

/// <summary>A rule book, or what is wrong with what was written.</summary>
/// <param name="Written">Valid when it is there.</param>
/// <param name="Errors">What the validator found, as sentences; empty when there is a rule book.</param>
public sealed record RuleBookResult(WrittenRuleBook? Written, IReadOnlyList<string> Errors)
{
    internal static RuleBookResult Failed(params IReadOnlyList<string> errors) => new(null, errors);
}
