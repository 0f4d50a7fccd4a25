using System.Text;
using Switchboard.Storage;
using Switchboard.Tests.Api.Support;
using Switchboard.Tests.Doors.Support;

namespace Switchboard.Tests.Doors.Calleague;

/// <summary>Bodies that nobody has thought of, and a store that fails: never a 5xx of ours, never a thing half done.</summary>
public sealed class RobustnessTests
{
    private const int Seed = 20261128;

    private static readonly (string Path, string Body)[] Requests =
    [
        ("voice/agent/call", $$"""{"agentId":"{{CalleagueClient.AgentId}}","to":"+12025550101","metadata":{"orderId":"A-1042","a":[1,{"b":null}],"c":0} }"""),
        ("webhook", """{"url":"https://example.com/hook","events":["call.started","call.completed"]}"""),
    ];

    [Fact]
    public async Task No_body_however_formed_is_answered_with_a_5xx()
    {
        await using var server = await ApiServer.StartAsync(ServerFixture.Settings);
        using var client = await CalleagueClient.SignUpAsync(server);
        var random = new Random(Seed);

        for (var i = 0; i < 400; i++)
        {
            var (path, valid) = Requests[random.Next(Requests.Length)];
            var body = Mutations.Of(valid, random);
            var reply = await client.Http.PostRawAsync($"{CalleagueClient.Root}/{path}", body);
            Assert.True(reply.Status < 500, $"Number {i}: {reply.Status} for {Encoding.Latin1.GetString(body)}");
            if (reply.Status >= 400)
                reply.AssertCode(reply.Status);
        }
    }

    [Fact]
    public async Task While_the_store_is_away_everything_is_503_and_afterwards_nothing_has_happened()
    {
        await using var server = await ApiServer.StartAsync(ServerFixture.Settings);
        using var client = await CalleagueClient.SignUpAsync(server);
        (await client.GetAsync("voice/call/list")).List(total: 0);

        server.Store.Failure = () => new StoreUnavailableException("away", outcomeUnknown: false);
        foreach (var path in new[] { "voice/call/list", "voice/agent/list", "webhook/list" })
            (await client.GetAsync(path)).AssertCode(503);
        foreach (var (path, body) in Requests)
        {
            var refused = await client.PostRawAsync(path, body);
            refused.AssertCode(503);
            Assert.NotEmpty(refused.Headers["Retry-After"]);
        }

        server.Store.Failure = null;
        (await client.GetAsync("voice/call/list")).List(total: 0);
        (await client.GetAsync("webhook/list")).List(total: 0);
        await client.EndOfAsync(await client.StartAsync("+12025550101"));
    }
}
