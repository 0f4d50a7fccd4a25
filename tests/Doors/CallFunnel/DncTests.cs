using System.Net.Http.Headers;
using System.Text;
using Switchboard.Tests.Api.Support;
using Switchboard.Tests.Doors.Support;

namespace Switchboard.Tests.Doors.CallFunnel;

/// <summary><c>/dnc</c> as a customer's program sees it.</summary>
public sealed class DncTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private const string Phone = "+12025550100";
    private const string Escaped = "%2B12025550100";

    [Fact]
    public async Task A_number_is_on_the_list_from_the_answer_on_and_no_door_calls_it()
    {
        using var client = await CallFunnelClient.SignUpAsync(fixture.Server);

        var added = await client.PostAsync("dnc/add", new { phone_e164 = Phone, reason = "asked by mail" });

        Assert.Equal(200, added.Status);
        var entry = added.Body.GetProperty("entry");
        Assert.Equal(["id", "phone_e164", "reason", "source", "added_at"], entry.Names());
        Assert.Equal((Phone, "asked by mail"), (entry.Str("phone_e164"), entry.Str("reason")));
        using var cualify = new CualifyClient(client.Program);
        (await cualify.PostAsync("calls", new { agent_id = CualifyClient.AgentId, to_e164 = Phone })).AssertRefused(403, "forbidden", "to_e164");
        var listed = await client.GetAsync("dnc");
        Assert.Equal(1, listed.Number("total"));
        Assert.Equal(entry.GetRawText(), listed.Body.GetProperty("entries")[0].GetRawText());

        var deleted = await client.DeleteAsync($"dnc/{Escaped}");
        Assert.Equal((200, Phone), (deleted.Status, deleted.Text("deleted")));
        (await client.DeleteAsync($"dnc/{Escaped}")).AssertError(404, "NOT_FOUND");
        await cualify.PlaceAsync(Phone);
    }

    [Fact]
    public async Task Adding_again_refreshes_time_and_reason_and_keeps_the_entry()
    {
        using var client = await CallFunnelClient.SignUpAsync(fixture.Server);
        var first = (await client.PostAsync("dnc/add", new { phone_e164 = Phone, reason = "asked by mail" })).Body.GetProperty("entry");

        var second = (await client.PostAsync("dnc/add", new { phone_e164 = Phone })).Body.GetProperty("entry");

        Assert.Equal(first.Str("id"), second.Str("id"));
        Assert.Null(second.Str("reason"));
        Assert.True(second.Instant("added_at") >= first.Instant("added_at"));
        Assert.Equal(1, (await client.GetAsync("dnc")).Number("total"));
    }

    [Theory]
    [InlineData("""{"phone_e164":"2025550100"}""", 422, "VALIDATION_FAILED", "phone_e164")]
    [InlineData("""{"reason":"no number"}""", 422, "VALIDATION_FAILED", "phone_e164")]
    [InlineData("""{"phone_e164":"+12025550100","reason":7}""", 422, "VALIDATION_FAILED", "reason")]
    [InlineData("""["+12025550100"]""", 400, "MALFORMED_BODY", null)]
    public async Task What_is_no_number_is_refused_with_the_field(string body, int status, string code, string? field)
    {
        using var client = await CallFunnelClient.SignUpAsync(fixture.Server);
        (await client.Program.PostRawAsync($"{CallFunnelClient.Root}/dnc/add", body)).AssertError(status, code, field);
        Assert.Equal(0, (await client.GetAsync("dnc")).Number("total"));
    }

    [Fact]
    public async Task A_reason_has_at_most_200_characters_and_a_path_needs_a_number()
    {
        using var client = await CallFunnelClient.SignUpAsync(fixture.Server);
        Assert.Equal(200, (await client.PostAsync("dnc/add", new { phone_e164 = Phone, reason = new string('x', 200) })).Status);
        (await client.PostAsync("dnc/add", new { phone_e164 = Phone, reason = new string('x', 201) })).AssertError(422, "VALIDATION_FAILED", "reason");
        (await client.DeleteAsync("dnc/12025550100")).AssertError(422, "VALIDATION_FAILED", "phone_e164");
    }

    [Fact]
    public async Task Pages_are_the_latest_first_with_the_true_total_and_only_ones_own()
    {
        using var client = await CallFunnelClient.SignUpAsync(fixture.Server);
        using var other = await CallFunnelClient.SignUpAsync(fixture.Server);
        Assert.Equal(200, (await other.PostAsync("dnc/add", new { phone_e164 = Phone })).Status);
        for (var i = 0; i < 5; i++)
            Assert.Equal(200, (await client.PostAsync("dnc/add", new { phone_e164 = $"+1202555110{i}" })).Status);

        var page = await client.GetAsync("dnc?limit=2&offset=1");

        Assert.Equal((5L, 2L, 1L), (page.Number("total"), page.Number("limit"), page.Number("offset")));
        Assert.Equal(["+12025551103", "+12025551102"], page.Body.GetProperty("entries").EnumerateArray().Select(entry => entry.Str("phone_e164")!));
        (await client.GetAsync("dnc?limit=0")).AssertError(422, "VALIDATION_FAILED", "limit");
        (await client.GetAsync("dnc?offset=-1")).AssertError(422, "VALIDATION_FAILED", "offset");
        (await client.DeleteAsync($"dnc/{Escaped}")).AssertError(404, "NOT_FOUND");
    }

    [Fact]
    public async Task A_check_says_what_would_filter_a_number()
    {
        using var client = await CallFunnelClient.SignUpAsync(fixture.Server);
        Assert.Equal(200, (await client.PostAsync("dnc/add", new { phone_e164 = Phone })).Status);

        var listed = await client.GetAsync($"dnc/check?phone_e164={Escaped}");
        Assert.Equal(["phone_e164", "on_dnc", "on_ncpr", "in_cooldown", "would_be_filtered"], listed.Body.Names());
        Assert.Equal((Phone, true, false, false, true), Verdict(listed));

        // An unescaped plus arrives as a blank.
        Assert.Equal(("+12025550199", false, false, false, false), Verdict(await client.GetAsync("dnc/check?phone_e164=+12025550199")));
        (await client.GetAsync("dnc/check?phone_e164=12025550199")).AssertError(422, "VALIDATION_FAILED", "phone_e164");
        (await client.GetAsync("dnc/check")).AssertError(422, "VALIDATION_FAILED", "phone_e164");
    }

    [Fact]
    public async Task A_json_list_is_imported_with_exact_counts()
    {
        using var client = await CallFunnelClient.SignUpAsync(fixture.Server);
        Assert.Equal(200, (await client.PostAsync("dnc/add", new { phone_e164 = Phone, reason = "kept" })).Status);

        var imported = await client.PostAsync("dnc/import", new
        {
            rows = new object[]
            {
                new { phone_e164 = "+12025551000", reason = "list" },
                new { phone_e164 = "+12025551001" },
                new { phone_e164 = "+12025551001", reason = "twice" },
                new { phone_e164 = Phone },
                new { phone_e164 = "call me" },
                new { reason = "nobody" },
                new { phone_e164 = "+12025551002", reason = new string('x', 201) },
            },
        });

        Assert.Equal(["added", "skipped_existing", "skipped_invalid"], imported.Body.Names());
        Assert.Equal((3L, 2L, 2L), (imported.Number("added"), imported.Number("skipped_existing"), imported.Number("skipped_invalid")));
        var entries = (await client.GetAsync("dnc")).Body.GetProperty("entries").EnumerateArray().ToDictionary(entry => entry.Str("phone_e164")!, entry => entry.Str("reason"));
        Assert.Equal(4, entries.Count);
        Assert.Equal(new string('x', 200), entries["+12025551002"]);
        Assert.Equal(("kept", "list", null), (entries[Phone], entries["+12025551000"], entries["+12025551001"]));
        (await client.PostAsync("dnc/import", new { numbers = new[] { Phone } })).AssertError(422, "VALIDATION_FAILED", "rows");
        (await client.PostAsync("dnc/import", new { rows = new[] { Phone } })).AssertError(422, "VALIDATION_FAILED", "rows");
    }

    [Fact]
    public async Task A_csv_file_is_imported_by_its_headers_in_several_batches()
    {
        using var client = await CallFunnelClient.SignUpAsync(fixture.Server);
        var file = new StringBuilder("Customer;Mobile Number;Reason\n");
        for (var i = 0; i < 1200; i++)
            file.Append($"Person {i};+1202556{i:D4};\"said; so\"\n");
        file.Append("Somebody;(202) 556-0001;again\nNobody;;\nNobody;n/a;\n");

        var imported = await UploadAsync(client, file.ToString());

        Assert.True(imported.Status == 200, imported.Content);
        Assert.Equal((1200L, 1L, 2L), (imported.Number("added"), imported.Number("skipped_existing"), imported.Number("skipped_invalid")));
        var page = await client.GetAsync("dnc?limit=1");
        Assert.Equal(1200, page.Number("total"));
        Assert.Equal("said; so", page.Body.GetProperty("entries")[0].Str("reason"));
        (await UploadAsync(client, "")).AssertError(422, "VALIDATION_FAILED", "file");
    }

    [Fact]
    public async Task Reading_and_changing_the_list_are_two_permissions()
    {
        using var reader = await CallFunnelClient.SignUpAsync(fixture.Server, scope: "read");
        Assert.Equal(200, (await reader.GetAsync("dnc")).Status);
        Assert.Equal(200, (await reader.GetAsync($"dnc/check?phone_e164={Escaped}")).Status);
        (await reader.PostAsync("dnc/add", new { phone_e164 = Phone })).AssertError(403, "INSUFFICIENT_SCOPE");
        (await reader.PostAsync("dnc/import", new { rows = Array.Empty<object>() })).AssertError(403, "INSUFFICIENT_SCOPE");
        (await reader.DeleteAsync($"dnc/{Escaped}")).AssertError(403, "INSUFFICIENT_SCOPE");
        using var nobody = fixture.Server.Client();
        (await nobody.GetAsync($"{CallFunnelClient.Root}/dnc")).AssertError(401, "AUTH_REQUIRED");
        Assert.Equal(200, (await reader.Owner.PostAsync("/callfunnel/dnc/add", new { phone_e164 = Phone })).Status);
    }

    [Fact]
    public async Task A_change_of_the_national_registrys_file_takes_effect_within_ten_seconds()
    {
        const string Registered = "+919812345678";
        var file = Path.Combine(Directory.CreateTempSubdirectory("switchboard-ncpr-").FullName, "ncpr.csv");
        await File.WriteAllTextAsync(file, "phone_e164\n+919812345679\n");
        await using var server = await ApiServer.StartAsync([.. ServerFixture.Settings, ("Compliance:NcprFile", file)]);
        using var client = await CallFunnelClient.SignUpAsync(server, "IN");
        Assert.Equal((Registered, false, false, false, false), Verdict(await client.GetAsync($"dnc/check?phone_e164={Registered}")));

        await File.WriteAllTextAsync(file, $"phone_e164\n{Registered}\n");

        var began = System.Diagnostics.Stopwatch.GetTimestamp();
        await Poll.UntilAsync(
            () => client.GetAsync($"dnc/check?phone_e164={Registered}"), check => check.Body.GetProperty("on_ncpr").GetBoolean(), "the registry's new number");
        Assert.InRange(System.Diagnostics.Stopwatch.GetElapsedTime(began), TimeSpan.Zero, TimeSpan.FromSeconds(10));
        using var cualify = new CualifyClient(client.Program);
        (await cualify.PostAsync("calls", new { agent_id = CualifyClient.AgentId, to_e164 = Registered })).AssertRefused(403, "forbidden", "to_e164");
        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
    }

    private static (string, bool, bool, bool, bool) Verdict(Reply reply) => (
        reply.Text("phone_e164"), Is(reply, "on_dnc"), Is(reply, "on_ncpr"), Is(reply, "in_cooldown"), Is(reply, "would_be_filtered"));

    private static bool Is(Reply reply, string name) => reply.Body.GetProperty(name).GetBoolean();

    private static async Task<Reply> UploadAsync(CallFunnelClient client, string csv)
    {
        using var form = new MultipartFormDataContent();
        var file = new ByteArrayContent(Encoding.UTF8.GetBytes(csv));
        file.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        form.Add(file, "file", "dnc.csv");
        return await client.Program.SendAsync(HttpMethod.Post, $"{CallFunnelClient.Root}/dnc/import", form);
    }
}
