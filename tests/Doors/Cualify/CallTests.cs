using System.Text.Json;
using Switchboard.Tests.Doors.Support;

namespace Switchboard.Tests.Doors.Cualify;

/// <summary><c>/calls</c> as a customer's program sees it.</summary>
public sealed class CallTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private static readonly string[] ListedFields =
    [
        "id", "status", "direction", "from_e164", "to_e164", "language", "duration_sec", "credits_debited_paise", "recording_url",
        "llm_extracted_intent", "llm_sentiment", "llm_outcome", "started_at", "ended_at", "created_at",
    ];

    [Fact]
    public async Task A_placed_call_is_answered_with_201_and_the_fields_of_the_document()
    {
        using var client = await CualifyClient.SignUpAsync(fixture.Server);

        var reply = await client.PostAsync("calls", new
        {
            agent_id = CualifyClient.AgentId,
            to_e164 = "+12025550100",
            from_e164 = "+918012345678",
            language = "hi-IN",
            max_duration_sec = 300,
            metadata = new { crm_lead_id = "L-7890" },
        });

        var call = reply.Data(201);
        Assert.Equal(["id", "status", "agent_id", "to_e164", "provider", "provider_call_id", "created_at"], call.Names());
        Assert.Equal("queued", call.Str("status"));
        Assert.Equal(CualifyClient.AgentId, call.Str("agent_id"));
        Assert.Equal("+12025550100", call.Str("to_e164"));
        Assert.Equal("simulator", call.Str("provider"));
        Assert.NotEmpty(call.Str("provider_call_id")!);
        Assert.InRange(call.Instant("created_at"), DateTimeOffset.UtcNow.AddMinutes(-1), DateTimeOffset.UtcNow.AddMinutes(1));
    }

    [Fact]
    public async Task A_completed_call_shows_what_was_said_and_noticed()
    {
        using var client = await CualifyClient.SignUpAsync(fixture.Server, country: "IN");
        var metadata = new { crm_lead_id = "L-7890", nested = new { list = new object?[] { 1, "zwei", null, 4.5 } } };

        var call = await client.EndOfAsync(await client.PlaceAsync("+12025550112", metadata));

        Assert.Equal("completed", call.Str("status"));
        Assert.Equal(142, call.Int("duration_sec"));
        Assert.Equal(1420, call.Int("credits_debited_paise"));
        Assert.Equal("demo_booked", call.Str("llm_extracted_intent"));
        Assert.Equal("positive", call.Str("llm_sentiment"));
        Assert.Equal("en-IN", call.Str("language"));
        Assert.Equal("human", call.Str("answered_by"));
        Assert.Equal("outbound", call.Str("direction"));
        Assert.Equal(JsonSerializer.Serialize(metadata), call.GetProperty("metadata").GetRawText());
        Assert.True(call.Instant("created_at") <= call.Instant("started_at"));
        Assert.True(call.Instant("started_at") <= call.Instant("ended_at"));
        AssertConversation(call);
    }

    [Fact]
    public async Task A_call_in_progress_shows_its_timeline_so_far_and_no_transcript_yet()
    {
        // Slow enough to look at the call while it waits for a decision.
        await using var server = await Api.Support.ApiServer.StartAsync([("Carrier:Simulator:TimeScale", "20"), ("RateLimits:Enabled", "false")]);
        using var client = await CualifyClient.SignUpAsync(server);
        var id = await client.PlaceAsync("+12025550107");

        var call = (await Poll.UntilAsync(
            () => client.GetAsync($"calls/{id}"),
            look => look.Data().Str("status") == "in_progress" && look.Data().GetProperty("timeline").GetArrayLength() > 0,
            "the conversation")).Data();

        Assert.Equal("disclosure-played", call.GetProperty("timeline")[0].Str("type"));
        Assert.Equal(JsonValueKind.Null, call.GetProperty("transcript").ValueKind);
        Assert.Equal(JsonValueKind.Null, call.GetProperty("ended_at").ValueKind);
        Assert.Equal(id, (await client.GetAsync("calls?status=in_progress")).Data()[0].Str("id"));
    }

    [Fact]
    public async Task A_list_shows_the_documents_fields_newest_first_and_the_detail_has_them_too()
    {
        using var client = await CualifyClient.SignUpAsync(fixture.Server);
        var ids = new[] { await client.PlaceAsync("+12025550100"), await client.PlaceAsync("+12025550101"), await client.PlaceAsync("+12025550102") };
        foreach (var id in ids)
            await client.EndOfAsync(id);

        var listed = (await client.GetAsync("calls")).Data().EnumerateArray().ToList();

        Assert.Equal(ids.Reverse(), listed.Select(call => call.Str("id")));
        foreach (var call in listed)
        {
            Assert.Equal(ListedFields, call.Names());
            var detail = (await client.GetAsync($"calls/{call.Str("id")}")).Data();
            Assert.All(ListedFields, field => Assert.Equal(call.GetProperty(field).GetRawText(), detail.GetProperty(field).GetRawText()));
        }
    }

    [Fact]
    public async Task Pages_and_filters_have_true_totals()
    {
        using var client = await CualifyClient.SignUpAsync(fixture.Server, country: "IN");
        var ids = new List<string>();
        for (var i = 0; i < 7; i++)
            ids.Add(await client.PlaceAsync(i % 2 == 0 ? "+12025550101" : "+12025550102", maxDurationSec: 10));
        foreach (var id in ids)
            await client.EndOfAsync(id);
        ids.Reverse();

        await AssertPageAsync(client, "calls", ids, limit: 50, offset: 0, total: 7, hasMore: false);
        await AssertPageAsync(client, "calls?limit=3", ids[..3], limit: 3, offset: 0, total: 7, hasMore: true);
        await AssertPageAsync(client, "calls?limit=3&offset=3", ids[3..6], limit: 3, offset: 3, total: 7, hasMore: true);
        await AssertPageAsync(client, "calls?limit=3&offset=4", ids[4..], limit: 3, offset: 4, total: 7, hasMore: false);
        await AssertPageAsync(client, "calls?offset=7", [], limit: 50, offset: 7, total: 7, hasMore: false);
        await AssertPageAsync(client, "calls?offset=2147483647", [], limit: 50, offset: int.MaxValue, total: 7, hasMore: false);
        await AssertPageAsync(client, "calls?status=busy&limit=2", [ids[0], ids[2]], limit: 2, offset: 0, total: 4, hasMore: true);
        await AssertPageAsync(client, "calls?status=no_answer&limit=100", [ids[1], ids[3], ids[5]], limit: 100, offset: 0, total: 3, hasMore: false);
        await AssertPageAsync(client, "calls?status=completed", [], limit: 50, offset: 0, total: 0, hasMore: false);
    }

    [Theory]
    [InlineData("queued")]
    [InlineData("dialing")]
    [InlineData("ringing")]
    [InlineData("in_progress")]
    [InlineData("completed")]
    [InlineData("failed")]
    [InlineData("no_answer")]
    [InlineData("busy")]
    [InlineData("canceled")]
    public async Task Each_of_the_nine_states_is_a_filter(string status)
    {
        using var client = await CualifyClient.SignUpAsync(fixture.Server);

        Assert.Empty((await client.GetAsync($"calls?status={status}")).Data().EnumerateArray());
    }

    [Fact]
    public async Task Nobody_sees_another_organisations_calls()
    {
        using var owner = await CualifyClient.SignUpAsync(fixture.Server);
        using var other = await CualifyClient.SignUpAsync(fixture.Server);
        var id = await owner.PlaceAsync("+12025550101");

        (await other.GetAsync($"calls/{id}")).AssertRefused(404, "not_found");
        Assert.Empty((await other.GetAsync("calls")).Data().EnumerateArray());
        Assert.Equal(id, (await owner.GetAsync($"calls/{id.ToUpperInvariant()}")).Data().Str("id"));
    }

    [Fact]
    public async Task A_call_is_accepted_only_as_long_as_the_balance_covers_it()
    {
        // The trial of 500 at 12 a minute covers one conversation of 40 minutes, not two.
        using var client = await CualifyClient.SignUpAsync(fixture.Server);
        await client.PlaceAsync("+12025550109", maxDurationSec: 2400);

        var refused = await client.PostAsync("calls", new { agent_id = CualifyClient.AgentId, to_e164 = "+12025550109", max_duration_sec = 2400 });

        refused.AssertRefused(402, "insufficient_credits");
        Assert.Equal(1, (await client.GetAsync("calls")).Body.GetProperty("pagination").Int("total"));
    }

    [Fact]
    public async Task Without_a_plan_no_call_is_placed()
    {
        await using var server = await Api.Support.ApiServer.StartAsync(ServerFixture.Settings);
        using var client = await CualifyClient.SignUpAsync(server);
        server.Time.Advance(TimeSpan.FromDays(8));

        var refused = await client.PostAsync("calls", new { agent_id = CualifyClient.AgentId, to_e164 = "+12025550100" });

        Assert.Equal("No active plan", refused.AssertRefused(403, "forbidden").Str("message"));
    }

    [Fact]
    public async Task A_recording_can_be_played_by_who_has_the_link_and_by_nobody_else()
    {
        using var client = await CualifyClient.SignUpAsync(fixture.Server);
        var call = await client.EndOfAsync(await client.PlaceAsync("+12025550100"));
        var link = new Uri(call.Str("recording_url")!);
        using var listener = new HttpClient();

        using var answer = await listener.GetAsync(link);
        var wave = await answer.Content.ReadAsByteArrayAsync();

        Assert.Equal(200, (int)answer.StatusCode);
        Assert.Equal("audio/wav", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal(wave.Length, answer.Content.Headers.ContentLength);
        Assert.Equal("RIFF"u8.ToArray(), wave[..4]);
        Assert.Equal(30, SecondsOf(wave), precision: 0);
        await AssertRangeAsync(listener, link, wave);
        await AssertNotFoundAsync(listener, link.GetLeftPart(UriPartial.Path));
        await AssertNotFoundAsync(listener, link + "x");
        await AssertNotFoundAsync(listener, link.ToString().Replace(call.Str("id")!, await client.PlaceAsync("+12025550101"), StringComparison.Ordinal));
    }

    private static void AssertConversation(JsonElement call)
    {
        var lines = call.GetProperty("transcript").EnumerateArray().ToList();
        Assert.True(lines.Count > 1);
        Assert.All(lines, line =>
        {
            Assert.Equal(["role", "text", "at_sec"], line.Names());
            Assert.Contains(line.Str("role"), new[] { "agent", "user" });
            Assert.InRange(line.GetProperty("at_sec").GetDouble(), 0, 142);
        });

        var marks = call.GetProperty("timeline").EnumerateArray().ToList();
        Assert.Equal("disclosure-played", marks[0].Str("type"));
        Assert.Contains(marks, mark => mark.Str("type") == "intent-detected" && mark.Str("detail") == "demo_booked");
        Assert.All(marks, mark =>
        {
            Assert.Equal(["type", "at", "at_sec", "detail"], mark.Names());
            Assert.InRange(mark.Instant("at"), call.Instant("started_at"), call.Instant("ended_at"));
        });
    }

    private static async Task AssertPageAsync(
        CualifyClient client, string path, IEnumerable<string> ids, int limit, int offset, int total, bool hasMore)
    {
        var reply = await client.GetAsync(path);
        Assert.Equal(ids, reply.Data().EnumerateArray().Select(call => call.Str("id")));
        Assert.Equal(
            JsonSerializer.Serialize(new { limit, offset, total, has_more = hasMore }), reply.Body.GetProperty("pagination").GetRawText());
    }

    // Bytes of samples by bytes a second, as the header of a canonical WAVE file has them.
    private static double SecondsOf(byte[] wave) => (double)BitConverter.ToInt32(wave, 40) / BitConverter.ToInt32(wave, 28);

    private static async Task AssertRangeAsync(HttpClient listener, Uri link, byte[] wave)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, link) { Headers = { Range = new(1000, 1999) } };
        using var part = await listener.SendAsync(request);
        Assert.Equal(206, (int)part.StatusCode);
        Assert.Equal(wave[1000..2000], await part.Content.ReadAsByteArrayAsync());
    }

    private static async Task AssertNotFoundAsync(HttpClient listener, string link)
    {
        using var answer = await listener.GetAsync(new Uri(link));
        Assert.Equal(404, (int)answer.StatusCode);
    }
}
