using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Switchboard.Contacts;
using Switchboard.RuleBooks.Prompts;

namespace Switchboard.RuleBooks;

/// <summary>What every rule book must hold, whoever wrote it. Deterministic: the same rule book has the same faults.</summary>
public static class RuleBookValidator
{
    /// <summary>The longest line, UTF-16 code units.</summary>
    public const int LineMax = 1000;

    /// <summary>The longest instructions for a language model.</summary>
    public const int SystemPromptMax = 20_000;

    /// <summary>The most entries of a list.</summary>
    public const int ItemsMax = 50;

    /// <summary>The fewest branches, and the fewest answers to objections.</summary>
    public const int ItemsMin = 3;

    /// <summary>Checks a rule book that was written from a prompt: besides being whole it promises nothing that the prompt does not back.</summary>
    /// <param name="ruleBook">The rule book.</param>
    /// <param name="prompt">The prompt.</param>
    /// <returns>What is wrong, each a sentence that begins with the path of the fault (<c>branches[2].do is empty</c>); empty when nothing is.</returns>
    public static IReadOnlyList<string> Check(RuleBook ruleBook, string prompt)
    {
        var errors = new List<string>(CheckEdited(ruleBook));
        if (errors.Count == 0)
            errors.AddRange(new PromptBacking(prompt).Check(ruleBook));
        return errors;
    }

    /// <summary>
    /// Checks a rule book that a person edited: it must be whole and must not break its own prohibitions. What a person writes into it needs no backing in
    /// the prompt.
    /// </summary>
    /// <param name="ruleBook">The rule book; what it lacks may be null.</param>
    /// <returns>As <see cref="Check"/>.</returns>
    public static IReadOnlyList<string> CheckEdited(RuleBook ruleBook)
    {
        var errors = new Faults();
        errors.Text("system_prompt", ruleBook.SystemPrompt, SystemPromptMax);
        if (!LanguageTag.IsWellFormed(ruleBook.Language))
            errors.Add("language is not a language tag such as en-US");
        errors.Text("opening.greeting", ruleBook.Opening?.Greeting);
        errors.Text("opening.ask", ruleBook.Opening?.Ask);
        errors.List("branches", ruleBook.Branches, ItemsMin, (path, branch) =>
        {
            errors.Text($"{path}.if", branch?.If);
            errors.Text($"{path}.do", branch?.Do);
        });
        errors.List("objection_handlers", ruleBook.ObjectionHandlers, ItemsMin, (path, handler) =>
        {
            errors.Text($"{path}.objection", handler?.Objection);
            errors.Text($"{path}.response", handler?.Response);
        });
        errors.List("forbidden_phrases", ruleBook.ForbiddenPhrases, 1, (path, phrase) => errors.Text(path, phrase));
        errors.List("offers", ruleBook.Offers, 0, (path, offer) => errors.Text(path, offer));
        errors.Text("goal.text", ruleBook.Goal?.Text);
        if (ruleBook.Goal?.Kind is not (GoalKinds.CallToAction or GoalKinds.Information))
            errors.Add($"goal.kind must be {GoalKinds.CallToAction} or {GoalKinds.Information}");
        if (errors.All.Count > 0)
            return errors.All;

        errors.Repeats("branches", "if", ruleBook.Branches.Select(branch => branch.If));
        errors.Repeats("objection_handlers", "objection", ruleBook.ObjectionHandlers.Select(handler => handler.Objection));
        CheckDisclosure(errors, ruleBook.Opening!.Greeting);
        foreach (var (path, text) in SpokenLines.Texts(ruleBook))
        {
            if (Placeholders.Find(text) is { } placeholder)
                errors.Add($"{path} has a placeholder: {placeholder}");
        }

        foreach (var (path, line) in SpokenLines.Of(ruleBook))
        {
            if (ruleBook.ForbiddenPhrases.FirstOrDefault(phrase => ForbiddenPhrases.Says(line, phrase)) is { } said)
                errors.Add($"{path} says the forbidden phrase \"{said}\"");
        }

        return errors.All;
    }

    private static void CheckDisclosure(Faults errors, string greeting)
    {
        if (!Disclosure.SaysMachine(greeting))
            errors.Add("opening.greeting does not say that an AI assistant speaks");
        if (!Disclosure.SaysRecorded(greeting))
            errors.Add("opening.greeting does not say that the call is recorded");
    }

    /// <summary>Gathers what is wrong.</summary>
    private sealed class Faults
    {
        public List<string> All { get; } = [];

        public void Add(string sentence) => All.Add(sentence);

        public void Text(string path, string? text, int max = LineMax)
        {
            if (string.IsNullOrWhiteSpace(text))
                Add($"{path} is empty");
            else if (text.Length > max)
                Add($"{path} must not have more than {max} characters, but has {text.Length}");
        }

