using System.Text.Json;
using Switchboard.Tests.Api.Support;
using Switchboard.Tests.Doors.Support;

namespace Switchboard.Tests.Doors.CallFunnel;

/// <summary><c>POST /dsr/erase</c>, proven by a search of everything that the server has stored.</summary>
public sealed class DsrEraseTests
{
    private const string Name = "Zebulon Quill";
    private const string Email = "zebulon.quill@example.org";

    /// <summary>Asks for a discount in the call, asks not to be called again, fails again and again, and is talked to.</summary>
    private static readonly string[] Phones = ["+12025550107", "+12025550106", "+12025550103", "+12025550112"];

    [Fact]
    public async Task Nothing_of_a_person_is_left_in_the_database_or_on_the_disk_and_the_books_still_balance()
    {
        await using var server = await ApiServer.StartAsync(ServerFixture.Settings);
        await using var receiver = await WebhookReceiver.StartAsync();
        using var client = await CallFunnelClient.SignUpAsync(server, "IN");
        var person = new PersonWithTraces(client);
        await person.RegisterAsync(receiver);
        var workflowId = await person.RunAsync([.. Phones.Except(["+12025550106"])]);
        var callIds = new List<string>();
        foreach (var phone in Phones)
        {
            await person.CreateContactAsync(phone, Name, $"{phone[^1]}.{Email}");
            callIds.Add((await person.CallAsync(phone, Name)).Str("id")!);
        }

        await client.PostAsync("dnc/add", new { phone_e164 = Phones[3], reason = $"{Name} asked for it" });
        await client.DeleteAsync($"dnc/{Uri.EscapeDataString(Phones[3])}");
        await AssertNothingWaitsAsync(server);
        var before = await BooksAsync(client);
        foreach (var trace in Phones.Select(Digits).Append(Name).Append(Email))
            Assert.NotEmpty(await StoredTraces.FindAsync(server, trace));

        var byPhone = await client.PostAsync("dsr/erase", new { contact_identifier = Phones[0] });
        Assert.True(byPhone.Status == 200, byPhone.Content);
        AssertCounted(byPhone, "erased", "contacts", "conversations", "targets", "audience_rejected_rows", "campaign_calls", "webhook_attempts");
        AssertCounted(byPhone, "pseudonymised", "calls", "events", "approvals", "decisions");
        Assert.DoesNotContain(Digits(Phones[0]), byPhone.Content, StringComparison.Ordinal);
        await StoredTraces.AssertNoneAsync(server, Digits(Phones[0]));
        foreach (var phone in Phones[1..])
        {
            var byEmail = await client.PostAsync("dsr/erase", new { contact_identifier = $"{phone[^1]}.{Email}".ToUpperInvariant() });
            Assert.True(byEmail.Status == 200, byEmail.Content);
            AssertCounted(byEmail, "erased", "contacts");
        }

        foreach (var trace in Phones.Select(Digits).Append(Name).Append(Email))
            await StoredTraces.AssertNoneAsync(server, trace);
        Assert.Equal(before, await BooksAsync(client));
        Assert.Equal(3, (await client.GetAsync($"workflows/{workflowId}/runs")).Body.GetProperty("runs")[0].Int("targets_dialed"));

        await AssertGoneAsync(server, client, callIds);
        var again = await client.PostAsync("dsr/erase", new { contact_identifier = Phones[0] });
        Assert.Equal("""{"erased":{},"pseudonymised":{}}""", again.Content);
    }

