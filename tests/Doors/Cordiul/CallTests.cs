using System.Text.Json;
using Switchboard.Tests.Api.Support;
using Switchboard.Tests.Doors.Support;

namespace Switchboard.Tests.Doors.Cordiul;

/// <summary><c>/calls</c> as a customer's program sees it.</summary>
public sealed class CallTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task A_created_call_has_the_printed_fields_and_dials_the_given_number()
    {
        using var client = await CordiulClient.SignUpAsync(fixture.Server);
        var contactId = await client.CreateContactAsync("+12025550102");

        var call = (await client.PostAsync("calls/create", new { contact_id = contactId, phone_number = "+12025550112", from_number = "+0987654321" })).Succeeded();

        Assert.Equal(["id", "status", "contact_id", "phone_number", "created_at"], call.Names().Take(5));
        Assert.Matches("^call_[0-9a-f]{32}$", call.Str("id"));
        Assert.Equal(("initiating", contactId, "+12025550112", "+0987654321"), (call.Str("status"), call.Str("contact_id"), call.Str("phone_number"), call.Str("from_number")));
        var ended = await client.EndOfAsync(call.Str("id")!);
        Assert.Equal(("completed", 142, "+12025550112"), (ended.Str("status"), ended.Int("duration"), ended.Str("phone_number")));
        Assert.True(ended.GetProperty("transcript").GetArrayLength() > 1);
        using var listener = new HttpClient();
        Assert.Equal("RIFF"u8.ToArray(), (await listener.GetByteArrayAsync(ended.Str("recording_url")))[..4]);
    }

    [Fact]
    public async Task A_contact_and_a_call_may_be_named_by_plain_uuids_and_a_voice_agent_chosen()
    {
        using var client = await CordiulClient.SignUpAsync(fixture.Server);
        var contactId = Guid.Parse((await client.CreateContactAsync())["contact_".Length..]);

        foreach (var agent in new[] { CualifyClient.AgentId, "agent_01900000000070008000000000000001" })
        {
            var call = (await client.PostAsync("calls/create", new { contact_id = contactId, phone_number = "+12025550101", agent_id = agent })).Succeeded();
            Assert.Equal("agent_01900000000070008000000000000001", call.Str("agent_id"));
            Assert.Equal(call.Str("id"), (await client.GetAsync($"calls/{Guid.Parse(call.Str("id")!["call_".Length..])}")).Succeeded().Str("id"));
        }
    }

    [Fact]
    public async Task The_contacts_language_is_spoken()
    {
        using var client = await CordiulClient.SignUpAsync(fixture.Server, country: "IN");
        var upserted = await client.Http.PostAsync("/cualify/api/v1/contacts", new { phone_e164 = "+919812345678", language_pref = "hi-IN" });
        var contactId = upserted.Data().Str("id")!;

        var call = await client.CallAsync(contactId, "+12025550101");

        Assert.Equal("hi-IN", (await client.Http.GetAsync($"/cualify/api/v1/calls/{Guid.Parse(call["call_".Length..])}")).Data().Str("language"));
    }

    [Theory]
    [InlineData("+12025550100", "completed")]
    [InlineData("+12025550101", "busy")]
    [InlineData("+12025550102", "no_answer")]
    [InlineData("+12025550103", "failed")]
    [InlineData("+12025550104", "completed")]
    public async Task Each_end_has_its_status(string phone, string status)
    {
        using var client = await CordiulClient.SignUpAsync(fixture.Server);

        var call = await client.EndOfAsync(await client.CallAsync(await client.CreateContactAsync(), phone));

        Assert.Equal(status, call.Str("status"));
        Assert.Equal(status == "completed", call.GetProperty("transcript").ValueKind == JsonValueKind.Array);
    }

    [Fact]
    public async Task A_list_is_filtered_by_status_contact_and_time_with_true_totals()
    {
        using var client = await CordiulClient.SignUpAsync(fixture.Server);
        var (one, two) = (await client.CreateContactAsync("+12025550190"), await client.CreateContactAsync("+12025550191"));
        var ids = new List<string>();
        foreach (var (contact, phone) in new[] { (one, "+12025550101"), (two, "+12025550102"), (one, "+12025550102"), (two, "+12025550101"), (one, "+12025550101") })
        {
            ids.Add(await client.CallAsync(contact, phone));
            await client.EndOfAsync(ids[^1]);
        }

        ids.Reverse();
        var times = (await client.GetAsync("calls/list")).Succeeded().GetProperty("calls").EnumerateArray().Select(call => call.Str("created_at")!).ToList();
        await AssertListAsync(client, "", ids, total: 5);
        await AssertListAsync(client, "?limit=2", ids[..2], total: 5);
        await AssertListAsync(client, "?limit=2&offset=3", ids[3..], total: 5);
        await AssertListAsync(client, "?limit=5000&offset=5", [], total: 5);
        await AssertListAsync(client, "?status=busy", [ids[0], ids[1], ids[4]], total: 3);
        await AssertListAsync(client, $"?contact_id={one}", [ids[0], ids[2], ids[4]], total: 3);
        await AssertListAsync(client, $"?contact_id={one}&limit=1&offset=1", [ids[2]], total: 3);
        await AssertListAsync(client, $"?contact_id={one}&status=busy", [ids[0], ids[4]], total: 2);
        await AssertListAsync(client, $"?contact_id={Guid.Parse(two["contact_".Length..])}&status=no_answer", [ids[3]], total: 1);
        await AssertListAsync(client, "?contact_id=contact_01900000000070008000000000000002", [], total: 0);
        await AssertListAsync(client, "?status=initiating", [], total: 0);

        // As printed, so to the millisecond, and both ends included.
        await AssertListAsync(client, $"?from={times[2]}", ids[..3], total: 3);
        await AssertListAsync(client, $"?to={times[2]}", ids[2..], total: 3);
        await AssertListAsync(client, $"?from={times[3]}&to={times[1]}", ids[1..4], total: 3);
        await AssertListAsync(client, $"?from={times[3]}&to={times[1]}&status=busy", [ids[1]], total: 1);
        await AssertListAsync(client, $"?from={times[3]}&to={times[1]}&limit=1&offset=1", [ids[2]], total: 3);
        var today = times[0][..10];
        if (times.All(time => time.StartsWith(today, StringComparison.Ordinal)))
            await AssertListAsync(client, $"?from={today}&to={today}", ids, total: 5);
        await AssertListAsync(client, "?to=2020-01-01", [], total: 0);
        await AssertListAsync(client, "?to=9999-12-31", ids, total: 5);
        await AssertListAsync(client, $"?from=2020-01-01T00:00:00%2B05:30&contact_id={two}", [ids[1], ids[3]], total: 2);
    }

    [Fact]
    public async Task A_listed_call_has_the_printed_fields_and_the_detail_has_them_too()
    {
        using var client = await CordiulClient.SignUpAsync(fixture.Server);
        var id = await client.CallAsync(await client.CreateContactAsync(), "+12025550112");
        var detail = await client.EndOfAsync(id);

        var listed = (await client.GetAsync("calls/list?limit=50&status=completed")).Succeeded().GetProperty("calls")[0];

        Assert.Equal(["id", "status", "contact_id", "phone_number", "duration", "created_at"], listed.Names().Take(6));
        Assert.All(listed.Names(), field => Assert.Equal(listed.GetProperty(field).GetRawText(), detail.GetProperty(field).GetRawText()));
    }

    [Fact]
    public async Task The_call_of_another_door_is_listed_without_a_contact()
    {
        using var client = await CordiulClient.SignUpAsync(fixture.Server);
        using var calleague = new CalleagueClient(client.Http);
        var callId = await calleague.StartAsync("+12025550101", new { orderId = "A-1042" });

        var listed = (await client.GetAsync("calls/list")).Succeeded().GetProperty("calls")[0];

        Assert.Equal($"call_{callId["cl_".Length..]}", listed.Str("id"));
        Assert.Equal(JsonValueKind.Null, listed.GetProperty("contact_id").ValueKind);
        var ended = await client.EndOfAsync(listed.Str("id")!);
        Assert.Equal("busy", ended.Str("status"));
        Assert.Equal("A-1042", ended.GetProperty("metadata").Str("orderId"));
        Assert.Equal("failed", (await calleague.GetAsync($"voice/call/{callId}")).Text("status"));
        Assert.Equal("busy", (await client.Http.GetAsync($"/cualify/api/v1/calls/{Guid.Parse(callId["cl_".Length..])}")).Data().Str("status"));
    }

    [Fact]
    public async Task Nobody_sees_calls_another_accounts_contacts_or_calls_them()
    {
        using var owner = await CordiulClient.SignUpAsync(fixture.Server);
        using var other = await CordiulClient.SignUpAsync(fixture.Server);
        var contactId = await owner.CreateContactAsync();
        var id = await owner.CallAsync(contactId, "+12025550101");

        (await other.GetAsync($"calls/{id}")).AssertFailed(404);
        (await other.GetAsync($"contacts/{contactId}")).AssertFailed(404);
        (await other.PostAsync("calls/create", new { contact_id = contactId, phone_number = "+12025550101" })).AssertFailed(404);
        await AssertListAsync(other, "", [], total: 0);
        await AssertListAsync(other, $"?contact_id={contactId}", [], total: 0);
    }

    [Fact]
    public async Task A_call_is_accepted_only_as_long_as_the_balance_covers_it()
    {
        // The trial of 500 at 12 a minute covers eight times the 5 minutes that are held for a call.
        await using var server = await ApiServer.StartAsync([("Carrier:Simulator:TimeScale", "1"), ("RateLimits:Enabled", "false")]);
        using var client = await CordiulClient.SignUpAsync(server);
        var contactId = await client.CreateContactAsync();
        for (var i = 0; i < 8; i++)
            await client.CallAsync(contactId, "+12025550109");

        Assert.Contains("balance", (await client.PostAsync("calls/create", new { contact_id = contactId, phone_number = "+12025550109" })).AssertFailed(402), StringComparison.Ordinal);
        Assert.Equal(8, (await client.GetAsync("calls/list")).Succeeded().Int("total"));
    }

    [Fact]
    public async Task A_suppressed_number_is_403_and_the_error_names_the_list()
    {
        using var client = await CordiulClient.SignUpAsync(fixture.Server);
        var contactId = await client.CreateContactAsync();
        await client.EndOfAsync(await client.CallAsync(contactId, "+12025550106"));

        var refused = await client.PostAsync("calls/create", new { contact_id = contactId, phone_number = "+12025550106" });

        Assert.Contains("do-not-call", refused.AssertFailed(403), StringComparison.Ordinal);
    }

    private static async Task AssertListAsync(CordiulClient client, string query, IEnumerable<string> ids, int total)
    {
        var data = (await client.GetAsync($"calls/list{query}")).Succeeded();
        Assert.Equal(["calls", "total"], data.Names());
        Assert.True(total == data.Int("total"), $"{query}: {data.Int("total")} in all, not {total}");
        Assert.Equal(ids, data.GetProperty("calls").EnumerateArray().Select(call => call.Str("id")));
    }
}
