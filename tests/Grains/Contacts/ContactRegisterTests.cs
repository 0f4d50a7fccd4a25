using System.Collections.Immutable;
using System.Reflection;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans;
using Switchboard.Contacts;
using Switchboard.Events;
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
        _store = await TestStore.OpenAsync(ContactTables.Contacts, ContactTables.Counts.Table, EventTables.Events);
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
