using System.Text.Json;
using Switchboard.Tests.Api.Support;
using Switchboard.Tests.Doors.Support;

namespace Switchboard.Tests.Doors.NextNeural;

/// <summary>Calls through a campaign, and the list of all calls with its filters.</summary>
public sealed class CallTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private const string Answers = "+12025550112";
    private const string Voicemail = "+12025550104";
    private const string Silent = "+12025550102";
    private const string Busy = "+12025550101";

    [Fact]
    public async Task A_call_makes_a_contact_and_ends_with_transcript_and_outcome()
    {
        using var client = await NextNeuralClient.SignUpAsync(fixture.Server);
        var campaign = await CreateCampaignAsync(client, "+12025550190");
        var placed = (await client.PostAsync("v1/calls", new { to = Answers, campaign_id = campaign, contact_name = "Riya Sharma", metadata = new { crm = 7 } })).Ok(201);
        Assert.Equal(["call_uuid", "status", "to", "campaign_id"], placed.Names());
        Assert.Equal(("dialing", Answers, campaign), (placed.Str("status"), placed.Str("to"), placed.Str("campaign_id")));

        var call = await EndOfAsync(client, placed.Str("call_uuid")!);
        Assert.Equal(
            [
                "uuid", "call_type", "campaign_uuid", "contact_uuid", "from_number", "to_number", "status", "duration", "duration_formatted", "outcome", "sentiment", "summary",
                "recording_url", "started_at", "ended_at", "metadata", "transcript",
            ],
            call.Names());
        Assert.Equal(("outbound", campaign, "+12025550190", Answers), (call.Str("call_type"), call.Str("campaign_uuid"), call.Str("from_number"), call.Str("to_number")));
        Assert.Equal(("completed", 142, "02:22", "connected"), (call.Str("status"), call.Int("duration"), call.Str("duration_formatted"), call.Str("outcome")));
        Assert.Equal("positive", call.Str("sentiment"));
        Assert.Equal("""{"crm":7}""", call.GetProperty("metadata").GetRawText());
        Assert.True(call.Instant("ended_at") >= call.Instant("started_at"));
        var line = call.GetProperty("transcript")[0];
        Assert.Equal(["speaker", "text", "timestamp"], line.Names());
        Assert.Equal("agent", line.Str("speaker"));
        using (var anybody = new ApiClient(fixture.Server.Address))
            Assert.Equal(200, (await anybody.GetAsync(new Uri(call.Str("recording_url")!).PathAndQuery)).Status);

        var contact = (await client.GetAsync($"v1/contacts/{call.Str("contact_uuid")}")).Ok();
        Assert.Equal(("Riya Sharma", Answers), (contact.Str("name"), contact.Str("phone")));

        using var cualify = new CualifyClient(await client.Account.KeyClientAsync());
        Assert.Equal("completed", (await cualify.GetAsync($"calls/{call.Str("uuid")}")).Data().Str("status"));
    }

    [Fact]
    public async Task The_contact_of_a_number_is_one_and_keeps_its_name_unless_another_is_given()
    {
        using var client = await NextNeuralClient.SignUpAsync(fixture.Server);
        var campaign = await CreateCampaignAsync(client);
        var riya = await client.CreateContactAsync(Busy, "Riya");
        var first = await PlaceAsync(client, campaign, Busy);
        Assert.Equal(riya, (await client.GetAsync($"v1/calls/{first}")).Ok().Str("contact_uuid"));
        Assert.Equal("Riya", (await client.GetAsync($"v1/contacts/{riya}")).Ok().Str("name"));

        (await client.PostAsync("v1/calls", new { to = Busy, campaign_id = campaign, contact_name = "Riya S." })).Ok(201);
        Assert.Equal("Riya S.", (await client.GetAsync($"v1/contacts/{riya}")).Ok().Str("name"));
        Assert.Equal(1, (await client.GetAsync("v1/contacts")).Ok().Int("total"));
    }

    [Fact]
    public async Task Filters_must_all_hold_and_totals_are_theirs()
    {
        using var client = await NextNeuralClient.SignUpAsync(fixture.Server);
        var (one, two) = (await CreateCampaignAsync(client), await CreateCampaignAsync(client));
        var placed = new List<string>();
        foreach (var (campaign, to) in new[] { (one, Answers), (one, Voicemail), (two, Silent), (two, Busy), (two, Answers) })
        {
            placed.Add(await PlaceAsync(client, campaign, to));
            await EndOfAsync(client, placed[^1]);
        }

        using var cualify = new CualifyClient(await client.Account.KeyClientAsync());
        placed.Add(await cualify.PlaceAsync("+12025550105"));
        await cualify.EndOfAsync(placed[^1]);
        var contact = (await client.GetAsync($"v1/calls/{placed[0]}")).Ok().Str("contact_uuid");

        Assert.Equal([5, 4, 3, 2, 1, 0], await ListAsync("", 6));
        Assert.Equal([4, 3], await ListAsync("?limit=2&offset=1", 6));
        Assert.Equal([1, 0], await ListAsync($"?campaign_id={one}", 2));
        Assert.Equal([4, 0], await ListAsync("?outcome=connected", 2));
        Assert.Equal([1], await ListAsync("?outcome=voicemail", 1));
        Assert.Equal([2], await ListAsync("?outcome=no-answer", 1));
        Assert.Equal([5, 3], await ListAsync("?outcome=failed", 2));
        Assert.Equal([4], await ListAsync($"?outcome=connected&campaign_id={two}", 1));
        Assert.Equal([4, 0], await ListAsync($"?contact_id={contact}", 2));
        Assert.Equal([4, 0], await ListAsync("?sentiment=positive", 2));
        Assert.Equal([], await ListAsync("?sentiment=negative", 0));
        Assert.Equal([], await ListAsync("?campaign_id=01900000-0000-7000-8000-0000000000ff", 0));
        Assert.Equal([], await ListAsync("?date_to=2026-01-01", 0));
        Assert.Equal([5, 4, 3, 2, 1, 0], await ListAsync("?date_from=2026-01-01&date_to=2099-01-01", 6));
        foreach (var wrong in new[] { "outcome=busy", "sentiment=great", "limit=101", "offset=-1", "campaign_id=7", "date_from=yesterday" })
            (await client.GetAsync($"v1/calls?{wrong}")).AssertDetail(400);

        async Task<IEnumerable<int>> ListAsync(string query, int total)
        {
            var list = (await client.GetAsync($"v1/calls{query}")).Ok();
            Assert.True(total == list.Int("total"), $"{query}: {list}");
            return [.. list.GetProperty("calls").EnumerateArray().Select(call => placed.IndexOf(call.Str("uuid")!))];
        }
    }

    [Fact]
    public async Task What_is_refused_leaves_no_contact_behind()
    {
        using var client = await NextNeuralClient.SignUpAsync(fixture.Server);
        using var other = await NextNeuralClient.SignUpAsync(fixture.Server);
        var campaign = await CreateCampaignAsync(client);
        using var funnel = await client.Account.KeyClientAsync();
        Assert.Equal(200, (await funnel.PostAsync("/callfunnel/api/dnc/add", new { phone_e164 = Answers })).Status);

        Assert.Contains("do-not-call", (await client.PostAsync("v1/calls", new { to = Answers, campaign_id = campaign })).AssertDetail(403), StringComparison.Ordinal);
        (await client.PostAsync("v1/calls", new { to = "12", campaign_id = campaign })).AssertDetail(400);
        (await client.PostAsync("v1/calls", new { to = Busy })).AssertDetail(400, "campaign_id is required");
        (await client.PostAsync("v1/calls", new { campaign_id = campaign })).AssertDetail(400, "to is required");
        (await client.PostAsync("v1/calls", new { to = Busy, campaign_id = campaign, metadata = 1 })).AssertDetail(400, "metadata must be an object");
        (await other.PostAsync("v1/calls", new { to = Busy, campaign_id = campaign })).AssertDetail(404, "Campaign not found");
        Assert.Equal(0, (await client.GetAsync("v1/contacts")).Ok().Int("total"));
        Assert.Equal(0, (await client.GetAsync("v1/calls")).Ok().Int("total"));
        var placed = await PlaceAsync(client, campaign, Busy);
        (await other.GetAsync($"v1/calls/{placed}")).AssertDetail(404, "Call not found");
        (await client.GetAsync("v1/calls/no-id")).AssertDetail(404, "Call not found");
    }

    [Fact]
    public async Task Scopes_are_asked_for_by_their_names_and_limits_by_theirs()
    {
        await using var server = await ApiServer.StartAsync(("Carrier:Simulator:TimeScale", "200"));
        using var reader = await NextNeuralClient.SignUpAsync(server, scope: "read");
        using var client = await NextNeuralClient.OfAsync(reader.Account);
        (await reader.PostAsync("v1/calls", new { to = Busy, campaign_id = NextNeuralClient.AgentId })).AssertDetail(403, "Insufficient permissions. Required scopes: voice:calls:write");
        (await reader.PostAsync("v1/campaigns", new { name = "x" })).AssertDetail(403, "Insufficient permissions. Required scopes: voice:campaigns:write");
        using (var nobody = new ApiClient(server.Address))
            (await nobody.GetAsync("/nextneural/v1/campaigns")).AssertDetail(401, "Invalid or expired token");

        var id = await CreateCampaignAsync(client);
        await ExceedAsync(5, $"v1/campaigns/{id}/launch", "Rate limit exceeded: 5/minute");
        await ExceedAsync(5, $"api/voice/flows/{id}/stop", "Rate limit exceeded: 5/minute");
        await ExceedAsync(20, "api/voice/flows", "Rate limit exceeded: 20/minute");
        await ExceedAsync(30, "v1/calls", "Rate limit exceeded: 30/minute");
        Assert.Equal(200, (await client.GetAsync("v1/campaigns")).Status);

        async Task ExceedAsync(int requests, string path, string detail)
        {
            for (var n = 0; n < requests; n++)
                Assert.NotEqual(429, (await client.PostAsync(path, new { })).Status);
            (await client.PostAsync(path, new { })).AssertDetail(429, detail);
        }
    }

    private static async Task<string> CreateCampaignAsync(NextNeuralClient client, string? phoneNumber = null) =>
        (await client.PostAsync("v1/campaigns", new { name = "June", phone_number = phoneNumber })).Ok(201).Str("uuid")!;

    private static async Task<string> PlaceAsync(NextNeuralClient client, string campaign, string to) =>
        (await client.PostAsync("v1/calls", new { to, campaign_id = campaign })).Ok(201).Str("call_uuid")!;

    private static async Task<JsonElement> EndOfAsync(NextNeuralClient client, string id) => (await Poll.UntilAsync(
        () => client.GetAsync($"v1/calls/{id}"), look => look.Ok().Str("outcome") is not null, $"the end of call {id}")).Body;
}
