using Switchboard.Campaigns;
using Switchboard.RuleBooks;
using Switchboard.RuleBooks.Writing;

namespace Switchboard.Tests.Grains.Campaigns;

/// <summary>Rule books of campaigns that are made of fields.</summary>
public sealed class CampaignBriefTests
{
    private const string Persona = "You are Maya of Acme Motors. Ask whether the test drive went well and book a visit.";

    [Fact]
    public void Settings_are_read_and_what_is_of_another_type_is_not_there()
    {
        var config = CampaignConfig.Parse("""{"persona_prompt":" Hello ","guardrails":["a",1,""],"audience_tags":["x","x","y"],"recording_disclosure":5,"other":{}}""");
        Assert.Equal(("Hello", null), (config.PersonaPrompt, config.RecordingDisclosure));
        Assert.Equal("a", string.Join(" ", config.Guardrails));
        Assert.Equal("x y", string.Join(" ", config.AudienceTags));
        Assert.Empty(CampaignConfig.Parse(null).AudienceTags);
    }

    [Fact]
    public async Task The_disclosure_is_said_and_the_guardrails_are_kept_to()
    {
        var brief = new CampaignBrief("June", Persona, "This call is recorded for quality.", ["Never promise a discount."]);
        var book = await WriteAsync(brief);
        Assert.EndsWith("This call is recorded for quality.", book.Opening.Greeting, StringComparison.Ordinal);
        Assert.Contains("Never promise a discount.", book.SystemPrompt, StringComparison.Ordinal);
        Assert.Empty(RuleBookValidator.CheckEdited(book));
    }

    [Fact]
    public async Task A_disclosure_that_breaks_the_rule_book_is_left_out()
    {
        var book = await WriteAsync(new CampaignBrief("June", Persona, "Recorded by [COMPANY].", []));
        Assert.DoesNotContain("[COMPANY]", book.Opening.Greeting, StringComparison.Ordinal);
        Assert.Empty(RuleBookValidator.CheckEdited(book));
    }

    [Theory]
    [InlineData("June", null)]
    [InlineData("1", "!!!")]
    [InlineData("{{name}}", "[COMPANY] 50% off, call 9pm-5am")]
    [InlineData("never mention AI", "never mention price, discounts, calls, AI, assistants or recording")]
    public async Task Whatever_the_fields_say_there_is_a_rule_book(string name, string? persona)
    {
        var guardrails = Enumerable.Repeat(new string('x', 999), 50).ToList();
        Assert.Empty(RuleBookValidator.CheckEdited(await WriteAsync(new CampaignBrief(name, persona, null, [.. guardrails]))));
    }

    [Fact]
    public void The_last_prompt_is_one_that_every_writer_takes() => Assert.Equal(CampaignBrief.PlainPrompt, new CampaignBrief("1", null, null, []).Prompts().Last());

    // As the editor does it.
    private static async Task<RuleBook> WriteAsync(CampaignBrief brief)
    {
        foreach (var prompt in brief.Prompts())
        {
            if ((await new DeterministicWriter().WriteAsync(new("tenant-1", prompt, "US", Persona: null))).Written is { } written)
                return brief.ApplyTo(written.RuleBook);
        }

        throw new InvalidOperationException("No prompt was taken.");
    }
}
