namespace Switchboard.RuleBooks;

/// <summary>What every rule book must hold, whoever wrote it.</summary>
public static class RuleBookValidator
{
    /// <summary>What is wrong with it, as sentences; empty when nothing is.</summary>
    public static IReadOnlyList<string> Check(RuleBook ruleBook)
    {
        var errors = new List<string>();
        if (string.IsNullOrWhiteSpace(ruleBook.Opening.Greeting)) errors.Add("opening.greeting is empty");
        if (string.IsNullOrWhiteSpace(ruleBook.Goal.Text)) errors.Add("goal.text is empty");
        return errors;
    }
}
