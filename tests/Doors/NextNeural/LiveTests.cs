using System.Net;
using System.Net.WebSockets;
using System.Text.Json;
using Switchboard.Tests.Api.Support;
using Switchboard.Tests.Doors.Support;

namespace Switchboard.Tests.Doors.NextNeural;

/// <summary>Calls watched over the live web socket.</summary>
public sealed class LiveTests(SlowServer fixture) : IClassFixture<SlowServer>
{
    [Fact]
    public async Task Lines_come_as_they_are_spoken_then_the_transfer_and_the_end_each_once()
    {
        using var client = await SignUpAsync();
        (await client.PostAsync("api/voice/calls/agent-availability", new { queue = "sales", agent = "Maria", phone = "+12025550143" })).Ok();
        var id = await SlowServer.PlaceAsync(client, "+12025550108");
        using var live = await LiveCall.ConnectAsync(client, id);

        var start = await live.UntilAsync(message => Type(message) == "start", "the start");
        Assert.Equal((id, "+12025550108"), (start.Str("call_uuid"), start.Str("to_number")));
        await live.UntilAsync(message => Type(message) == "transcript", "a line");
        Assert.Equal("in_progress", (await client.Http.GetAsync($"/cualify/api/v1/calls/{id}")).Data().Str("status"));
        var asked = await live.UntilAsync(message => Type(message) == "status", "a request for a person");
        Assert.Equal(("handoff_requested", false), (asked.Str("status"), asked.GetProperty("transfer_initiated").GetBoolean()));

        (await client.PostAsync($"api/voice/calls/{id}/transfer", new { queue = "sales" })).Ok();
        var messages = await live.ToTheEndAsync();

        Assert.Equal(WebSocketCloseStatus.NormalClosure, live.Socket.CloseStatus);
        var transferred = Assert.Single(messages, message => Type(message) == "status" && message.GetProperty("transfer_initiated").GetBoolean());
        Assert.Equal(("+12025550143", "sales", "Maria"), (transferred.Str("target"), transferred.Str("queue"), transferred.Str("agent")));
        var call = await SlowServer.EndOfAsync(client, id);
        AssertWhole(call, messages);
        Assert.Contains(messages, message => Type(message) == "transcript" && message.Str("speaker") == "human_agent");
    }

    [Theory]
    [InlineData("+12025550101", "failed")]
    [InlineData("+12025550102", "no-answer")]
    public async Task A_call_that_nobody_answers_has_nothing_but_an_end(string to, string outcome)
    {
        using var client = await SignUpAsync();
        using var live = await LiveCall.ConnectAsync(client, await SlowServer.PlaceAsync(client, to));

        var end = Assert.Single(await live.ToTheEndAsync());

        Assert.Equal(("end", outcome, 0), (Type(end), end.Str("outcome"), end.Int("duration_seconds")));
    }

    [Fact]
    public async Task Who_comes_late_or_after_the_end_hears_what_was_and_many_may_watch()
    {
        using var client = await SignUpAsync();
        var id = await SlowServer.PlaceAnsweredAsync(client, "+12025550112");
        using var first = await LiveCall.ConnectAsync(client, id);
        await first.UntilAsync(message => Type(message) == "transcript" && message.Str("speaker") == "user", "an answer");
        using var second = await LiveCall.ConnectAsync(client, id, withQuery: true);

        var (heard, heardToo) = (await first.ToTheEndAsync(), await second.ToTheEndAsync());
        using var third = await LiveCall.ConnectAsync(client, id);
        var replayed = await third.ToTheEndAsync();

        AssertWhole(await SlowServer.EndOfAsync(client, id), heard);
        Assert.Equal(Raw(heard), Raw(heardToo));
        Assert.Equal(Raw(heard), Raw(replayed));
        var end = replayed[^1];
        Assert.Equal(("connected", 142), (end.Str("outcome"), end.Int("duration_seconds")));
    }

