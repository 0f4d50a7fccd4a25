using System.Text.Json;
using Switchboard.Tests.Api.Support;
using Switchboard.Tests.Doors.Support;

namespace Switchboard.Tests.Doors.NextNeural;

/// <summary>Steering calls that are under way: people to transfer to, transfer, end, metadata.</summary>
public sealed class TransferTests(SlowServer fixture) : IClassFixture<SlowServer>
{
    private const string NotActive = "Call is not currently active";
    private const string NobodyFree = "No agents available in target queue";
    private const string Calls = "api/voice/calls";

    [Fact]
    public async Task People_are_put_into_queues_counted_and_taken_out_again()
    {
        using var client = await SignUpAsync();
        AssertAvailability(await client.GetAsync($"{Calls}/agent-availability"), 0);

        var set = await SetAsync(client, "sales", "Maria", "+12025550143");
        Assert.Equal(("sales", "Maria", "+12025550143", true), (set.Str("queue"), set.Str("agent"), set.Str("phone"), set.GetProperty("available").GetBoolean()));
        await SetAsync(client, "support", "Maria", "+12025550143");
        await SetAsync(client, "support", "Ben", "+12025550144", available: false);

        AssertAvailability(await client.GetAsync($"{Calls}/agent-availability"), 1, ("sales", 1, 0), ("support", 1, 0));
        AssertAvailability(await client.GetAsync($"{Calls}/agent-availability?queue=support"), 1, ("support", 1, 0));
        AssertAvailability(await client.GetAsync($"{Calls}/agent-availability?queue=nobody"), 0, ("nobody", 0, 0));

        // Whoever is known need not be described again.
        (await client.PostAsync($"{Calls}/agent-availability", new { queue = "support", agent = "Ben" })).Ok();
        AssertAvailability(await client.GetAsync($"{Calls}/agent-availability"), 2, ("sales", 1, 0), ("support", 2, 0));

        (await client.DeleteAsync($"{Calls}/agent-availability?queue=support&agent=Ben")).Ok();
        (await client.DeleteAsync($"{Calls}/agent-availability?queue=support&agent=Ben")).AssertDetail(404, "Agent not found");
        AssertAvailability(await client.GetAsync($"{Calls}/agent-availability"), 1, ("sales", 1, 0), ("support", 1, 0));

        using var other = await SignUpAsync();
        AssertAvailability(await other.GetAsync($"{Calls}/agent-availability"), 0);
    }

    [Theory]
    [InlineData("""{"queue":"sales","phone":"+12025550143","available":true}""", "agent is required")]
    [InlineData("""{"queue":"sales","agent":"Maria"}""", "phone is required")]
    [InlineData("""{"queue":"sales","agent":"Maria","phone":"555","available":true}""", "phone must be in E.164 format")]
    [InlineData("""{"queue":"sales","agent":"Maria","phone":"+12025550143","available":"yes"}""", "available must be true or false")]
    [InlineData("""{"queue":7,"agent":"Maria","phone":"+12025550143"}""", "queue must be a text")]
    [InlineData("""{"agent":"+12025550143","phone":"+12025550143"}""", "agent must not begin with +")]
    public async Task A_person_who_is_described_wrongly_is_refused(string body, string detail)
    {
        using var client = await SignUpAsync();

        (await client.PostRawAsync($"{Calls}/agent-availability", body)).AssertDetail(400, detail);
        AssertAvailability(await client.GetAsync($"{Calls}/agent-availability"), 0);
    }

