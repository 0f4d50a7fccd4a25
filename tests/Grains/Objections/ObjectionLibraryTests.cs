using System.Text.RegularExpressions;
using Switchboard.Objections;
using Switchboard.RuleBooks;
using Switchboard.RuleBooks.Prompts;
using Switchboard.RuleBooks.Writing;
using Switchboard.Storage;
using Switchboard.Tests.Grains.Support;

namespace Switchboard.Tests.Grains.Objections;

public sealed partial class ObjectionLibraryTests
{
    [Fact]
    public void There_are_many_of_every_category_each_with_an_id_of_its_own()
    {
        Assert.True(ObjectionLibrary.All.Length >= 45);
        Assert.Equal(ObjectionLibrary.All.Length, ObjectionLibrary.All.Select(objection => objection.Id).Distinct().Count());
        Assert.Equal(ObjectionLibrary.All.Length, ObjectionLibrary.All.Select(objection => objection.English.TriggerText).Distinct().Count());
        Assert.All(ObjectionLibrary.Categories, category => Assert.True(ObjectionLibrary.All.Count(objection => objection.Category == category) >= 5));
        Assert.All(ObjectionLibrary.All, objection => Assert.StartsWith(objection.Category + "-", objection.Id, StringComparison.Ordinal));
    }

    [Fact]
    public void Each_names_goals_that_there_are_and_slots_that_are_explained() => Assert.All(ObjectionLibrary.All, objection =>
    {
        Assert.All(objection.Goals, goal => Assert.Contains(goal, CallGoals.All));
        foreach (var wording in ObjectionLibrary.Languages.Select(objection.In).OfType<ObjectionWording>())
        {
            Assert.False(string.IsNullOrWhiteSpace(wording.TriggerText));
            Assert.All(Slots().Matches(wording.RebuttalTemplate), slot => Assert.Contains(slot.Value.Trim('{', '}'), ObjectionSlots.Meanings.Keys));
            Assert.True(wording.RebuttalTemplate.Length is > 40 and < 400);
        }
    });

    [Fact]
    public void None_says_what_no_agent_may_say() => Assert.All(ObjectionLibrary.All, objection =>
    {
        Assert.DoesNotContain(EnglishWording.Words.Forbidden, phrase => ForbiddenPhrases.Says(objection.English.RebuttalTemplate, phrase));
        Assert.DoesNotContain(HindiWording.Words.Forbidden, phrase => objection.Hindi is { } hindi && ForbiddenPhrases.Says(hindi.RebuttalTemplate, phrase));
    });

    [Fact]
    public void A_goal_has_enough_of_them_in_both_languages() => Assert.All(CallGoals.All, goal => Assert.All(ObjectionLibrary.Languages, language =>
        Assert.True(ObjectionLibrary.All.Count(objection => objection.Suits(goal, trade: null) && objection.In(language) is not null) >= 8)));

    [Fact]
    public void Slots_are_filled_with_a_capital_where_a_sentence_begins()
    {
        var words = new Dictionary<string, string> { ["product"] = "our tea", ["company"] = "Acme {offer}" };
        Assert.Equal("Our tea is here. Our tea, from Acme {offer}: {unknown} {", ObjectionSlots.Fill("{product} is here. {product}, from {company}: {unknown} {", words));
    }

    [Fact]
    public async Task Each_use_is_counted_once_in_the_transaction_that_stores_the_rule_book()
    {
        await using var opened = await TestStore.OpenAsync(ObjectionUsage.Table);
        var usage = new ObjectionUsage(opened.Store);
        var (first, second) = (ObjectionLibrary.All[0].Id, ObjectionLibrary.All[1].Id);
        Assert.Empty(await usage.CountsAsync());

        await CommitAsync(opened.Store, set => ObjectionUsage.Count(set, Book(first, first, "no-such-id", null)));
        await CommitAsync(opened.Store, set => ObjectionUsage.Count(set, Book(first, second), replaced: Book(first)));

        var counts = await usage.CountsAsync();
        Assert.Equal(2, counts.Count);
        Assert.Equal((1, 1), (counts[first], counts[second]));
    }

    [Fact]
    public async Task A_write_that_does_not_happen_counts_nothing()
    {
        await using var opened = await TestStore.OpenAsync(ObjectionUsage.Table);
        var set = new WriteSet().Update(ObjectionUsage.Table, new Row { ["objection_id"] = "gone", ["uses"] = 1L }, required: true);
        ObjectionUsage.Count(set, Book(ObjectionLibrary.All[0].Id));
        Assert.IsType<CommitVerdict.Missing>(await opened.Store.CommitAsync(set));
        Assert.Empty(await new ObjectionUsage(opened.Store).CountsAsync());
    }

    private static async Task CommitAsync(IStore store, Action<WriteSet> fill)
    {
        var set = new WriteSet();
        fill(set);
        Assert.IsType<CommitVerdict.Committed>(await store.CommitAsync(set));
    }

    private static RuleBook Book(params string?[] ids) => new(
        "", "en", new RuleBookOpening("", ""), [], [.. ids.Select(id => new ObjectionHandler("", "", id))], [], new RuleBookGoal("", ""), []);

    [GeneratedRegex(@"\{[^}]*\}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Slots();
}