        public void List<T>(string path, ImmutableArray<T> items, int min, Action<string, T> check)
        {
            var count = items.IsDefault ? 0 : items.Length;
            if (count < min)
                Add($"{path} must have at least {min} {(min == 1 ? "entry" : "entries")}, but has {count}");
            if (count > ItemsMax)
                Add($"{path} must not have more than {ItemsMax} entries, but has {count}");
            for (var i = 0; i < Math.Min(count, ItemsMax); i++)
                check($"{path}[{i}]", items[i]);
        }

        public void Repeats(string path, string member, IEnumerable<string> texts)
        {
            var seen = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
            foreach (var (i, text) in texts.Index())
            {
                if (!seen.TryAdd(string.Join(' ', text.Split(' ', StringSplitOptions.RemoveEmptyEntries)).TrimEnd('.', '?', '!', '।'), i))
                    Add($"{path}[{i}].{member} repeats an earlier entry");
            }
        }
    }
}

/// <summary>The texts of a rule book with their paths.</summary>
internal static partial class SpokenLines
{
    /// <summary>What the agent says word for word: the opening, the answers, and what stands in quotes in a branch.</summary>
    public static IEnumerable<(string Path, string Line)> Of(RuleBook book) =>
    [
        ("opening.greeting", book.Opening.Greeting),
        ("opening.ask", book.Opening.Ask),
        .. book.Branches.SelectMany((branch, i) => Quotes().Matches(branch.Do).Select(quote => ($"branches[{i}].do", quote.Groups["said"].Value))),
        .. book.ObjectionHandlers.Select((handler, i) => ($"objection_handlers[{i}].response", handler.Response)),
    ];

    /// <summary>Everything that reaches a caller's ears, as words or as instructions.</summary>
    public static IEnumerable<(string Path, string Text)> Texts(RuleBook book) =>
    [
        ("opening.greeting", book.Opening.Greeting),
        ("opening.ask", book.Opening.Ask),
        .. book.Branches.Select((branch, i) => ($"branches[{i}].do", branch.Do)),
        .. book.ObjectionHandlers.Select((handler, i) => ($"objection_handlers[{i}].response", handler.Response)),
        ("goal.text", book.Goal.Text),
        .. book.Offers.Select((offer, i) => ($"offers[{i}]", offer)),
    ];

    [GeneratedRegex("""["“](?<said>[^"“”]+)["”]""", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Quotes();
}

/// <summary>Finds what a template left open.</summary>
internal static partial class Placeholders
{
    /// <summary>The first placeholder in a text, such as <c>{{name}}</c> or <c>[COMPANY]</c>; null when there is none.</summary>
    public static string? Find(string text) => Pattern().Match(text) is { Success: true } match ? match.Value : null;

    [GeneratedRegex(
        @"\{\{?[^{}\n]{1,60}\}?\}|\[[\p{L}][\p{L}\p{N} _'/-]{0,60}\]|<[\p{L}][\p{L}\p{N} _-]{0,60}>|%[A-Z_]{2,40}%|\$\{?[A-Z_]{2,40}\}?|\b(TBD|TODO|XXX+|lorem ipsum)\b|_{3,}",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pattern();
}

/// <summary>Whether a greeting says what the law wants said at the beginning of such a call.</summary>
internal static partial class Disclosure
{
    /// <summary>Whether it says that a machine speaks.</summary>
    public static bool SaysMachine(string greeting) => Machine().IsMatch(PromptText.Normalise(greeting));

    /// <summary>Whether it says that the call is recorded.</summary>
    public static bool SaysRecorded(string greeting) => Recorded().IsMatch(PromptText.Normalise(greeting));

    /// <summary>Whether a phrase is a part of the disclosure itself, so that a prompt cannot forbid it.</summary>
    public static bool Needs(string phrase) => ForbiddenPhrases.Says("I am an AI assistant and this call is recorded; मैं एक एआई सहायक हूँ यह कॉल रिकॉर्ड हो रही है", phrase);

    // In the languages in which a model may be asked to write.
    [GeneratedRegex(
        @"(?<!not an |not a )\b(AI|A\.I\.|artificial intelligence|automated|virtual assistant|robot|bot|IA|KI|inteligencia artificial|intelligence artificielle|automatisch|automático|automatique)\b|एआई|ए\.आई\.|कृत्रिम|स्वचालित|मशीन|ஏஐ|செயற்கை|ఏఐ|కృత్రిమ|এআই|કૃત્રિમ|ಎಐ|കൃത്രിമ|ਏਆਈ|اے آئی|مصنوعی|الذكاء|人工智能|機械|AI助",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Machine();

    [GeneratedRegex(
        @"(?<!not |not being |isn't |never )\brecord(ed|ing)\b|grabad|grabar|grabando|se graba|enregistr|aufgezeichnet|aufgenommen|registrat|gravad|opgenomen|रिकॉर्ड|रेकॉर्ड|பதிவு|రికార్డ|ರೆಕಾರ್ಡ|റെക്കോർഡ|রেকর্ড|રેકોર્ડ|ਰਿਕਾਰਡ|ریکارڈ|تسجيل|录音|錄音|録音|записыва",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Recorded();
}