    [Fact]
    public async Task A_call_is_handed_to_whoever_of_the_queue_is_free_who_is_busy_until_it_ends()
    {
        using var client = await SignUpAsync();
        await SetAsync(client, "sales", "Maria", "+12025550143");
        var id = await SlowServer.PlaceAnsweredAsync(client, "+12025550108");

        var transferred = (await client.PostAsync($"{Calls}/{id}/transfer", new { queue = "sales" })).Ok();
        Assert.Equal(
            (id, "in-progress", true, "+12025550143", "sales", "Maria"),
            (transferred.Str("call_uuid"), transferred.Str("status"), transferred.GetProperty("transfer_initiated").GetBoolean(), transferred.Str("target"),
                transferred.Str("queue"), transferred.Str("agent")));
        AssertAvailability(await client.GetAsync($"{Calls}/agent-availability?queue=sales"), 0, ("sales", 0, 1));

        // Whose answer was lost asks again and hears the same; somebody else does not get the call.
        Assert.Equal("Maria", (await client.PostAsync($"{Calls}/{id}/transfer", new { queue = "sales" })).Ok().Str("agent"));
        (await client.PostAsync($"{Calls}/{id}/transfer", new { target = "+12025550177" })).AssertDetail(409);
        (await client.DeleteAsync($"{Calls}/agent-availability?queue=sales&agent=Maria")).AssertDetail(409, "Agent is in a call");

        var second = await SlowServer.PlaceAnsweredAsync(client, "+12025550112");
        (await client.PostAsync($"{Calls}/{second}/transfer", new { queue = "sales" })).AssertDetail(503, NobodyFree);
        (await client.PostAsync($"{Calls}/{second}/transfer", new { target = "Maria" })).AssertDetail(503, NobodyFree);
        (await client.PostAsync($"{Calls}/{second}/transfer", new { target = "+12025550143" })).AssertDetail(503, NobodyFree);

        var call = await SlowServer.EndOfAsync(client, id);
        Assert.Equal(("completed", "speak_to_person", "transferred_to_person"), (call.Str("status"), call.Str("llm_extracted_intent"), call.Str("llm_outcome")));
        Assert.Contains("human_agent", call.GetProperty("transcript").EnumerateArray().Select(line => line.Str("role")));
        Assert.Contains("transferred", call.GetProperty("timeline").EnumerateArray().Select(mark => mark.Str("type")));
        AssertAvailability(await client.GetAsync($"{Calls}/agent-availability"), 1, ("sales", 1, 0));
        (await client.PostAsync($"{Calls}/{id}/transfer", new { queue = "sales" })).AssertDetail(409, NotActive);
    }

    [Theory]
    [InlineData("""{"target":"+12025550177"}""", "+12025550177", null, null)]
    [InlineData("""{"target":"Ben"}""", "+12025550144", "support", "Ben")]
    [InlineData("""{"target":"+12025550144"}""", "+12025550144", "support", "Ben")]
    [InlineData("{}", "+12025550145", "default", "Zoe")]
    public async Task Any_call_in_progress_can_be_handed_to_a_number_a_name_or_anybody(string body, string target, string? queue, string? agent)
    {
        using var client = await SignUpAsync();
        await SetAsync(client, "support", "Ben", "+12025550144");
        await SetAsync(client, "default", "Zoe", "+12025550145");
        var id = await SlowServer.PlaceAnsweredAsync(client, "+12025550109", maxDurationSec: 200);

        var transferred = (await client.PostRawAsync($"{Calls}/{id}/transfer", body)).Ok();

        Assert.Equal((target, queue, agent), (transferred.Str("target"), transferred.Str("queue"), transferred.Str("agent")));
        var call = await SlowServer.EndOfAsync(client, id);
        Assert.Equal(("completed", "transferred_to_person"), (call.Str("status"), call.Str("llm_outcome")));
        Assert.InRange(call.Int("duration_sec"), 40, 199);
    }