    [Fact]
    public async Task A_number_that_could_not_be_read_where_it_was_uploaded_is_told_of_and_erased_too()
    {
        await using var server = await ApiServer.StartAsync(ServerFixture.Settings);
        using var client = await CallFunnelClient.SignUpAsync(server);
        using var other = await CallFunnelClient.SignUpAsync(server);
        string[] written = ["+13125558888 ext 9", "(312) 555-8888 x12", "312.555.8888 or 9"];
        var rows = written.Append("(312) 555-8887 x12").Select(phone => new { phone }).ToList();
        foreach (var one in new[] { client, other })
        {
            var id = await one.CreateWorkflowAsync();
            var uploaded = await one.PostAsync($"workflows/{id}/audience", new { rows });
            Assert.Equal((0L, 4L), (uploaded.Number("accepted"), uploaded.Number("rejected_invalid")));
        }

        var person = new { contact_identifier = "+13125558888" };
        Assert.Equal([1, 2, 3], await RejectedLinesAsync(client));
        AssertCounted(await client.PostAsync("dsr/erase", person), "erased", "audience_rejected_rows");

        Assert.Empty(await RejectedLinesAsync(client));
        Assert.Equal([1, 2, 3], await RejectedLinesAsync(other));
        AssertCounted(await other.PostAsync("dsr/erase", person), "erased", "audience_rejected_rows");
        foreach (var text in written)
            await StoredTraces.AssertNoneAsync(server, text);
        Assert.NotEmpty(await StoredTraces.FindAsync(server, "(312) 555-8887 x12"));

        async Task<IEnumerable<long>> RejectedLinesAsync(CallFunnelClient of) =>
            (await of.PostAsync("dsr/export", person)).Body.GetProperty("bundle").GetProperty("rejected_rows").EnumerateArray().Select(row => row.GetProperty("line").GetInt64());
    }