    [Fact]
    public async Task Who_may_not_watch_is_told_before_the_upgrade()
    {
        using var client = await SignUpAsync();
        using var other = await SignUpAsync();
        var id = await SlowServer.PlaceAsync(client, "+12025550112");

        Assert.Equal(HttpStatusCode.NotFound, await RefusalAsync($"{id}?token={other.Http.Bearer}"));
        Assert.Equal(HttpStatusCode.NotFound, await RefusalAsync($"{Guid.NewGuid()}?token={client.Http.Bearer}"));
        Assert.Equal(HttpStatusCode.Unauthorized, await RefusalAsync(id));
        Assert.Equal(HttpStatusCode.Unauthorized, await RefusalAsync($"{id}?token=nn_k_wrong"));
        (await other.GetAsync($"ws/live/{id}")).AssertDetail(404, "Call not found");
        (await client.GetAsync($"ws/live/{id}")).AssertDetail(400);
        using var nobody = fixture.Server.Client();
        (await nobody.GetAsync($"/nextneural/ws/live/{id}")).AssertDetail(401, "Invalid or expired token");
        // The key in the address opens this and nothing else.
        Assert.Equal(401, (await nobody.GetAsync($"/nextneural/api/voice/calls/agent-availability?token={client.Http.Bearer}")).Status);
        (await client.PostAsync($"api/voice/calls/{id}/end")).Ok();
    }

    [Fact]
    public async Task Who_leaves_who_talks_and_who_never_reads_disturb_nobody()
    {
        using var client = await SignUpAsync();
        var id = await SlowServer.PlaceAnsweredAsync(client, "+12025550109");
        using var leaving = await LiveCall.ConnectAsync(client, id);
        using var talking = await LiveCall.ConnectAsync(client, id);
        using var silent = await LiveCall.ConnectAsync(client, id);
        using var listening = await LiveCall.ConnectAsync(client, id);

        await leaving.NextAsync();
        await leaving.Socket.CloseAsync(WebSocketCloseStatus.NormalClosure, "enough", default);
        Assert.Equal(WebSocketState.Closed, leaving.Socket.State);
        await TalkUntilCutAsync(talking);
        await listening.UntilAsync(message => Type(message) == "transcript", "a line");
        (await client.PostAsync($"api/voice/calls/{id}/end")).Ok();

        Assert.Equal("end", Type((await listening.ToTheEndAsync())[^1]));
    }

    [Fact]
    public async Task A_server_that_stops_says_goodbye_and_does_not_wait_for_the_call()
    {
        var server = await ApiServer.StartAsync([.. ServerFixture.Settings.Where(setting => setting.Key != "Carrier:Simulator:TimeScale")]);
        using var client = await NextNeuralClient.SignUpAsync(server);
        using var live = await LiveCall.ConnectAsync(client, await SlowServer.PlaceAnsweredAsync(client, "+12025550112"));
        await live.UntilAsync(message => Type(message) == "start", "the start");

        var stopping = server.DisposeAsync();
        await live.ToTheEndAsync();
        await stopping;

        Assert.Equal(WebSocketCloseStatus.EndpointUnavailable, live.Socket.CloseStatus);
    }

    private static async Task TalkUntilCutAsync(LiveCall live)
    {
        var words = new byte[16 * 1024];
        for (var i = 0; i < 6 && live.Socket.State == WebSocketState.Open; i++)
        {
            try
            {
                await live.Socket.SendAsync(words, WebSocketMessageType.Binary, endOfMessage: true, default);
            }
            catch (WebSocketException)
            {
                // Cut off in the middle of a word.
                return;
            }
        }

        while (await live.NextAsync() is not null)
        {
        }

        Assert.Equal(WebSocketCloseStatus.PolicyViolation, live.Socket.CloseStatus);
    }

    /// <summary>All of a call and nothing twice: its start, its lines in order, its end.</summary>
    private static void AssertWhole(JsonElement call, IReadOnlyList<JsonElement> messages)
    {
        Assert.Equal(
            call.GetProperty("transcript").EnumerateArray().Select(line => (line.Str("role"), line.Str("text"), line.GetProperty("at_sec").GetDouble())),
            messages.Where(message => Type(message) == "transcript").Select(line => (line.Str("speaker"), line.Str("text"), line.GetProperty("timestamp").GetDouble())));
        Assert.Single(messages, message => Type(message) == "start");
        Assert.Equal("start", Type(messages[0]));
        Assert.Equal(("end", call.Int("duration_sec")), (Type(messages[^1]), messages[^1].Int("duration_seconds")));
        Assert.Single(messages, message => Type(message) == "end");
    }

    private Task<NextNeuralClient> SignUpAsync() => NextNeuralClient.SignUpAsync(fixture.Server, country: "IN");

    private async Task<HttpStatusCode> RefusalAsync(string callAndQuery)
    {
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync(new Uri($"ws://{fixture.Server.Address.Authority}/nextneural/ws/live/{callAndQuery}"), default));
        return socket.HttpStatusCode;
    }

    private static string Type(JsonElement message) => message.Str("type")!;

    private static IEnumerable<string> Raw(IEnumerable<JsonElement> messages) => messages.Select(message => message.GetRawText());
}