    [Fact]
    public async Task Calls_handed_over_at_the_same_moment_get_a_person_each()
    {
        using var client = await SignUpAsync();
        foreach (var name in new[] { "Ann", "Ben", "Cyd" })
            await SetAsync(client, "sales", name, $"+1202555020{name.Length + name[0] % 7}");
        var ids = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => SlowServer.PlaceAnsweredAsync(client, "+12025550112", maxDurationSec: 160)));

        var answers = await Task.WhenAll(ids.Select(id => client.PostAsync($"{Calls}/{id}/transfer", new { queue = "sales" })));

        Assert.Equal([200, 200, 200, 503, 503], answers.Select(answer => answer.Status).Order());
        Assert.Equal(["Ann", "Ben", "Cyd"], answers.Where(answer => answer.Status == 200).Select(answer => answer.Text("agent")).Order());
        AssertAvailability(await client.GetAsync($"{Calls}/agent-availability"), 0, ("sales", 0, 3));
        foreach (var id in ids)
            await SlowServer.EndOfAsync(client, id);
        AssertAvailability(await client.GetAsync($"{Calls}/agent-availability"), 3, ("sales", 3, 0));
    }

    [Theory]
    [InlineData("""{"target":"+0123"}""", "target must be E.164 — e.g. +919812345678")]
    [InlineData("""{"target":"Nobody"}""", "target must be a phone number in E.164 or the name of one of your agents, of the queue if one is given")]
    [InlineData("""{"target":17}""", "target must be a text")]
    [InlineData("""{"queue":""}""", "queue must not be empty")]
    public async Task A_target_that_cannot_be_is_refused(string body, string detail)
    {
        using var client = await SignUpAsync();
        var id = await SlowServer.PlaceAnsweredAsync(client, "+12025550112");

        (await client.PostRawAsync($"{Calls}/{id}/transfer", body)).AssertDetail(400, detail);
        (await client.PostAsync($"{Calls}/{id}/end")).Ok();
    }

    [Fact]
    public async Task A_call_that_is_not_in_progress_is_not_handed_over_and_ties_nobody()
    {
        using var client = await SignUpAsync();
        await SetAsync(client, "sales", "Maria", "+12025550143");
        var ringing = await SlowServer.PlaceAsync(client, "+12025550102");

        (await client.PostAsync($"{Calls}/{ringing}/transfer", new { queue = "sales" })).AssertDetail(409, NotActive);
        await SlowServer.EndOfAsync(client, ringing);
        (await client.PostAsync($"{Calls}/{ringing}/transfer", new { queue = "sales" })).AssertDetail(409, NotActive);
        AssertAvailability(await client.GetAsync($"{Calls}/agent-availability"), 1, ("sales", 1, 0));
    }

    [Fact]
    public async Task A_call_is_ended_whether_it_is_answered_yet_or_not_and_only_once()
    {
        using var client = await SignUpAsync();
        await SetAsync(client, "sales", "Maria", "+12025550143");
        var talking = await SlowServer.PlaceAnsweredAsync(client, "+12025550109");
        (await client.PostAsync($"{Calls}/{talking}/transfer", new { queue = "sales" })).Ok();
        var ringing = await SlowServer.PlaceAsync(client, "+12025550102");

        Assert.Equal(talking, (await client.PostAsync($"{Calls}/{talking}/end")).Ok().Str("call_uuid"));
        (await client.PostAsync($"{Calls}/{talking}/transfer")).AssertDetail(409, NotActive);
        (await client.PostAsync($"{Calls}/{ringing}/end")).Ok();

        Assert.Equal("completed", (await SlowServer.EndOfAsync(client, talking)).Str("status"));
        Assert.Equal("canceled", (await SlowServer.EndOfAsync(client, ringing)).Str("status"));
        (await client.PostAsync($"{Calls}/{talking}/end")).AssertDetail(409, NotActive);
        AssertAvailability(await client.GetAsync($"{Calls}/agent-availability"), 1, ("sales", 1, 0));
    }

    [Fact]
    public async Task Metadata_is_merged_at_any_time_and_stays_within_its_bounds()
    {
        using var client = await SignUpAsync();
        var id = await SlowServer.PlaceAsync(client, "+12025550101");

        AssertMerged("""{"crm_lead_id":"L-7890","deal":{"stage":"demo","नाम":"रिया"}}""", await client.PostRawAsync($"{Calls}/{id}/metadata", """{"deal":{"stage":"demo","नाम":"रिया"}}"""));
        await SlowServer.EndOfAsync(client, id);
        AssertMerged("""{"deal":{"नाम":"रिया","value":5}}""", await client.PostRawAsync($"{Calls}/{id}/metadata", """{"crm_lead_id":null,"deal":{"stage":null,"value":5}}"""));
        AssertMerged("""{"deal":{"नाम":"रिया","value":5}}""", await client.PostRawAsync($"{Calls}/{id}/metadata", "{}"));

        (await client.PostAsync($"{Calls}/{id}/metadata", new { note = new string('x', 10_000) })).Ok();
        (await client.PostAsync($"{Calls}/{id}/metadata", new { more = new string('x', 10_000) })).AssertDetail(400, "metadata must not be larger than 16384 bytes once merged");
        (await client.PostAsync($"{Calls}/{id}/metadata", new { more = new string('x', 17_000) })).AssertDetail(400, "metadata must not be larger than 16384 bytes");
        (await client.PostRawAsync($"{Calls}/{id}/metadata", "[1]")).AssertDetail(400);
        (await client.PostRawAsync($"{Calls}/{id}/metadata", """{"a":"\u0000"}""")).AssertDetail(400, "metadata must not contain NUL or lone surrogates");
        var kept = await client.Http.GetAsync($"/cualify/api/v1/calls/{id}");
        Assert.Equal(["deal", "note"], kept.Data().GetProperty("metadata").Names());
    }

    [Fact]
    public async Task Another_tenants_calls_are_not_there()
    {
        using var client = await SignUpAsync();
        using var other = await SignUpAsync();
        var id = await SlowServer.PlaceAnsweredAsync(client, "+12025550112");

        foreach (var path in new[] { $"{id}/transfer", $"{id}/end", $"{id}/metadata", $"{Guid.NewGuid()}/transfer", "nothing/end" })
            (await other.PostAsync($"{Calls}/{path}", new { })).AssertDetail(404, "Call not found");
        Assert.Equal("in_progress", (await client.Http.GetAsync($"/cualify/api/v1/calls/{id}")).Data().Str("status"));
        (await client.PostAsync($"{Calls}/{id}/end")).Ok();
    }

    [Fact]
    public async Task Steering_needs_the_scope_to_write()
    {
        using var client = await NextNeuralClient.SignUpAsync(fixture.Server, scope: "read");

        (await client.GetAsync($"{Calls}/agent-availability")).Ok();
        foreach (var path in new[] { $"{Guid.NewGuid()}/transfer", $"{Guid.NewGuid()}/end", $"{Guid.NewGuid()}/metadata", "agent-availability" })
            (await client.PostAsync($"{Calls}/{path}", new { })).AssertDetail(403, "Insufficient permissions. Required scopes: voice:calls:write");
    }

    private Task<NextNeuralClient> SignUpAsync() => NextNeuralClient.SignUpAsync(fixture.Server, country: "IN");

    private static async Task<JsonElement> SetAsync(NextNeuralClient client, string queue, string agent, string phone, bool available = true) =>
        (await client.PostAsync($"{Calls}/agent-availability", new { queue, agent, phone, available })).Ok();

    private static void AssertMerged(string expected, Reply reply) => Assert.Equal(expected, reply.Ok().GetProperty("metadata").GetRawText());

    private static void AssertAvailability(Reply reply, int available, params (string Queue, int Available, int Busy)[] queues)
    {
        var body = reply.Ok();
        Assert.Equal(["queues", "available"], body.Names());
        Assert.Equal(queues, body.GetProperty("queues").EnumerateArray().Select(queue => (queue.Str("queue")!, queue.Int("available"), queue.Int("busy"))));
        Assert.Equal(available, body.Int("available"));
    }
}