    [Fact]
    public async Task Who_was_erased_counts_in_no_audience_and_an_audience_of_nobody_is_none()
    {
        await using var server = await ApiServer.StartAsync(ServerFixture.Settings);
        using var client = await CallFunnelClient.SignUpAsync(server);
        var id = await client.CreateReadyWorkflowAsync("+12025550107", "+12025550112");
        Assert.Equal(2, await CountAsync());

        // Several who ask at once count one. Each may have to ask again, because SQLite's log cannot be emptied while another erasure reads.
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Poll.UntilAsync(
            () => client.PostAsync("dsr/erase", new { contact_identifier = "+12025550107" }), reply => reply.Status == 200, "the erasure's end")));
        Assert.Equal(1, await CountAsync());
        Assert.Equal(2, (await client.UploadAsync(id, "+12025550107")).Number("audience_count"));
        foreach (var phone in (string[])["+12025550107", "+12025550112"])
            AssertCounted(await client.PostAsync("dsr/erase", new { contact_identifier = phone }), "erased", "targets");

        Assert.Equal(0, await CountAsync());
        (await client.PostAsync($"workflows/{id}/run")).AssertError(409, "WORKFLOW_NOT_READY");
        await client.UploadAsync(id, "+12025550112");
        await client.RunAsync(id);

        async Task<long> CountAsync() => (await client.GetAsync($"workflows/{id}")).Number("audience_count");
    }

    [Fact]
    public async Task A_number_that_must_not_be_called_stays_so_without_being_readable()
    {
        await using var server = await ApiServer.StartAsync(ServerFixture.Settings);
        using var client = await CallFunnelClient.SignUpAsync(server);
        const string Phone = "+12025550106";
        var person = new PersonWithTraces(client);
        await person.CallAsync(Phone, Name);
        Assert.Equal(200, (await client.PostAsync("dsr/erase", new { contact_identifier = Phone })).Status);

        await StoredTraces.AssertNoneAsync(server, Digits(Phone));
        var entry = (await client.GetAsync("dnc")).Body.GetProperty("entries")[0];
        Assert.Matches("^erased:[0-9a-f]{16}$", entry.Str("phone_e164"));
        Assert.Equal(("erasure", null), (entry.Str("source"), entry.Str("reason")));
        Assert.True((await client.GetAsync("dnc/check?phone_e164=%2B12025550106")).Body.GetProperty("on_dnc").GetBoolean());
        (await person.Cualify.PostAsync("calls", new { agent_id = CualifyClient.AgentId, to_e164 = Phone })).AssertRefused(403, "forbidden", "to_e164");
        var imported = await client.PostAsync("dnc/import", new { rows = new[] { new { phone_e164 = Phone } } });
        Assert.Equal((0L, 1L), (imported.Number("added"), imported.Number("skipped_existing")));

        Assert.Equal(200, (await client.DeleteAsync("dnc/%2B12025550106")).Status);
        await person.CallAsync(Phone, Name);
    }

    [Fact]
    public async Task Who_is_being_called_is_erased_when_the_call_has_ended()
    {
        await using var server = await ApiServer.StartAsync(
            [.. ServerFixture.Settings.Where(setting => setting.Key != "Carrier:Simulator:TimeScale"), ("Carrier:Simulator:TimeScale", "20")]);
        using var client = await CallFunnelClient.SignUpAsync(server);
        var person = new PersonWithTraces(client);
        var callId = await person.Cualify.PlaceAsync("+12025550112");

        (await client.PostAsync("dsr/erase", new { contact_identifier = "+12025550112" })).AssertError(409, "CALL_UNDER_WAY");
        Assert.Equal("+12025550112", (await person.Cualify.EndOfAsync(callId)).Str("to_e164"));
        Assert.Equal(200, (await client.PostAsync("dsr/erase", new { contact_identifier = "+12025550112" })).Status);
        await StoredTraces.AssertNoneAsync(server, "12025550112");
    }

    [Fact]
    public async Task What_is_still_to_be_delivered_goes_out_without_the_person()
    {
        await using var server = await ApiServer.StartAsync(
            [.. ServerFixture.Settings.Where(setting => setting.Key != "Webhooks:RetrySeconds"), ("Webhooks:RetrySeconds", "4,4,4,4")]);
        await using var receiver = await WebhookReceiver.StartAsync();
        receiver.Answer = _ => 500;
        using var client = await CallFunnelClient.SignUpAsync(server);
        var person = new PersonWithTraces(client);
        await person.Cualify.PostAsync("webhooks", new { url = receiver.Url, events = new[] { "contact.created" } });
        await person.CreateContactAsync("+12025550100", Name, Email);
        Assert.Contains(Name, System.Text.Encoding.UTF8.GetString((await receiver.ExpectAsync(1))[0].Raw), StringComparison.Ordinal);

        Assert.Equal(200, (await client.PostAsync("dsr/erase", new { contact_identifier = Email })).Status);
        await StoredTraces.AssertNoneAsync(server, Name);
        receiver.Answer = _ => 204;

        var second = (await receiver.ExpectAsync(2))[1];
        Assert.StartsWith("erased:", second.Data.Str("phone_e164"), StringComparison.Ordinal);
        Assert.Null(second.Data.Str("name"));
        Assert.DoesNotContain("12025550100", System.Text.Encoding.UTF8.GetString(second.Raw), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_tenants_records_of_the_same_person_stay()
    {
        await using var server = await ApiServer.StartAsync(ServerFixture.Settings);
        using var client = await CallFunnelClient.SignUpAsync(server);
        using var other = await CallFunnelClient.SignUpAsync(server);
        var others = new PersonWithTraces(other);
        await others.CreateContactAsync("+12025550100", Name, Email);
        var call = await others.CallAsync("+12025550100", Name);
        Assert.Equal(200, (await other.PostAsync("dnc/add", new { phone_e164 = "+12025550100" })).Status);
        await new PersonWithTraces(client).CallAsync("+12025550100", Name);
        var before = (await other.PostAsync("dsr/export", new { contact_identifier = Email })).Body.GetProperty("bundle").GetProperty("calls").GetRawText();

        AssertCounted(await client.PostAsync("dsr/erase", new { contact_identifier = "+12025550100" }), "pseudonymised", "calls");

        Assert.Equal(before, (await other.PostAsync("dsr/export", new { contact_identifier = Email })).Body.GetProperty("bundle").GetProperty("calls").GetRawText());
        Assert.Equal("+12025550100", (await others.Cualify.GetAsync($"calls/{call.Str("id")}")).Data().Str("to_e164"));
        Assert.Equal("+12025550100", (await other.GetAsync("dnc")).Body.GetProperty("entries")[0].Str("phone_e164"));
    }

    [Fact]
    public async Task An_erasure_that_was_cut_off_is_finished_by_asking_again()
    {
        await using var server = await ApiServer.StartAsync(ServerFixture.Settings);
        var cutOff = 0;
        for (var commits = 0; commits < 9; commits++)
        {
            using var client = await CallFunnelClient.SignUpAsync(server);
            var person = new PersonWithTraces(client);
            await person.CreateContactAsync("+12025550100", Name, Email);
            await person.CallAsync("+12025550100", Name);
            Assert.Equal(200, (await client.PostAsync("dnc/add", new { phone_e164 = "+12025550100" })).Status);
            await AssertNothingWaitsAsync(server);

            server.Store.LoseCommit(after: commits, isWritten: commits % 2 == 0);
            var first = await client.PostAsync("dsr/erase", new { contact_identifier = Email });
            if (first.Status != 200)
            {
                cutOff++;
                Assert.Equal(503, first.Status);
                await Poll.UntilAsync(
                    () => client.PostAsync("dsr/erase", new { contact_identifier = Email }), reply => reply.Status == 200, "the erasure's end");
            }

            await StoredTraces.AssertNoneAsync(server, Digits("+12025550100"));
            await StoredTraces.AssertNoneAsync(server, Name);
            await StoredTraces.AssertNoneAsync(server, Email);
        }

        Assert.True(cutOff >= 4, $"Only {cutOff} erasures were cut off.");
    }

    private static string Digits(string phone) => phone[1..];

    private static void AssertCounted(Reply reply, string how, params string[] tables)
    {
        Assert.True(reply.Status == 200, reply.Content);
        foreach (var table in tables)
            Assert.True(reply.Body.GetProperty(how).TryGetProperty(table, out var rows) && rows.GetInt64() > 0, $"No {table} {how}: {reply.Content}");
    }

    /// <summary>Waits until every delivery has been made: what is under way to a receiver is no trace that this server keeps.</summary>
    private static async Task AssertNothingWaitsAsync(ApiServer server) => Assert.Empty(await Poll.UntilAsync(
        async () => await server.Store.QueryAsync(
            new Storage.SqlQuery("""
                SELECT id FROM events WHERE published = FALSE
                UNION ALL SELECT event_id FROM webhook_deliveries WHERE status = 'pending'
                UNION ALL SELECT id FROM calls WHERE due_at IS NOT NULL
                """),
            row => row.Text("id")),
        waiting => waiting.Count == 0,
        "all that waits"));

    private static async Task<(long Balance, long Ledger, long Held, long Calls)> BooksAsync(CallFunnelClient client)
    {
        var balance = await client.GetAsync("billing/balance");
        var ledger = (await client.GetAsync("billing/history?limit=200")).Body.GetProperty("entries").EnumerateArray().Sum(entry => entry.GetProperty("amount_minor").GetInt64());
        var calls = (await new PersonWithTraces(client).Cualify.GetAsync("calls?limit=1")).Body.GetProperty("pagination").GetProperty("total").GetInt64();
        Assert.Equal(balance.Number("balance_minor"), ledger);
        return (balance.Number("balance_minor"), ledger, balance.Number("held_minor"), calls);
    }

    private static async Task AssertGoneAsync(ApiServer server, CallFunnelClient client, IEnumerable<string> callIds)
    {
        var cualify = new PersonWithTraces(client).Cualify;
        Assert.Equal(0, (await cualify.GetAsync("contacts")).Body.GetProperty("pagination").Int("total"));
        Assert.Empty((await cualify.GetAsync("contacts")).Data().EnumerateArray());
        foreach (var id in callIds)
        {
            var call = (await cualify.GetAsync($"calls/{id}")).Data();
            Assert.StartsWith("erased:", call.Str("to_e164"), StringComparison.Ordinal);
            Assert.Equal((JsonValueKind.Null, JsonValueKind.Null), (call.GetProperty("metadata").ValueKind, call.GetProperty("recording_url").ValueKind));
            using var anybody = server.Client();
            Assert.Equal(404, (await anybody.GetAsync($"/recordings/{id}.wav")).Status);
        }

        foreach (var phone in Phones)
        {
            var export = await client.PostAsync("dsr/export", new { contact_identifier = phone });
            Assert.Equal(0, export.Body.GetProperty("bundle").GetProperty("calls").GetArrayLength());
            Assert.Equal(JsonValueKind.Null, export.Body.GetProperty("recordings_zip_url").ValueKind);
        }
    }
}
