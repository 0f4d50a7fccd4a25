using System.Collections.Immutable;
using Switchboard.RuleBooks;
using Switchboard.RuleBooks.Prompts;

namespace Switchboard.Campaigns;

/// <summary>
/// What a campaign that is made of fields instead of a prompt is about. Its rule book is written from the prompt that the fields come to, so that it holds what
/// every rule book holds, and then says what the fields say word for word.
/// </summary>
/// <param name="Name">What people call the campaign.</param>
/// <param name="PersonaPrompt">Who speaks and what for; null for nothing.</param>
/// <param name="RecordingDisclosure">What is said about the recording; null for the usual words.</param>
/// <param name="Guardrails">What the agent must keep to.</param>
internal sealed record CampaignBrief(string Name, string? PersonaPrompt, string? RecordingDisclosure, ImmutableArray<string> Guardrails)
{
    /// <summary>From which every writer writes a rule book: what is left when the fields say nothing that could be used.</summary>
    public const string PlainPrompt = "Call our customers to inform them.";

    /// <summary>The brief of a name and of settings.</summary>
    public static CampaignBrief Of(string name, CampaignConfig config) => new(name, config.PersonaPrompt, config.RecordingDisclosure, config.Guardrails);

    /// <summary>Prompts to write the rule book from, the fullest first; one that the writer refuses gives way to the next.</summary>
    public IEnumerable<string> Prompts()
    {
        if (PersonaPrompt is not null)
        {
            yield return Cut(string.Join('\n', [PersonaPrompt, .. Guardrails]));
            yield return Cut(PersonaPrompt);
        }

        yield return Cut($"Call our customers about {Name}.");
        yield return PlainPrompt;
    }

    /// <summary>The rule book with the fields' own words; those that would break it are left out.</summary>
    public RuleBook ApplyTo(RuleBook ruleBook)
    {
        var instructed = ruleBook with { SystemPrompt = Instructions(ruleBook.SystemPrompt) };
        if (RecordingDisclosure is not { } disclosure) return instructed;
        var disclosing = instructed with { Opening = instructed.Opening with { Greeting = $"{instructed.Opening.Greeting} {disclosure}" } };
        return RuleBookValidator.CheckEdited(disclosing).Count == 0 ? disclosing : instructed;
    }

    /// <summary>Whether the other asks for the same rule book.</summary>
    public bool SaysTheSame(CampaignBrief other) =>
        Name == other.Name && PersonaPrompt == other.PersonaPrompt && RecordingDisclosure == other.RecordingDisclosure && Guardrails.SequenceEqual(other.Guardrails);

    // The persona's prompt is in what was written already, as the brief that nothing overrides.
    private string Instructions(string written)
    {
        var all = Guardrails.IsEmpty ? written : $"{written}\n# Keep to these\n{string.Join('\n', Guardrails.Select(rule => $"- {rule}"))}\n";
        return all.Length <= RuleBookValidator.SystemPromptMax ? all : written;
    }

    private static string Cut(string text) => text.Length <= PromptText.LengthMax ? text : Files.TableReader.Shorten(text, PromptText.LengthMax);
}
