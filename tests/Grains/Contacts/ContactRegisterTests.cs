using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans;
using Switchboard.Contacts;
using Switchboard.Events;
using Switchboard.Storage;
using Switchboard.Tests.Grains.Support;

namespace Switchboard.Tests.Grains.Contacts;

public sealed class ContactRegisterTests : IAsyncLifetime
{
    private const string Tenant = "tenant-1";
    private const string Phone = "+919812345678";

    private TestStore _store = null!;
    private ContactRegister _contacts = null!;

    public async Task InitializeAsync()
    {
        _store = await TestStore.OpenAsync([.. ContactTables.All, EventTables.Events]);
        var publisher = new EventPublisher(DispatchProxy.Create<IClusterClient, NoCluster>(), NullLogger<EventPublisher>.Instance);
        _contacts = new ContactRegister(_store.Store, publisher, TimeProvider.System);
    }

    public async Task DisposeAsync() => await _store.DisposeAsync();

    [Fact]
    public async Task The_first_upsert_of_a_number_creates_the_contact_and_tells_of_it()
    {
        var contact = await _contacts.UpsertAsync(Tenant, Phone, new ContactChanges
        {
            Name = "Riya Sharma",
            Email = "riya@example.com",
            LanguagePref = "hi-IN",
            Metadata = """{"lead_source":"google_ads"}""",
            Consent = ConsentCapture.WebsiteForm,
            Tags = (ImmutableArray<string>)["vip"],
        });

        AssertSame(contact, await _contacts.FindAsync(Tenant, contact.Id));
        var told = Assert.Single(await EventsOfAsync(contact.Id));
        Assert.Equal(EventTypes.ContactCreated, told.Type);
        AssertSame(contact, ContactJson.Read(told.Data));
        Assert.Null(await _contacts.FindAsync("tenant-2", contact.Id));
    }

    [Fact]
    public async Task A_contact_that_is_deleted_is_gone_from_lists_and_totals_and_its_number_may_come_again()
    {
        for (int i = 0; i < 6; i++)
            await _contacts.UpsertAsync(Tenant, $"+9198123456{i:D2}", new ContactChanges { Consent = i % 2 == 0 ? ConsentCapture.Manual : null, Email = "Riya@Example.com" });

        Assert.Equal("+919812345602", (await _contacts.DeleteAsync(Tenant, "+919812345602"))!.Phone);
        Assert.Equal("+919812345605", (await _contacts.DeleteAsync(Tenant, "+919812345605"))!.Phone);
        Assert.Null(await _contacts.DeleteAsync(Tenant, "+919812345602"));
        Assert.Null(await _contacts.DeleteAsync("tenant-2", "+919812345601"));

        var all = await _contacts.PageAsync(Tenant, consent: null, limit: 2, offset: 1);
        Assert.Equal(4, all.Total);
        Assert.Equal(["+919812345603", "+919812345601"], all.Rows.Select(contact => contact.Phone));
        var manual = await _contacts.PageAsync(Tenant, ConsentCapture.Manual, limit: 10, offset: 0);
        Assert.Equal(2, manual.Total);
        Assert.Equal(["+919812345604", "+919812345600"], manual.Rows.Select(contact => contact.Phone));
        Assert.Equal(4, (await _contacts.FindByEmailAsync(Tenant, "rIYA@example.com")).Count);

        await _contacts.UpsertAsync(Tenant, "+919812345602", new ContactChanges());
        Assert.Equal("+919812345602", (await _contacts.PageAsync(Tenant, consent: null, limit: 1, offset: 0)).Rows[0].Phone);
        Assert.Equal(5, (await _contacts.PageAsync(Tenant, consent: null, limit: 1, offset: 0)).Total);
    }

