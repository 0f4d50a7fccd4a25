using System.Text.Json;
using Switchboard.Tests.Api.Support;
using Switchboard.Tests.Doors.Support;

namespace Switchboard.Tests.Doors.CallFunnel;

/// <summary>Numbers from the search to the release.</summary>
public sealed class NumberTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private static readonly string[] Fields =
        ["id", "phone_e164", "country", "source", "provider", "monthly_minor", "status", "webhooks_configured", "paid_until", "created_at"];

    [Fact]
    public async Task A_number_is_found_bought_paid_listed_and_released()
    {
        using var client = await CallFunnelClient.SignUpAsync(fixture.Server);
        var phone = (await SearchAsync(client, "US", "303"))[0];

        var bought = await client.PostAsync("numbers/provision", new { phone_e164 = phone });

        Assert.True(bought.Status == 201, bought.Content);
        Assert.Equal(Fields, bought.Body.Names());
        Assert.Equal((phone, "US", "provisioned", "simulator", "active"), (bought.Text("phone_e164"), bought.Text("country"), bought.Text("source"), bought.Text("provider"), bought.Text("status")));
        Assert.Equal(150, bought.Number("monthly_minor"));
        Assert.True(bought.Body.GetProperty("webhooks_configured").GetBoolean());
        Assert.Equal(bought.Body.Instant("created_at").AddMonths(1), bought.Body.Instant("paid_until"));
        Assert.Equal([bought.Body.GetRawText()], (await ListAsync(client)).Select(number => number.GetRawText()));
        var entry = (await client.GetAsync("billing/history")).Body.GetProperty("entries")[0];
        Assert.Equal(("number_charge", -150, 350), (entry.Str("kind"), entry.Int("amount_minor"), entry.Int("balance_after_minor")));
        Assert.Contains(phone, entry.Str("description"), StringComparison.Ordinal);
        Assert.DoesNotContain(phone, await SearchAsync(client, "US", "303"));

        var released = await client.PostAsync($"numbers/{bought.Text("id")}/release");
        Assert.Equal((200, "released", false), (released.Status, released.Text("status"), released.Body.GetProperty("webhooks_configured").GetBoolean()));
        Assert.Equal(200, (await client.PostAsync($"numbers/{bought.Text("id")}/release")).Status);
        Assert.Empty(await ListAsync(client));
        Assert.Contains(phone, await SearchAsync(client, "US", "303"));

        // Somebody else may have it now, under another id.
        using var other = await CallFunnelClient.SignUpAsync(fixture.Server, "IN");
        var again = await other.PostAsync("numbers/provision", new { phone_e164 = phone });
        Assert.Equal((201, 12_000), (again.Status, again.Number("monthly_minor")));
        Assert.NotEqual(bought.Text("id"), again.Text("id"));
    }

    [Fact]
    public async Task A_search_keeps_to_what_was_asked_for()
    {
        using var client = await CallFunnelClient.SignUpAsync(fixture.Server, "IN");
        var reply = await client.PostAsync("numbers/search", new { country = "gb", area_code = "020", limit = 3 });
        Assert.Equal(200, reply.Status);
        var numbers = reply.Body.GetProperty("numbers").EnumerateArray().ToList();
        Assert.Equal(3, numbers.Count);
        Assert.All(numbers, number =>
        {
            Assert.Equal(["phone_e164", "country", "area_code", "monthly_minor", "currency"], number.Names());
            Assert.StartsWith("+4420", number.Str("phone_e164"), StringComparison.Ordinal);
            Assert.Equal(("GB", "20", 12_000, "INR"), (number.Str("country"), number.Str("area_code"), number.Int("monthly_minor"), number.Str("currency")));
        });
        Assert.Equal(10, (await client.PostAsync("numbers/search", new { country = "US" })).Body.GetProperty("numbers").GetArrayLength());
        Assert.Equal(50, (await client.PostAsync("numbers/search", new { country = "USA", limit = 50 })).Body.GetProperty("numbers").GetArrayLength());
        Assert.Equal(0, (await client.PostAsync("numbers/search", new { country = "FR" })).Body.GetProperty("numbers").GetArrayLength());
        Assert.Equal(0, (await client.PostAsync("numbers/search", new { country = "US", area_code = "416" })).Body.GetProperty("numbers").GetArrayLength());
    }

    [Theory]
    [InlineData("search", """{}""", "country")]
    [InlineData("search", """{"country":"U"}""", "country")]
    [InlineData("search", """{"country":"UNITED"}""", "country")]
    [InlineData("search", """{"country":"U5"}""", "country")]
    [InlineData("search", """{"country":"ÜS"}""", "country")]
    [InlineData("search", """{"country":7}""", "country")]
    [InlineData("search", """{"country":"US","area_code":"4a5"}""", "area_code")]
    [InlineData("search", """{"country":"US","area_code":"000"}""", "area_code")]
    [InlineData("search", """{"country":"US","area_code":"1234567"}""", "area_code")]
    [InlineData("search", """{"country":"US","area_code":415}""", "area_code")]
    [InlineData("search", """{"country":"US","limit":0}""", "limit")]
    [InlineData("search", """{"country":"US","limit":51}""", "limit")]
    [InlineData("search", """{"country":"US","limit":"5"}""", "limit")]
    [InlineData("provision", """{}""", "phone_e164")]
    [InlineData("provision", """{"phone_e164":"4155550120"}""", "phone_e164")]
    [InlineData("provision", """{"phone_e164":"+12025550100"}""", "phone_e164")]
    [InlineData("provision", """{"phone_e164":"+33123456789"}""", "phone_e164")]
    [InlineData("provision", """{"phone_e164":"+14155550120\u0000"}""", "phone_e164")]
    [InlineData("import", """{"provider":"twilio"}""", "phone_e164")]
    [InlineData("import", """{"phone_e164":"+14155550199"}""", "provider")]
    [InlineData("import", """{"phone_e164":"+14155550199","provider":""}""", "provider")]
    [InlineData("import", """{"phone_e164":"+14155550199","provider":"not a name"}""", "provider")]
    [InlineData("import", """{"phone_e164":"+14155550199","provider":"anthropic"}""", "provider")]
    [InlineData("import", """{"phone_e164":"+14155550199","provider":"Cartesia"}""", "provider")]
    [InlineData("import", """{"phone_e164":"+14155550199","provider":"deepgram"}""", "provider")]
    [InlineData("import", """{"phone_e164":"0","provider":"twilio"}""", "phone_e164")]
    public async Task What_is_wrong_is_named_and_changes_nothing(string route, string body, string field)
    {
        using var client = await CallFunnelClient.SignUpAsync(fixture.Server);
        (await client.Program.PostRawAsync($"{CallFunnelClient.Root}/numbers/{route}", body)).AssertError(422, "VALIDATION_FAILED", field);
        Assert.Empty(await ListAsync(client));
        Assert.Equal(500, (await client.GetAsync("billing/balance")).Number("balance_minor"));
    }

    [Fact]
    public async Task A_number_that_the_balance_does_not_cover_is_402_and_stays_on_offer()
    {
        using var client = await CallFunnelClient.SignUpAsync(fixture.Server);
        var phones = await SearchAsync(client, "US", "512");
        for (var i = 0; i < 3; i++)
            Assert.Equal(201, (await client.PostAsync("numbers/provision", new { phone_e164 = phones[i] })).Status);

        (await client.PostAsync("numbers/provision", new { phone_e164 = phones[3] })).AssertError(402, "INSUFFICIENT_FUNDS");

        Assert.Equal(3, (await ListAsync(client)).Count);
        Assert.Contains(phones[3], await SearchAsync(client, "US", "512"));
        Assert.Equal(50, (await client.GetAsync("billing/balance")).Number("balance_minor"));
        await client.TopUpAsync(100);
        Assert.Equal(201, (await client.PostAsync("numbers/provision", new { phone_e164 = phones[3] })).Status);
    }

    [Fact]
    public async Task After_the_trial_nothing_is_bought_before_something_is_paid()
    {
        await using var server = await ApiServer.StartAsync(ServerFixture.Settings);
        using var client = await CallFunnelClient.SignUpAsync(server);
        server.Time.Advance(TimeSpan.FromDays(7));
        (await client.PostAsync("numbers/provision", new { phone_e164 = "+14155550120" })).AssertError(403, "FORBIDDEN");
        await client.TopUpAsync(1);
        Assert.Equal(201, (await client.PostAsync("numbers/provision", new { phone_e164 = "+14155550120" })).Status);
    }

    [Fact]
    public async Task An_imported_number_costs_nothing_and_is_nobody_elses()
    {
        using var client = await CallFunnelClient.SignUpAsync(fixture.Server);
        using var other = await CallFunnelClient.SignUpAsync(fixture.Server);
        var phone = (await SearchAsync(client, "AU", "7"))[5];

        var imported = await client.PostAsync("numbers/import", new { phone_e164 = phone, provider = "Exotel" });

        Assert.Equal(201, imported.Status);
        Assert.Equal(("AU", "imported", "exotel", "active"), (imported.Text("country"), imported.Text("source"), imported.Text("provider"), imported.Text("status")));
        Assert.Equal(0, imported.Number("monthly_minor"));
        Assert.Equal(500, (await client.GetAsync("billing/balance")).Number("balance_minor"));
        foreach (var one in new[] { client, other })
        {
            (await one.PostAsync("numbers/import", new { phone_e164 = phone, provider = "twilio" })).AssertError(409, "NUMBER_UNAVAILABLE", "phone_e164");
            (await one.PostAsync("numbers/provision", new { phone_e164 = phone })).AssertError(409, "NUMBER_UNAVAILABLE", "phone_e164");
        }
    }

    [Fact]
    public async Task Anothers_number_is_as_good_as_none()
    {
        using var owner = await CallFunnelClient.SignUpAsync(fixture.Server);
        using var stranger = await CallFunnelClient.SignUpAsync(fixture.Server);
        var id = (await owner.PostAsync("numbers/provision", new { phone_e164 = (await SearchAsync(owner, "US", "619"))[0] })).Text("id");

        (await stranger.PostAsync($"numbers/{id}/release")).AssertError(404, "NOT_FOUND");
        (await stranger.PostAsync($"numbers/{Guid.NewGuid()}/release")).AssertError(404, "NOT_FOUND");
        (await stranger.PostAsync("numbers/x/release")).AssertError(404, "NOT_FOUND");
        Assert.Empty(await ListAsync(stranger));
        Assert.Single(await ListAsync(owner));
    }

    [Fact]
    public async Task Scopes_decide_who_may_list_buy_and_release()
    {
        using var admin = await CallFunnelClient.SignUpAsync(fixture.Server);
        using var writer = await admin.Account.KeyClientAsync("write");
        using var reader = await admin.Account.KeyClientAsync("read");
        var phone = (await SearchAsync(admin, "US", "813"))[0];
        string Path(string route) => $"/callfunnel/numbers{route}";

        Assert.Equal(200, (await reader.GetAsync(Path(""))).Status);
        foreach (var route in new[] { "/search", "/provision", "/import" })
            (await reader.PostAsync(Path(route), new { })).AssertError(403, "INSUFFICIENT_SCOPE");
        var bought = await writer.PostAsync(Path("/provision"), new { phone_e164 = phone });
        Assert.Equal(201, bought.Status);
        (await writer.PostAsync(Path($"/{bought.Text("id")}/release"))).AssertError(403, "INSUFFICIENT_SCOPE");
        Assert.Equal(200, (await admin.Owner.PostAsync(Path($"/{bought.Text("id")}/release"))).Status);
    }

    [Fact]
    public async Task The_list_is_paged_from_the_newest()
    {
        using var client = await CallFunnelClient.SignUpAsync(fixture.Server);
        var phones = (await SearchAsync(client, "SG", null)).Take(5).ToList();
        foreach (var phone in phones)
            Assert.Equal(201, (await client.PostAsync("numbers/import", new { phone_e164 = phone, provider = "own" })).Status);

        var seen = new List<string>();
        string? before = null;
        do
        {
            var page = await client.GetAsync($"numbers?limit=2{(before is null ? "" : $"&before={before}")}");
            Assert.Equal(200, page.Status);
            seen.AddRange(page.Body.GetProperty("numbers").EnumerateArray().Select(number => number.Str("phone_e164")!));
            before = page.Body.Str("next_before");
        }
        while (before is not null);

        phones.Reverse();
        Assert.Equal(phones, seen);
        (await client.GetAsync("numbers?limit=201")).AssertError(422, "VALIDATION_FAILED", "limit");
        (await client.GetAsync("numbers?before=x")).AssertError(422, "VALIDATION_FAILED", "before");
    }

    private static async Task<IReadOnlyList<string>> SearchAsync(CallFunnelClient client, string country, string? area)
    {
        var reply = await client.PostAsync("numbers/search", new { country, area_code = area, limit = 50 });
        Assert.True(reply.Status == 200, reply.Content);
        return [.. reply.Body.GetProperty("numbers").EnumerateArray().Select(number => number.Str("phone_e164")!)];
    }

    private static async Task<List<JsonElement>> ListAsync(CallFunnelClient client) =>
        [.. (await client.GetAsync("numbers")).Body.GetProperty("numbers").EnumerateArray()];
}
