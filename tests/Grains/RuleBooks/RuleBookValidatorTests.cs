using System.Collections.Immutable;
using Switchboard.RuleBooks;
using Switchboard.RuleBooks.Writing;

namespace Switchboard.Tests.Grains.RuleBooks;

public sealed class RuleBookValidatorTests
{
    private const string Prompt =
        "Sell Acme CRM, up to 15% off, max discount $50, a plan costs $49 a month, 98% are happy. See acme.example.com or call +1 202 555 0100. Never mention rivals.";

    private static readonly RuleBook Good = new DeterministicWriter()
        .WriteAsync(new RuleBookRequest("tenant", Prompt, "US", null)).Result.Written!.RuleBook;

    [Fact]
    public void A_good_one_has_no_faults()
    {
        Assert.Empty(RuleBookValidator.Check(Good, Prompt));
        Assert.Empty(RuleBookValidator.CheckEdited(Good));
    }

    [Fact]
    public void What_is_missing_is_named_by_its_path()
    {
        AssertFault("opening.greeting is empty", Good with { Opening = Good.Opening with { Greeting = " " } });
        AssertFault("opening.ask is empty", Good with { Opening = Good.Opening with { Ask = null! } });
        AssertFault("opening.greeting is empty", Good with { Opening = null! });
        AssertFault("system_prompt is empty", Good with { SystemPrompt = "" });
        AssertFault("language is not a language tag", Good with { Language = "english please" });
        AssertFault("branches must have at least 3 entries, but has 2", Good with { Branches = Good.Branches[..2] });
        AssertFault("branches must have at least 3 entries, but has 0", Good with { Branches = default });
        AssertFault("branches[2].do is empty", Good with { Branches = Good.Branches.SetItem(2, Good.Branches[2] with { Do = "" }) });
        AssertFault("branches[1].if is empty", Good with { Branches = Good.Branches.SetItem(1, null!) });
        AssertFault("objection_handlers must have at least 3 entries, but has 1", Good with { ObjectionHandlers = Good.ObjectionHandlers[..1] });
        AssertFault("objection_handlers[0].response is empty", Good with { ObjectionHandlers = Good.ObjectionHandlers.SetItem(0, new ObjectionHandler("No", "")) });
        AssertFault("forbidden_phrases must have at least 1 entry, but has 0", Good with { ForbiddenPhrases = [] });
        AssertFault("forbidden_phrases[0] is empty", Good with { ForbiddenPhrases = [" "] });
        AssertFault("offers[0] is empty", Good with { Offers = [""] });
        AssertFault("goal.text is empty", Good with { Goal = null! });
        AssertFault("goal.kind must be", Good with { Goal = Good.Goal with { Kind = "sale" } });
    }

    [Fact]
    public void What_is_too_long_is_named()
    {
        AssertFault("opening.ask must not have more than 1000 characters, but has 1001", Good with { Opening = Good.Opening with { Ask = new string('a', 1001) } });
        AssertFault("system_prompt must not have more than 20000", Good with { SystemPrompt = new string('a', 20_001) });
        var many = Enumerable.Range(0, 51).Select(i => new RuleBookBranch($"If {i}", "Do")).ToImmutableArray();
        AssertFault("branches must not have more than 50 entries, but has 51", Good with { Branches = many });
    }

    [Fact]
    public void What_is_said_twice_is_named()
    {
        AssertFault("branches[1].if repeats", Good with { Branches = Good.Branches.SetItem(1, Good.Branches[0] with { If = Good.Branches[0].If.ToUpperInvariant() + "." }) });
        AssertFault("objection_handlers[2].objection repeats", Good with { ObjectionHandlers = Good.ObjectionHandlers.SetItem(2, Good.ObjectionHandlers[0]) });
    }

    [Theory]
    [InlineData("Hello, this is Kai from Acme. This call is recorded.", "does not say that an AI assistant speaks")]
    [InlineData("Hello, this is Kai, I am not an AI. This call is recorded.", "does not say that an AI assistant speaks")]
    [InlineData("Hello, I am an AI assistant from Acme.", "does not say that the call is recorded")]
    [InlineData("Hello, I am an AI assistant. This call is not recorded.", "does not say that the call is recorded")]
    [InlineData("नमस्ते, मैं मीरा बोल रही हूँ, एक एआई सहायक।", "does not say that the call is recorded")]
    public void A_greeting_must_disclose(string greeting, string fault) =>
        AssertFault($"opening.greeting {fault}", Good with { Opening = Good.Opening with { Greeting = greeting } });

