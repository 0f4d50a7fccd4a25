using Switchboard.RuleBooks.Prompts;

namespace Switchboard.RuleBooks.Writing;

/// <summary>
/// Writes rule books without any language model: reads the prompt for what it knows (goal, names, language, hours, offers, tone, prohibitions) and puts
/// together sentences that are written for it. The same request gives the same rule book.
/// </summary>
public sealed class DeterministicWriter : IRuleBookWriter
{
    /// <summary>What <see cref="WrittenRuleBook.Writer"/> says of it.</summary>
    public const string Name = "deterministic";

    /// <inheritdoc/>
    public Task<RuleBookResult> WriteAsync(RuleBookRequest request, CancellationToken cancellationToken = default) => Task.FromResult(Write(request));

    private static RuleBookResult Write(RuleBookRequest request)
    {
        if (PromptText.Refuse(request.Prompt) is { } refusal)
            return RuleBookResult.Failed(refusal);
        return PromptReader.TryRead(request.Prompt, request.Country) is { } reading ? Write(request, reading) : RuleBookResult.Failed(PromptReader.Unreadable);
    }

    private static RuleBookResult Write(RuleBookRequest request, PromptReading reading)
    {
        if (reading.WindowError is { } error)
            return RuleBookResult.Failed(error);
        var written = RuleBookComposer.Compose(reading, request.Country, request.Persona);
        var errors = RuleBookValidator.Check(written.RuleBook, request.Prompt);
        return errors.Count == 0 ? new RuleBookResult(written, []) : new RuleBookResult(null, errors);
    }
}
