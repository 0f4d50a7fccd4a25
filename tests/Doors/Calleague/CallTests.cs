using System.Text.Json;
using Switchboard.Tests.Api.Support;
using Switchboard.Tests.Doors.Support;

namespace Switchboard.Tests.Doors.Calleague;

/// <summary>Calls as a customer's program sees them.</summary>
public sealed class CallTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    // As the document prints a call.
    private static readonly string[] PrintedFields =
        ["callId", "status", "direction", "durationSec", "endedReason", "language", "recordingReady", "transcriptReady", "createdAt", "endedAt"];

    [Fact]
    public async Task A_started_call_is_answered_with_200_and_the_printed_fields()
    {
        using var client = await CalleagueClient.SignUpAsync(fixture.Server);

        var reply = await client.PostAsync("voice/agent/call", new { agentId = CalleagueClient.AgentId, to = "+12025550112", metadata = new { orderId = "A-1042" } });

        Assert.Equal(200, reply.Status);
        Assert.Equal(["callId", "status", "language"], reply.Body.Names().Take(3));
        Assert.Matches("^cl_[0-9a-f]{32}$", reply.Text("callId"));
        Assert.Equal("ringing", reply.Text("status"));
        Assert.Equal("en-US", reply.Text("language"));
        Assert.Equal("A-1042", reply.Body.GetProperty("metadata").Str("orderId"));
    }

    [Fact]
    public async Task A_completed_call_has_the_printed_fields_and_what_was_said()
    {
        using var client = await CalleagueClient.SignUpAsync(fixture.Server);
        var metadata = new { orderId = "A-1042", nested = new { list = new object?[] { 1, "zwei", null } } };

        var call = await client.EndOfAsync(await client.StartAsync("+12025550112", metadata));

        Assert.Equal(PrintedFields, call.Names().Take(PrintedFields.Length));
        Assert.Equal(("completed", "outbound", 142, "completed"), (call.Str("status"), call.Str("direction"), call.Int("durationSec"), call.Str("endedReason")));
        Assert.True(call.GetProperty("recordingReady").GetBoolean());
        Assert.True(call.GetProperty("transcriptReady").GetBoolean());
        Assert.True(call.Instant("createdAt") <= call.Instant("endedAt"));
        Assert.Equal(JsonSerializer.Serialize(metadata), call.GetProperty("metadata").GetRawText());
        Assert.Equal(CalleagueClient.AgentId, call.Str("agentId"));
        Assert.True(call.GetProperty("transcript").GetArrayLength() > 1);
        Assert.Equal(["role", "text", "atSec"], call.GetProperty("transcript")[0].Names());
        using var listener = new HttpClient();
        Assert.Equal("RIFF"u8.ToArray(), (await listener.GetByteArrayAsync(call.Str("recordingUrl")))[..4]);
    }

    [Theory]
    [InlineData("+12025550100", "completed", "completed", true)]
    [InlineData("+12025550101", "failed", "busy", false)]
    [InlineData("+12025550102", "no-answer", "no-answer", false)]
    [InlineData("+12025550103", "failed", "failed", false)]
    [InlineData("+12025550104", "completed", "voicemail", true)]
    [InlineData("+12025550105", "failed", "failed", false)]
    public async Task Each_end_has_its_status_and_its_reason(string to, string status, string reason, bool isReady)
    {
        using var client = await CalleagueClient.SignUpAsync(fixture.Server);

        var call = await client.EndOfAsync(await client.StartAsync(to));

        Assert.Equal((status, reason), (call.Str("status"), call.Str("endedReason")));
        Assert.Equal(isReady, call.GetProperty("transcriptReady").GetBoolean());
        Assert.Equal(isReady, call.GetProperty("transcript").ValueKind == JsonValueKind.Array);
        Assert.Equal(isReady, call.GetProperty("recordingReady").GetBoolean());
        Assert.Equal(isReady, call.GetProperty("recordingUrl").ValueKind == JsonValueKind.String);
    }

    [Fact]
    public async Task A_list_is_paged_newest_first_and_filtered_with_true_totals()
    {
        using var client = await CalleagueClient.SignUpAsync(fixture.Server, country: "IN");
        Assert.Empty((await client.GetAsync("voice/call/list?page=1&pageSize=20")).List(total: 0));
        var ids = new List<string>();
        foreach (var to in new[] { "+12025550101", "+12025550102", "+12025550103", "+12025550104", "+12025550101" })
        {
            ids.Add(await client.StartAsync(to));
            await client.EndOfAsync(ids[^1]);
        }

        ids.Reverse();
        Assert.Equal(ids, Ids(await client.GetAsync("voice/call/list"), 5));
        Assert.Equal(ids[..2], Ids(await client.GetAsync("voice/call/list?page=1&pageSize=2"), 5));
        Assert.Equal(ids[2..4], Ids(await client.GetAsync("voice/call/list?page=2&pageSize=2"), 5));
        Assert.Equal(ids[4..], Ids(await client.GetAsync("voice/call/list?page=3&pageSize=2"), 5));
        Assert.Empty(Ids(await client.GetAsync("voice/call/list?page=1000000&pageSize=100"), 5));
        Assert.Equal([ids[0], ids[2], ids[4]], Ids(await client.GetAsync("voice/call/list?status=failed"), 3));
        Assert.Equal([ids[2]], Ids(await client.GetAsync("voice/call/list?status=failed&page=2&pageSize=1"), 3));
        Assert.Equal([ids[1]], Ids(await client.GetAsync("voice/call/list?status=completed"), 1));
        Assert.Equal([ids[3]], Ids(await client.GetAsync("voice/call/list?status=no-answer"), 1));
        Assert.Empty(Ids(await client.GetAsync("voice/call/list?status=ringing"), 0));
        Assert.Empty(Ids(await client.GetAsync("voice/call/list?status=in-progress"), 0));
    }

    [Fact]
    public async Task A_list_is_restricted_to_one_assistant()
    {
        using var client = await CalleagueClient.SignUpAsync(fixture.Server);
        var id = await client.StartAsync("+12025550101");
        await client.EndOfAsync(id);

        Assert.Equal([id], Ids(await client.GetAsync($"voice/call/list?agentId={CalleagueClient.AgentId}"), 1));
        Assert.Equal([id], Ids(await client.GetAsync($"voice/call/list?agentId={CualifyClient.AgentId}&status=failed"), 1));
        Assert.Empty(Ids(await client.GetAsync($"voice/call/list?agentId={CalleagueClient.AgentId}&status=completed"), 0));
        Assert.Empty(Ids(await client.GetAsync("voice/call/list?agentId=ag_01900000000070008000000000000002"), 0));
    }

    [Fact]
    public async Task The_list_and_a_call_do_not_stand_in_each_others_way()
    {
        using var client = await CalleagueClient.SignUpAsync(fixture.Server);
        var id = await client.StartAsync("+12025550101");

        foreach (var path in new[] { "voice/call/list", "voice/call/list/", "voice/call/LIST" })
            Assert.Single((await client.GetAsync(path)).List(total: 1));
        Assert.Equal(id, (await client.GetAsync($"voice/call/{id}")).Text("callId"));
        Assert.Equal(id, (await client.GetAsync($"voice/call/{Guid.Parse(id[3..])}")).Text("callId"));
        (await client.GetAsync("voice/call/cl_list")).AssertCode(404);
        (await client.GetAsync("voice/call/")).AssertCode(404);
        (await client.PostAsync("voice/call/list", new { })).AssertCode(405);
        Assert.Single((await client.GetAsync("voice/agent/list")).List(total: 1));
        (await client.GetAsync("voice/agent/call")).AssertCode(404);
    }

    [Fact]
    public async Task Nobody_sees_another_workspaces_calls()
    {
        using var owner = await CalleagueClient.SignUpAsync(fixture.Server);
        using var other = await CalleagueClient.SignUpAsync(fixture.Server);
        var id = await owner.StartAsync("+12025550101");

        (await other.GetAsync($"voice/call/{id}")).AssertCode(404);
        (await other.PostAsync($"voice/call/{id}/end")).AssertCode(404);
        Assert.Empty((await other.GetAsync("voice/call/list")).List(total: 0));
    }

    [Fact]
    public async Task An_erased_persons_call_has_neither_recording_nor_transcript()
    {
        using var client = await CalleagueClient.SignUpAsync(fixture.Server);
        var id = await client.StartAsync("+12025550112", new { orderId = "A-1042" });
        await client.EndOfAsync(id);
        var erased = await Poll.UntilAsync(
            () => client.Http.PostAsync("/callfunnel/api/dsr/erase", new { contact_identifier = "+12025550112" }), reply => reply.Status == 200, "the erasure");
        Assert.Contains("erased", erased.Body.Names());

        var call = (await client.GetAsync($"voice/call/{id}")).Body;

        Assert.Equal(("completed", 142), (call.Str("status"), call.Int("durationSec")));
        Assert.DoesNotContain("2025550112", call.GetRawText(), StringComparison.Ordinal);
        Assert.False(call.GetProperty("recordingReady").GetBoolean() || call.GetProperty("transcriptReady").GetBoolean());
        Assert.All(["recordingUrl", "transcript", "metadata"], field => Assert.Equal(JsonValueKind.Null, call.GetProperty(field).ValueKind));
        Assert.False((await client.GetAsync("voice/call/list")).List(total: 1)[0].GetProperty("transcriptReady").GetBoolean());
    }

    [Fact]
    public async Task A_call_can_be_ended_once()
    {
        // Slow enough to be still on its way.
        await using var server = await ApiServer.StartAsync([("Carrier:Simulator:TimeScale", "1"), ("RateLimits:Enabled", "false")]);
        using var client = await CalleagueClient.SignUpAsync(server);
        var id = await client.StartAsync("+12025550102");

        Assert.Equal(id, (await client.PostAsync($"voice/call/{id}/end")).Text("callId"));

        var call = await client.EndOfAsync(id);
        Assert.Equal(("failed", "canceled"), (call.Str("status"), call.Str("endedReason")));
        (await client.PostAsync($"voice/call/{id}/end")).AssertCode(409);
    }

    [Fact]
    public async Task A_call_is_accepted_only_as_long_as_the_balance_covers_it()
    {
        // The trial of 500 at 12 a minute covers eight times the 5 minutes that are held for a call.
        await using var server = await ApiServer.StartAsync([("Carrier:Simulator:TimeScale", "1"), ("RateLimits:Enabled", "false")]);
        using var client = await CalleagueClient.SignUpAsync(server);
        for (var i = 0; i < 8; i++)
            await client.StartAsync("+12025550109");

        Assert.Contains("balance", (await client.PostAsync("voice/agent/call", new { agentId = CalleagueClient.AgentId, to = "+12025550109" })).AssertCode(402), StringComparison.Ordinal);
        (await client.GetAsync("voice/call/list")).List(total: 8);
    }

    [Fact]
    public async Task A_suppressed_number_is_403_and_the_message_names_the_list()
    {
        using var client = await CalleagueClient.SignUpAsync(fixture.Server);
        await client.EndOfAsync(await client.StartAsync("+12025550106"));

        var refused = await client.PostAsync("voice/agent/call", new { agentId = CalleagueClient.AgentId, to = "+12025550106" });

        Assert.Contains("do-not-call", refused.AssertCode(403), StringComparison.Ordinal);
    }

    private static IEnumerable<string> Ids(Reply reply, int total) => reply.List(total).Select(call =>
    {
        Assert.Equal(PrintedFields, call.Names().Take(PrintedFields.Length));
        return call.Str("callId")!;
    });
}