    [Theory]
    [InlineData("Hello, I am an AI assistant and this call is being recorded.")]
    [InlineData("Hi! Kai here, Acme's virtual assistant. Recording this call, just so you know.")]
    [InlineData("नमस्ते, मैं एआई सहायक हूँ, कॉल रिकॉर्ड हो रही है।")]
    [InlineData("Hola, soy un asistente de IA y esta llamada está siendo grabada.")]
    public void Any_wording_of_the_disclosure_will_do(string greeting) =>
        Assert.Empty(RuleBookValidator.CheckEdited(Good with { Opening = Good.Opening with { Greeting = greeting } }));

    [Theory]
    [InlineData("We are better than our RIVALS.", true)]
    [InlineData("No rival has it.", true)]
    [InlineData("It arrivals at noon.", false)]
    [InlineData("This is your last-chance offer; this is your last chance!", true)]
    public void A_forbidden_phrase_in_a_line_is_found_whatever_its_case_or_plural(string line, bool isForbidden)
    {
        var errors = RuleBookValidator.CheckEdited(Good with { ObjectionHandlers = Good.ObjectionHandlers.SetItem(1, new ObjectionHandler("Hm?", line)) });
        Assert.Equal(isForbidden, errors.Any(error => error.StartsWith("objection_handlers[1].response says the forbidden phrase", StringComparison.Ordinal)));
    }

    [Fact]
    public void An_instruction_may_name_what_is_forbidden_but_quoted_speech_may_not()
    {
        Assert.Empty(RuleBookValidator.CheckEdited(WithDo("Do not speak about rivals.")));
        AssertFault("branches[0].do says the forbidden phrase \"rivals\"", WithDo("Say: \"Our rivals cannot do that.\""));
    }

    [Theory]
    [InlineData("Hello {{name}}, how are you?", "{{name}}")]
    [InlineData("We at [COMPANY] care.", "[COMPANY]")]
    [InlineData("Dear <first name>, hello.", "<first name>")]
    [InlineData("The price is TBD.", "TBD")]
    public void No_placeholder_is_left(string line, string placeholder) =>
        AssertFault($"branches[0].do has a placeholder: {placeholder}", WithDo(line));

    [Theory]
    [InlineData("Offer 20% off.", "branches[0].do offers 20%, and the prompt allows up to 15%")]
    [InlineData("Offer a $100 discount.", "branches[0].do offers USD 100, and the prompt allows up to USD 50")]
    [InlineData("Offer ₹10 off.", "branches[0].do offers INR 10, and the prompt allows none")]
    [InlineData("Offer a free month.", "branches[0].do offers something free, and the prompt does not")]
    [InlineData("Say that 99% are happy.", "branches[0].do names 99%, which the prompt does not")]
    [InlineData("Say that it costs $39 a month.", "branches[0].do names an amount (USD 39), which the prompt does not")]
    [InlineData("Send them to https://phish.example.org/login.", "branches[0].do names an address that the prompt does not")]
    [InlineData("Have them write to sales@other.example.com.", "branches[0].do names an address that the prompt does not")]
    [InlineData("Give them +1 202 555 0199.", "branches[0].do names a telephone number that the prompt does not")]
    public void What_the_prompt_does_not_back_is_found(string instruction, string fault)
    {
        Assert.Contains(RuleBookValidator.Check(WithDo(instruction), Prompt), error => error.StartsWith(fault, StringComparison.Ordinal));
        Assert.Empty(RuleBookValidator.CheckEdited(WithDo(instruction)));
    }

    [Theory]
    [InlineData("Offer 10% off, or up to 15 percent off.")]
    [InlineData("Offer a discount of $50.")]
    [InlineData("Say that a plan costs $49 and that 98% are happy.")]
    [InlineData("Send them to acme.example.com or give them (202) 555-0100.")]
    [InlineData("Say that they are free to ask, and wait until somebody is free.")]
    public void What_the_prompt_backs_is_fine(string instruction) => Assert.Empty(RuleBookValidator.Check(WithDo(instruction), Prompt));

    [Theory]
    [InlineData("30% off", "offers[0] offers 30%, and the prompt allows up to 15%")]
    [InlineData("a dedicated butler", "offers[0] is not an offer of the prompt")]
    public void Offers_do_not_exceed_the_prompts(string offer, string fault) =>
        Assert.Contains(fault, RuleBookValidator.Check(Good with { Offers = [offer] }, Prompt));

    [Fact]
    public void Where_the_prompt_allows_no_discount_none_is_offered() =>
        Assert.Contains("offers[0] offers 5%, and the prompt allows none", RuleBookValidator.Check(Good with { Offers = ["5% off"] }, "Sell Acme CRM. Never offer 5% off."));

    private static RuleBook WithDo(string instruction) => Good with { Branches = Good.Branches.SetItem(0, Good.Branches[0] with { Do = instruction }) };

    private static void AssertFault(string fault, RuleBook book) =>
        Assert.Contains(RuleBookValidator.CheckEdited(book), error => error.StartsWith(fault, StringComparison.Ordinal));
}
