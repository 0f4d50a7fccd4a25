using Switchboard.Tests.Doors.Support;

namespace Switchboard.Tests.Doors.Cualify;

/// <summary><c>/contacts</c> as a customer's program sees it.</summary>
public sealed class ContactTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private const string Phone = "+919812345678";

    private static readonly string[] Fields =
        ["id", "phone_e164", "name", "email", "language_pref", "metadata", "consent_capture", "created_at", "updated_at"];

    [Fact]
    public async Task An_upsert_answers_200_with_the_contact()
    {
        using var client = await CualifyClient.SignUpAsync(fixture.Server);

        var contact = (await client.PostAsync("contacts", new
        {
            phone_e164 = Phone,
            name = "Riya Sharma",
            email = "riya@example.com",
            language_pref = "hi-IN",
            metadata = new { lead_source = "google_ads" },
            consent_capture = "website_form",
        })).Data();

        Assert.Equal(Fields, contact.Names());
        Assert.Equal(Phone, contact.Str("phone_e164"));
        Assert.Equal("Riya Sharma", contact.Str("name"));
        Assert.Equal("riya@example.com", contact.Str("email"));
        Assert.Equal("hi-IN", contact.Str("language_pref"));
        Assert.Equal("""{"lead_source":"google_ads"}""", contact.GetProperty("metadata").GetRawText());
        Assert.Equal("website_form", contact.Str("consent_capture"));
        Assert.Equal(contact.Instant("created_at"), contact.Instant("updated_at"));
        var listed = (await client.GetAsync("contacts")).Data().EnumerateArray().Single();
        Assert.Equal(contact.GetRawText(), listed.GetRawText());
    }

    [Fact]
    public async Task A_further_upsert_replaces_what_it_gives_and_clears_what_it_gives_as_null()
    {
        using var client = await CualifyClient.SignUpAsync(fixture.Server);
        var first = (await client.PostAsync("contacts", new { phone_e164 = Phone, name = "Riya", email = "riya@example.com", metadata = new { a = 1, b = 2 } })).Data();

        var second = (await client.PostAsync("contacts", new { phone_e164 = Phone, name = "Riya Sharma", email = (string?)null, metadata = new { c = 3 } })).Data();

        Assert.Equal(first.Str("id"), second.Str("id"));
        Assert.Equal("Riya Sharma", second.Str("name"));
        Assert.Null(second.Str("email"));
        Assert.Equal("""{"c":3}""", second.GetProperty("metadata").GetRawText());
        Assert.Equal(first.Instant("created_at"), second.Instant("created_at"));
        Assert.True(second.Instant("updated_at") >= first.Instant("updated_at"));
        Assert.Single((await client.GetAsync("contacts")).Data().EnumerateArray());
    }

    [Fact]
    public async Task Upserts_of_one_number_at_once_make_one_contact()
    {
        using var client = await CualifyClient.SignUpAsync(fixture.Server);

        var replies = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => client.PostAsync("contacts", new { phone_e164 = Phone, name = $"Riya {i}" })));

        Assert.Single(replies.Select(reply => reply.Data().Str("id")).Distinct());
        Assert.Equal(1, (await client.GetAsync("contacts")).Body.GetProperty("pagination").Int("total"));
    }

    [Fact]
    public async Task Pages_are_newest_first_and_filtered_by_consent_with_true_totals()
    {
        using var client = await CualifyClient.SignUpAsync(fixture.Server);
        string[] consents = ["pre_call", "website_form", "manual", "imported"];
        for (var i = 0; i < 6; i++)
            (await client.PostAsync("contacts", new { phone_e164 = $"+1202555{i:D4}", consent_capture = consents[i % 4] })).Data();
        (await client.PostAsync("contacts", new { phone_e164 = "+12025559999" })).Data();

        await AssertPageAsync(client, "contacts?limit=2", ["+12025559999", "+12025550005"], total: 7, hasMore: true);
        await AssertPageAsync(client, "contacts?limit=2&offset=6", ["+12025550000"], total: 7, hasMore: false);
        await AssertPageAsync(client, "contacts?consent_capture=pre_call", ["+12025550004", "+12025550000"], total: 2, hasMore: false);
        await AssertPageAsync(client, "contacts?consent_capture=imported", ["+12025550003"], total: 1, hasMore: false);

        (await client.PostAsync("contacts", new { phone_e164 = "+12025550003", consent_capture = "pre_call" })).Data();
        await AssertPageAsync(client, "contacts?consent_capture=imported", [], total: 0, hasMore: false);
        await AssertPageAsync(client, "contacts?consent_capture=pre_call", ["+12025550004", "+12025550003", "+12025550000"], total: 3, hasMore: false);
    }

    [Fact]
    public async Task Each_organisation_has_its_own_book()
    {
        using var one = await CualifyClient.SignUpAsync(fixture.Server);
        using var other = await CualifyClient.SignUpAsync(fixture.Server);

        var ofOne = (await one.PostAsync("contacts", new { phone_e164 = Phone, name = "Riya" })).Data();
        var ofOther = (await other.PostAsync("contacts", new { phone_e164 = Phone })).Data();

        Assert.NotEqual(ofOne.Str("id"), ofOther.Str("id"));
        Assert.Null(ofOther.Str("name"));
    }

    private static async Task AssertPageAsync(CualifyClient client, string path, string[] phones, int total, bool hasMore)
    {
        var reply = await client.GetAsync(path);
        Assert.Equal(phones, reply.Data().EnumerateArray().Select(contact => contact.Str("phone_e164")));
        var pagination = reply.Body.GetProperty("pagination");
        Assert.Equal(total, pagination.Int("total"));
        Assert.Equal(hasMore, pagination.GetProperty("has_more").GetBoolean());
    }
}