    [Fact]
    public async Task A_further_one_replaces_the_fields_it_gives_and_tells_nothing()
    {
        var first = await _contacts.UpsertAsync(Tenant, Phone, new ContactChanges
        {
            Name = "Riya",
            Email = "riya@example.com",
            Metadata = """{"a":1,"b":2}""",
        });
        var second = await _contacts.UpsertAsync(Tenant, Phone, new ContactChanges
        {
            Name = "Riya Sharma",
            Email = (string?)null,
            Metadata = """{"c":3}""",
        });

        Assert.Equal(first.Id, second.Id);
        Assert.Equal("Riya Sharma", second.Name);
        Assert.Null(second.Email);
        Assert.Equal("""{"c":3}""", second.Metadata);
        Assert.Equal(first.CreatedAt, second.CreatedAt);
        Assert.True(second.UpdatedAt >= first.UpdatedAt);
        Assert.Single(await EventsOfAsync(first.Id));
    }

    [Fact]
    public async Task Whoever_upserts_a_number_at_once_gets_the_same_contact_and_no_change_is_lost()
    {
        var names = Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Upsert(new ContactChanges { Name = "Riya" })));
        var languages = Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Upsert(new ContactChanges { LanguagePref = "hi-IN" })));
        var consents = Task.WhenAll(Enumerable.Range(0, 20).Select(i => Upsert(new ContactChanges { Consent = (ConsentCapture)(i % 4) })));

        var contacts = (await names).Concat(await languages).Concat(await consents).ToList();

        var id = Assert.Single(contacts.Select(contact => contact.Id).Distinct());
        var stored = (await _contacts.FindAsync(Tenant, id))!;
        Assert.Equal("Riya", stored.Name);
        Assert.Equal("hi-IN", stored.LanguagePref);
        Assert.Single(await EventsOfAsync(id));
        var totals = await Task.WhenAll(Enum.GetValues<ConsentCapture>().Select(consent => TotalAsync(consent)));
        Assert.Equal(1, totals.Sum());
        Assert.Equal(1, await TotalAsync(stored.Consent));

        Task<Contact> Upsert(ContactChanges changes) => Task.Run(() => _contacts.UpsertAsync(Tenant, Phone, changes));
    }

    [Fact]
    public async Task Pages_are_newest_first_with_the_true_total_of_their_filter()
    {
        // More than two blocks of the counters, every third one with a consent.
        const int count = 2500;
        for (var i = 0; i < count; i++)
            await _contacts.UpsertAsync(Tenant, PhoneOf(i), i % 3 == 0 ? new ContactChanges { Consent = ConsentCapture.Manual } : new ContactChanges());
        await _contacts.UpsertAsync("tenant-2", Phone, new ContactChanges());

        var newestFirst = Enumerable.Range(0, count).Reverse().ToList();
        foreach (var offset in new[] { 0, 1, 1023, 1024, 2499, 2500, 1_000_000 })
            await AssertPageAsync(consent: null, newestFirst, offset);
        foreach (var offset in new[] { 0, 5, 400, 833, 834 })
            await AssertPageAsync(ConsentCapture.Manual, [.. newestFirst.Where(i => i % 3 == 0)], offset);
        await AssertPageAsync(ConsentCapture.Imported, [], offset: 0);
    }

    [Fact]
    public async Task A_contact_whose_consent_changes_moves_to_the_other_list()
    {
        await _contacts.UpsertAsync(Tenant, Phone, new ContactChanges());
        await _contacts.UpsertAsync(Tenant, Phone, new ContactChanges { Consent = ConsentCapture.PreCall });
        Assert.Equal(1, await TotalAsync(ConsentCapture.PreCall));

        await _contacts.UpsertAsync(Tenant, Phone, new ContactChanges { Consent = ConsentCapture.Imported });
        Assert.Equal(0, await TotalAsync(ConsentCapture.PreCall));
        Assert.Equal(1, await TotalAsync(ConsentCapture.Imported));

        await _contacts.UpsertAsync(Tenant, Phone, new ContactChanges { Consent = (ConsentCapture?)null });
        Assert.Equal(0, await TotalAsync(ConsentCapture.Imported));
        Assert.Equal(1, await TotalAsync(consent: null));
    }

    [Fact]
    public async Task Contacts_are_walked_by_the_tags_that_they_all_have()
    {
        for (int i = 0; i < 60; i++)
        {
            var tags = new List<string>();
            if (i % 2 == 0)
                tags.Add("even");
            if (i % 3 == 0)
                tags.Add("three");
            await _contacts.UpsertAsync(Tenant, PhoneOf(i), new ContactChanges { Tags = tags.ToImmutableArray() });
        }

        await _contacts.UpsertAsync("tenant-2", Phone, new ContactChanges { Tags = (ImmutableArray<string>)["even"] });

        Assert.Equal(Enumerable.Range(0, 60).Select(PhoneOf), await WalkAsync());
        Assert.Equal(Enumerable.Range(0, 60).Where(i => i % 2 == 0).Select(PhoneOf), await WalkAsync("even"));
        Assert.Equal(Enumerable.Range(0, 60).Where(i => i % 6 == 0).Select(PhoneOf), await WalkAsync("even", "three", "even"));
        Assert.Empty(await WalkAsync("even", "nobody"));
        Assert.Equal(30, await _contacts.CountAsync(Tenant, ["even"]));
        Assert.Equal(10, await _contacts.CountAsync(Tenant, ["even", "three"]));
        Assert.Equal(60, await _contacts.CountAsync(Tenant, []));
        Assert.Equal(0, await _contacts.CountAsync(Tenant, ["even", "nobody"]));
    }

    [Fact]
    public async Task A_contact_is_found_by_the_tags_that_it_has_now()
    {
        var contact = await _contacts.UpsertAsync(Tenant, Phone, new ContactChanges { Tags = (ImmutableArray<string>)["a", "b"] });
        await _contacts.UpsertAsync(Tenant, Phone, new ContactChanges { Name = "Riya" });
        Assert.Equal([Phone], await WalkAsync("a", "b"));

        var changed = (await _contacts.ChangeAsync(Tenant, contact.Id, new ContactChanges { Tags = (ImmutableArray<string>)["b", "c"] }))!.Contact!;
        Assert.Equal(["b", "c"], changed.Tags.AsEnumerable());
        Assert.Empty(await WalkAsync("a"));
        Assert.Equal([Phone], await WalkAsync("b", "c"));
        Assert.Equal(0, await _contacts.CountAsync(Tenant, ["a"]));

        await _contacts.DeleteAsync(Tenant, Phone);
        Assert.Empty(await WalkAsync("b"));
        Assert.Empty(await _store.Store.QueryAsync(new SqlQuery("SELECT tag FROM contact_tags"), row => row.Text("tag")));
        Assert.DoesNotContain("b", await _store.Store.QueryAsync(new SqlQuery("SELECT tag FROM contact_tag_counts"), row => row.Text("tag")));
    }

    [Fact]
    public async Task Merges_at_the_same_moment_all_count()
    {
        var contact = await _contacts.UpsertAsync(Tenant, Phone, new ContactChanges());

        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() => _contacts.ChangeAsync(
            Tenant, contact.Id, new ContactChanges { MergedMetadata = $$"""{"k{{i}}":{{i}}}""", AddedTags = [$"t{i}"] }))));

        var stored = (await _contacts.FindAsync(Tenant, contact.Id))!;
        Assert.Equal(20, JsonElement.Parse(stored.Metadata!).EnumerateObject().Count());
        Assert.Equal(20, stored.Tags.Length);
        Assert.Equal([Phone], await WalkAsync([.. stored.Tags]));
    }

    [Fact]
    public async Task What_does_not_fit_when_it_is_merged_changes_nothing()
    {
        string half = new('x', 9000);
        var contact = await _contacts.UpsertAsync(Tenant, Phone, new ContactChanges { Metadata = $$"""{"a":"{{half}}"}""", Tags = Enumerable.Range(0, 40).Select(i => $"t{i}").ToImmutableArray() });

        var larger = await _contacts.ChangeAsync(Tenant, contact.Id, new ContactChanges { Name = "Riya", MergedMetadata = $$"""{"b":"{{half}}"}""" });
        var more = await _contacts.ChangeAsync(Tenant, contact.Id, new ContactChanges { Name = "Riya", AddedTags = [.. Enumerable.Range(40, 11).Select(i => $"t{i}")] });

        Assert.Equal("metadata", larger!.Fault!.Field);
        Assert.Equal("tags", more!.Fault!.Field);
        Assert.Null((await _contacts.FindAsync(Tenant, contact.Id))!.Name);
        Assert.Null(await _contacts.ChangeAsync("tenant-2", contact.Id, new ContactChanges { Name = "Riya" }));
    }

    [Theory]
    [InlineData("riya", new[] { 0, 1 })]
    [InlineData("SHARMA", new[] { 0 })]
    [InlineData("एजेंसी", new[] { 2 })]
    [InlineData("İstanbul", new[] { 3 })]
    [InlineData("+91 98", new[] { 0, 1 })]
    [InlineData("(202) 555-", new[] { 2, 3 })]
    [InlineData("@example.com", new[] { 0, 2 })]
    [InlineData("nobody", new int[0])]
    [InlineData("%", new int[0])]
    public async Task Contacts_are_searched_by_name_number_and_address(string search, int[] expected)
    {
        string[] phones = ["+919812345678", "+919898989898", "+12025550100", "+12025550101"];
        await _contacts.UpsertAsync(Tenant, phones[0], new ContactChanges { Name = "Riya Sharma", Email = "Riya@Example.com", Tags = (ImmutableArray<string>)["a", "b"] });
        await _contacts.UpsertAsync(Tenant, phones[1], new ContactChanges { Name = "riya", Tags = (ImmutableArray<string>)["a"] });
        await _contacts.UpsertAsync(Tenant, phones[2], new ContactChanges { Name = "एजेंसी", Email = "agency@example.com", Tags = (ImmutableArray<string>)["b"] });
        await _contacts.UpsertAsync(Tenant, phones[3], new ContactChanges { Name = "İstanbul Ltd" });
        await _contacts.UpsertAsync("tenant-2", phones[0], new ContactChanges { Name = "Riya Sharma", Email = "agency@example.com" });

        var found = await _contacts.SearchAsync(Tenant, search, [], limit: 10, offset: 0);
        Assert.Equal(expected.Reverse().Select(i => phones[i]), found.Rows.Select(contact => contact.Phone));
        Assert.Equal(expected.Length, found.Total);
        var tagged = await _contacts.SearchAsync(Tenant, search, ["a"], limit: 10, offset: 0);
        Assert.Equal(expected.Intersect([0, 1]).Reverse().Select(i => phones[i]), tagged.Rows.Select(contact => contact.Phone));
    }

    [Fact]
    public async Task Pages_of_a_filter_are_newest_first_with_the_true_total()
    {
        for (int i = 0; i < 30; i++)
            await _contacts.UpsertAsync(Tenant, PhoneOf(i), new ContactChanges { Name = $"Riya {i}", Tags = i % 2 == 0 ? (ImmutableArray<string>)["even"] : [] });

        foreach (var (search, tags) in new (string?, string[])[] { ("riya", []), (null, []), (null, ["even"]), ("riya", ["even"]) })
        {
            int[] expected = [.. Enumerable.Range(0, 30).Where(i => tags.Length == 0 || i % 2 == 0).Reverse()];
            foreach (int offset in new[] { 0, 4, 14, 15, 100 })
            {
                var page = await _contacts.SearchAsync(Tenant, search, tags, limit: 5, offset);
                Assert.Equal(expected.Length, page.Total);
                Assert.Equal(expected.Skip(offset).Take(5).Select(PhoneOf), page.Rows.Select(contact => contact.Phone));
            }
        }
    }

    [Fact]
    public async Task Many_at_once_create_and_merge_in_their_order_and_one_that_does_not_fit_fails_alone()
    {
        await _contacts.UpsertAsync(Tenant, PhoneOf(0), new ContactChanges { Name = "Old", Metadata = """{"a":1}""", Tags = (ImmutableArray<string>)["old"] });
        ContactUpsert[] upserts =
        [
            new(PhoneOf(0), new ContactChanges { MergedMetadata = """{"b":2}""", AddedTags = ["new"] }),
            new(PhoneOf(1), new ContactChanges { Name = "One", AddedTags = ["new"] }),
            new(PhoneOf(2), new ContactChanges { AddedTags = [.. Enumerable.Range(0, 51).Select(i => $"t{i}")] }),
            new(PhoneOf(1), new ContactChanges { Name = "Uno", MergedMetadata = """{"c":3}""" }),
        ];

        var outcomes = await _contacts.UpsertManyAsync(Tenant, upserts);

        Assert.Equal([false, true, false, false], outcomes.Select(outcome => outcome.IsNew));
        Assert.Equal([null, null, "tags", null], outcomes.Select(outcome => outcome.Fault?.Field));
        var old = (await _contacts.FindByPhoneAsync(Tenant, PhoneOf(0)))!;
        Assert.Equal(("Old", """{"a":1,"b":2}"""), (old.Name, old.Metadata));
        Assert.Equal([PhoneOf(0), PhoneOf(1)], await WalkAsync("new"));
        var one = (await _contacts.FindByPhoneAsync(Tenant, PhoneOf(1)))!;
        Assert.Equal(("Uno", """{"c":3}"""), (one.Name, one.Metadata));
        Assert.Null(await _contacts.FindByPhoneAsync(Tenant, PhoneOf(2)));

        var again = await _contacts.UpsertManyAsync(Tenant, upserts);
        Assert.DoesNotContain(again, outcome => outcome.IsNew);
        Assert.Single(await EventsOfAsync(one.Id));
        Assert.Equal(2, (await _contacts.PageAsync(Tenant, consent: null, limit: 10, offset: 0)).Total);
    }

    [Fact]
    public async Task Many_at_once_by_several_make_one_contact_of_each_number()
    {
        var upserts = Enumerable.Range(0, 600).Select(i => new ContactUpsert(PhoneOf(i), new ContactChanges { AddedTags = ["t"] })).ToList();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => _contacts.UpsertManyAsync(Tenant, upserts))));

        Assert.Equal(600, outcomes.Sum(each => each.Count(outcome => outcome.IsNew)));
        var page = await _contacts.PageAsync(Tenant, consent: null, limit: 100, offset: 0);
        Assert.Equal(600, page.Total);
        Assert.Equal(600, await _contacts.CountAsync(Tenant, ["t"]));
        Assert.Equal(Enumerable.Range(0, 600).Select(PhoneOf), (await WalkAsync("t")).Order(StringComparer.Ordinal));
    }

    private async Task<List<string>> WalkAsync(params string[] tags)
    {
        var phones = new List<string>();
        for (string? after = null; ;)
        {
            var part = await _contacts.AfterAsync(Tenant, tags, after, limit: 7);
            phones.AddRange(part.Select(contact => contact.Phone));
            if (part.Count < 7)
                return phones;
            after = part[^1].Id;
        }
    }

    private static string PhoneOf(int i) => $"+1202{i:D7}";

    // Records compare arrays by reference.
    private static void AssertSame(Contact expected, Contact? actual)
    {
        Assert.NotNull(actual);
        Assert.Equal(expected.Tags.AsEnumerable(), actual.Tags);
        Assert.Equal(expected, actual with { Tags = expected.Tags });
    }

    private async Task AssertPageAsync(ConsentCapture? consent, List<int> expected, int offset)
    {
        var page = await _contacts.PageAsync(Tenant, consent, limit: 10, offset);

        Assert.Equal(expected.Count, page.Total);
        Assert.Equal(expected.Skip(offset).Take(10).Select(PhoneOf), page.Rows.Select(contact => contact.Phone));
    }

    private async Task<long> TotalAsync(ConsentCapture? consent) => (await _contacts.PageAsync(Tenant, consent, limit: 1, offset: 0)).Total;

    private async Task<IReadOnlyList<EngineEvent>> EventsOfAsync(string id) =>
        await new EventLog(_store.Store).TimelineAsync(Tenant, id, afterSequence: 0, limit: 10);

    /// <summary>Streams that are down: what is committed does not depend on them.</summary>
    public class NoCluster : DispatchProxy
    {
        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => throw new InvalidOperationException("No cluster here.");
    }
}
