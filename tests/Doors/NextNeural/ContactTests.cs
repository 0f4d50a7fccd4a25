using System.Text.Json;
using Switchboard.Tests.Doors.Support;

namespace Switchboard.Tests.Doors.NextNeural;

/// <summary><c>/v1/contacts</c> and <c>/api/voice/customers</c> as a customer's program sees them.</summary>
public sealed class ContactTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private const string Phone = "+919812345678";
    private const string Nobody = "01900000-0000-7000-8000-00000000dead";

    private static readonly string[] Fields =
        ["uuid", "name", "phone", "email", "tags", "preferred_language", "metadata", "created_at", "updated_at"];

    [Fact]
    public async Task A_contact_is_created_with_all_that_is_said_of_it()
    {
        using var client = await NextNeuralClient.SignUpAsync(fixture.Server);

        var contact = (await client.PostAsync("v1/contacts", new
        {
            name = "Riya Sharma",
            phone = Phone,
            email = "riya@example.com",
            tags = new[] { "leads", " june ", "leads" },
            preferred_language = "hi-IN",
            metadata = new { crm = new { id = "L-1" }, note = "+91 नमस्ते" },
        })).Ok(201);

        Assert.Equal(Fields, contact.Names());
        Assert.Equal(("Riya Sharma", Phone, "riya@example.com", "hi-IN"), (contact.Str("name"), contact.Str("phone"), contact.Str("email"), contact.Str("preferred_language")));
        Assert.Equal(["leads", "june"], Tags(contact));
        Assert.Equal("""{"crm":{"id":"L-1"},"note":"+91 नमस्ते"}""", contact.GetProperty("metadata").GetRawText());
        Assert.Equal(contact.Instant("created_at"), contact.Instant("updated_at"));
        Assert.Equal(contact.GetRawText(), (await client.GetAsync($"v1/contacts/{contact.Str("uuid")}")).Ok().GetRawText());
        Assert.Equal(contact.GetRawText(), (await client.GetAsync($"api/voice/customers/{contact.Str("uuid")}")).Ok().GetRawText());
    }

    [Fact]
    public async Task The_same_number_is_a_conflict_unless_it_overwrites()
    {
        using var client = await NextNeuralClient.SignUpAsync(fixture.Server);
        var first = (await client.PostAsync("v1/contacts", new { name = "Riya", phone = Phone, email = "riya@example.com", tags = new[] { "a" }, metadata = new { a = 1 } })).Ok(201);

        (await client.PostAsync("v1/contacts", new { name = "Other", phone = Phone })).AssertDetail(409, "A contact with this phone already exists");
        (await client.PostAsync("api/voice/customers", new { name = "Other", phone = Phone, overwrite = false })).AssertDetail(409);
        Assert.Equal(first.GetRawText(), (await client.GetAsync($"v1/contacts/{first.Str("uuid")}")).Ok().GetRawText());

        var second = (await client.PostAsync("v1/contacts", new { name = "Riya Sharma", phone = Phone, tags = new[] { "b" }, metadata = new { b = 2 }, overwrite = true })).Ok();
        Assert.Equal(first.Str("uuid"), second.Str("uuid"));
        Assert.Equal(("Riya Sharma", "riya@example.com"), (second.Str("name"), second.Str("email")));
        Assert.Equal(["b"], Tags(second));
        Assert.Equal("""{"b":2}""", second.GetProperty("metadata").GetRawText());
        Assert.Equal(1, (await client.GetAsync("v1/contacts")).Ok().Int("total"));
    }

    [Fact]
    public async Task A_patch_merges_metadata_and_changes_nothing_else_than_it_says()
    {
        using var client = await NextNeuralClient.SignUpAsync(fixture.Server);
        var id = (await client.PostAsync("v1/contacts", new { name = "Riya", phone = Phone, email = "riya@example.com", tags = new[] { "a", "b" }, metadata = new { a = 1, b = new { c = 2, d = 3 } } })).Ok(201).Str("uuid");

        var merged = (await client.PatchAsync($"v1/contacts/{id}", new { phone = Phone, metadata = new { b = new { c = (int?)null, e = 4 }, f = "+5" } })).Ok();
        Assert.Equal("""{"a":1,"b":{"d":3,"e":4},"f":"+5"}""", merged.GetProperty("metadata").GetRawText());
        Assert.Equal(("Riya", "riya@example.com"), (merged.Str("name"), merged.Str("email")));
        Assert.Equal(["a", "b"], Tags(merged));

        var changed = (await client.PatchAsync($"api/voice/customers/{id}", new { name = "Riya Sharma", email = (string?)null, tags = new[] { "c" } })).Ok();
        Assert.Equal(("Riya Sharma", null), (changed.Str("name"), changed.Str("email")));
        Assert.Equal(["c"], Tags(changed));
        Assert.Equal(merged.GetProperty("metadata").GetRawText(), changed.GetProperty("metadata").GetRawText());
        Assert.Equal(0, (await client.GetAsync("v1/contacts?tags=a")).Ok().Int("total"));

        (await client.PatchAsync($"v1/contacts/{id}", new { phone = "+919812345679" })).AssertDetail(400);
        (await client.PatchAsync($"v1/contacts/{id}", new { metadata = new { large = new string('x', 16_380) } })).AssertDetail(400);
        Assert.Equal(changed.GetRawText(), (await client.GetAsync($"v1/contacts/{id}")).Ok().GetRawText());
    }

    [Fact]
    public async Task Lists_are_newest_first_and_filtered_with_true_totals()
    {
        using var client = await NextNeuralClient.SignUpAsync(fixture.Server);
        for (var i = 0; i < 6; i++)
            await client.CreateContactAsync($"+1202555010{i}", $"Person {i}", [.. (string[])["all", .. i % 2 == 0 ? ["even"] : Array.Empty<string>(), .. i % 3 == 0 ? ["three & more"] : Array.Empty<string>()]]);

        await AssertPageAsync("limit=2", 6, 5, 4);
        await AssertPageAsync("limit=2&offset=5", 6, 0);
        await AssertPageAsync("offset=6", 6);
        await AssertPageAsync("tags=all&limit=2", 6, 5, 4);
        await AssertPageAsync("tags=even", 3, 4, 2, 0);
        await AssertPageAsync("tags=even&tags=three%20%26%20more", 1, 0);
        await AssertPageAsync("tags=even&tags=none", 0);
        await AssertPageAsync("search=PERSON%203", 1, 3);
        await AssertPageAsync("search=+120255501", 6, 5, 4, 3, 2, 1, 0);
        await AssertPageAsync("search=0102", 1, 2);
        await AssertPageAsync("search=person&tags=even&limit=1&offset=1", 3, 2);
        await AssertPageAsync("search=nobody", 0);

        foreach (var wrong in new[] { "limit=0", "limit=101", "limit=x", "offset=-1", "search=a&search=b", $"search={new string('x', 201)}" })
            (await client.GetAsync($"v1/contacts?{wrong}")).AssertDetail(400);

        async Task AssertPageAsync(string query, int total, params int[] people)
        {
            var contacts = (await client.GetAsync($"v1/contacts?{query}")).Ok();
            Assert.Equal(total, contacts.Int("total"));
            Assert.Equal(people.Select(i => $"Person {i}"), contacts.GetProperty("contacts").EnumerateArray().Select(contact => contact.Str("name")));
            var customers = (await client.GetAsync($"api/voice/customers?{query}")).Ok();
            Assert.Equal(contacts.GetProperty("contacts").GetRawText(), customers.GetProperty("customers").GetRawText());
        }
    }

    [Fact]
    public async Task A_deleted_contact_is_gone_with_all_that_was_told_of_it_and_its_number_may_come_again()
    {
        using var client = await NextNeuralClient.SignUpAsync(fixture.Server);
        var id = (await client.PostAsync("v1/contacts", new { name = "Quirinus Xylander", phone = Phone, email = "quirinus@example.com", tags = new[] { "xylanders" } })).Ok(201).Str("uuid");

        var deleted = (await client.DeleteAsync($"v1/contacts/{id}")).Ok();
        Assert.Equal((id, true), (deleted.Str("uuid"), deleted.GetProperty("deleted").GetBoolean()));
        (await client.GetAsync($"v1/contacts/{id}")).AssertDetail(404, "Contact not found");
        (await client.DeleteAsync($"api/voice/customers/{id}")).AssertDetail(404, "Contact not found");
        Assert.Equal(0, (await client.GetAsync("v1/contacts?search=quirinus")).Ok().Int("total"));
        Assert.Equal(0, (await client.GetAsync("v1/contacts?tags=xylanders")).Ok().Int("total"));
        await fixture.Server.Store.ExpungeAsync();
        foreach (var trace in new[] { "Xylander", "quirinus", "xylanders" })
            await StoredTraces.AssertNoneAsync(fixture.Server, trace);

        Assert.NotEqual(id, await client.CreateContactAsync(Phone));
    }

    [Fact]
    public async Task Tags_are_exported_and_erased_with_the_person()
    {
        using var client = await NextNeuralClient.SignUpAsync(fixture.Server);
        var bulk = new { contacts = new[] { new { phone = "+12025550177", name = "Wilhelmina Ost", tags = new[] { "ostfamily", "shared" } }, new { phone = "+12025550178", name = "Other", tags = new[] { "shared", "own" } } } };
        Assert.Equal(2, (await client.PostAsync("v1/contacts/bulk", bulk)).Ok().Int("created"));

        var export = await client.Http.PostAsync("/callfunnel/api/dsr/export", new { contact_identifier = "+12025550177" });
        Assert.Equal(["ostfamily", "shared"], Tags(export.Body.GetProperty("bundle").GetProperty("contact")));
        var erased = (await client.Http.PostAsync("/callfunnel/api/dsr/erase", new { contact_identifier = "+12025550177" })).Ok();
        Assert.Equal(2, erased.GetProperty("erased").Int("contact_tags"));

        foreach (var trace in new[] { "12025550177", "Wilhelmina", "wilhelmina", "ostfamily" })
            await StoredTraces.AssertNoneAsync(fixture.Server, trace);
        Assert.Equal(1, (await client.GetAsync("v1/contacts?tags=shared")).Ok().Int("total"));
    }

    [Fact]
    public async Task A_bulk_creates_and_merges_and_each_bad_row_fails_alone()
    {
        using var client = await NextNeuralClient.SignUpAsync(fixture.Server);
        await client.PostAsync("v1/contacts", new { name = "Riya", phone = Phone, tags = new[] { "old" }, metadata = new { a = 1 } });

        var done = (await client.PostRawAsync("v1/contacts/bulk", $$"""
            {"contacts":[
                {"phone":"{{Phone}}","tags":["new"],"metadata":{"b":2},"email":null},
                {"phone":"+12025550100","name":"Ben","tags":["new"]},
                {"phone":"2025550101","name":"No plus"},
                {"name":"No number"},
                "no row",
                {"phone":"+12025550102","email":"nowhere"},
                {"phone":"+12025550100","name":"Benjamin"},
                {"phone":12025550103}
            ]}
            """)).Ok();

        Assert.Equal(["created", "updated", "failed"], done.Names());
        Assert.Equal((1, 2), (done.Int("created"), done.Int("updated")));
        var failed = done.GetProperty("failed").EnumerateArray().ToList();
        Assert.All(failed, row => Assert.Equal(["index", "phone", "detail"], row.Names()));
        Assert.Equal([2, 3, 4, 5, 7], failed.Select(row => row.Int("index")));
        Assert.Equal(["2025550101", null, null, "+12025550102", null], failed.Select(row => row.Str("phone")));
        Assert.Equal("phone must be in E.164 format", failed[0].Str("detail"));
        Assert.Equal("email must be a mail address", failed[3].Str("detail"));

        var contacts = (await client.GetAsync("v1/contacts?tags=new")).Ok().GetProperty("contacts").EnumerateArray().ToList();
        Assert.Equal(["Benjamin", "Riya"], contacts.Select(contact => contact.Str("name")));
        Assert.Equal(["old", "new"], Tags(contacts[1]));
        Assert.Equal("""{"a":1,"b":2}""", contacts[1].GetProperty("metadata").GetRawText());
    }

    [Fact]
    public async Task A_bulk_takes_a_thousand_rows_and_no_more()
    {
        using var client = await NextNeuralClient.SignUpAsync(fixture.Server);
        object Rows(int count) => new { contacts = Enumerable.Range(0, count).Select(i => new { name = $"Person {i}", phone = $"+1202{i:D7}", tags = new[] { "daily" } }) };

        (await client.PostAsync("v1/contacts/bulk", Rows(1001))).AssertDetail(400, "contacts must not have more than 1000 items");
        (await client.PostAsync("v1/contacts/bulk", new { })).AssertDetail(400, "contacts is required");
        Assert.Equal(1000, (await client.PostAsync("v1/contacts/bulk", Rows(1000))).Ok().Int("created"));
        Assert.Equal(1000, (await client.PostAsync("v1/contacts/bulk", Rows(1000))).Ok().Int("updated"));
        Assert.Equal(1000, (await client.GetAsync("v1/contacts?tags=daily")).Ok().Int("total"));
        Assert.Equal("Person 999", (await client.GetAsync("v1/contacts?tags=daily&limit=1")).Ok().GetProperty("contacts")[0].Str("name"));
    }

    [Fact]
    public async Task What_is_wrong_is_400_and_changes_nothing()
    {
        using var client = await NextNeuralClient.SignUpAsync(fixture.Server);

        (await client.PostAsync("v1/contacts", new { name = "Riya", phone = "9812345678" })).AssertDetail(400, "phone must be in E.164 format");
        (await client.PostAsync("api/voice/customers", new { name = "Riya", phone = "9812345678" })).AssertDetail(400, "phone must be in E.164 format");
        (await client.PostAsync("v1/contacts", new { name = "Riya" })).AssertDetail(400, "phone is required");
        (await client.PostAsync("v1/contacts", new { phone = Phone })).AssertDetail(400, "name is required");
        foreach (var wrong in new object[]
                 {
                     new { name = "", phone = Phone }, new { name = "R", phone = Phone, email = "x" }, new { name = "R", phone = Phone, tags = "a" },
                     new { name = "R", phone = Phone, tags = new[] { " " } }, new { name = "R", phone = Phone, tags = new[] { new string('x', 65) } },
                     new { name = "R", phone = Phone, tags = Enumerable.Range(0, 51).Select(i => $"{i}") }, new { name = "R", phone = Phone, metadata = "a" },
                     new { name = "R", phone = Phone, preferred_language = "hi_IN" }, new { name = "R", phone = Phone, overwrite = "yes" },
                     new { name = "R", phone = Phone, metadata = new { a = new string('x', 17_000) } },
                 })
        {
            (await client.PostAsync("v1/contacts", wrong)).AssertDetail(400);
        }

        (await client.PostRawAsync("v1/contacts", "{")).AssertDetail(400);
        foreach (var path in new[] { "v1/contacts", "api/voice/customers" })
        {
            foreach (var id in new[] { Nobody, "nobody" })
            {
                (await client.GetAsync($"{path}/{id}")).AssertDetail(404, "Contact not found");
                (await client.PatchAsync($"{path}/{id}", new { name = "R" })).AssertDetail(404, "Contact not found");
                (await client.DeleteAsync($"{path}/{id}")).AssertDetail(404, "Contact not found");
            }
        }

        (await client.GetAsync("v1/nothing")).AssertDetail(404);
        (await client.DeleteAsync("v1/contacts")).AssertDetail(405);
        Assert.Equal(0, (await client.GetAsync("v1/contacts")).Ok().Int("total"));
    }

    [Fact]
    public async Task Contacts_are_one_book_at_every_door_and_nobody_elses()
    {
        using var client = await NextNeuralClient.SignUpAsync(fixture.Server);
        using var other = await NextNeuralClient.SignUpAsync(fixture.Server);
        using var cualify = new CualifyClient(await client.Account.KeyClientAsync());
        var id = await client.CreateContactAsync(Phone, "Riya", "a");

        var same = (await cualify.PostAsync("contacts", new { phone_e164 = Phone, email = "riya@example.com", metadata = new { b = 2 } })).Data();
        Assert.Equal(id, same.Str("id"));
        var seen = (await client.GetAsync($"v1/contacts/{id}")).Ok();
        Assert.Equal(("Riya", "riya@example.com"), (seen.Str("name"), seen.Str("email")));
        Assert.Equal(["a"], Tags(seen));

        (await other.GetAsync($"v1/contacts/{id}")).AssertDetail(404, "Contact not found");
        (await other.PatchAsync($"v1/contacts/{id}", new { name = "Mine" })).AssertDetail(404, "Contact not found");
        (await other.DeleteAsync($"v1/contacts/{id}")).AssertDetail(404, "Contact not found");
        Assert.Equal(0, (await other.GetAsync("v1/contacts?tags=a")).Ok().Int("total"));
        await other.CreateContactAsync(Phone);
    }

    [Fact]
    public async Task A_new_contact_is_told_to_webhooks_of_doors_that_know_the_event()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        using var client = await NextNeuralClient.SignUpAsync(fixture.Server);
        using var cualify = new CualifyClient(await client.Account.KeyClientAsync());
        (await cualify.PostAsync("webhooks", new { url = receiver.Url, events = new[] { "contact.created" } })).Data(201);

        await client.CreateContactAsync(Phone, "Riya");
        (await client.PostAsync("v1/contacts/bulk", new { contacts = new[] { new { phone = Phone, name = "Riya" }, new { phone = "+12025550100", name = "Ben" } } })).Ok();

        await receiver.ExpectAsync(2);
        Assert.Equal([Phone, "+12025550100"], receiver.Deliveries.Select(delivery => delivery.Data.Str("phone_e164")).OrderDescending(StringComparer.Ordinal));
    }

    private static IEnumerable<string?> Tags(JsonElement contact) => contact.GetProperty("tags").EnumerateArray().Select(tag => tag.GetString());
}
