using System.Text;
using Switchboard.Storage;
using Switchboard.Tests.Api.Support;
using Switchboard.Tests.Doors.Support;

namespace Switchboard.Tests.Doors.Cualify;

/// <summary>Bodies and paths that nobody has thought of, and a store that fails: never a 5xx of ours, never a thing half done.</summary>
public sealed class RobustnessTests
{
    private const int Seed = 20261122;

    private static readonly string[] Paths = ["calls", "contacts", "webhooks"];

    private static readonly string[] Bodies =
    [
        $$"""{"agent_id":"{{CualifyClient.AgentId}}","to_e164":"+12025550101","from_e164":"+918012345678","language":"hi-IN","max_duration_sec":10,"metadata":{"a":[1,{"b":null}],"c":0} }""",
        """{"phone_e164":"+919812345678","name":"Riya","email":"riya@example.com","language_pref":"hi-IN","metadata":{"a":1},"consent_capture":"manual"}""",
        """{"url":"https://example.com/hook","events":["call.completed","call.failed"]}""",
    ];

    [Fact]
    public async Task No_body_however_formed_is_answered_with_a_5xx()
    {
        await using var server = await ApiServer.StartAsync(ServerFixture.Settings);
        using var client = await CualifyClient.SignUpAsync(server, country: "IN");
        var random = new Random(Seed);

        for (var i = 0; i < 600; i++)
        {
            var path = Paths[random.Next(Paths.Length)];
            var body = Mutations.Of(Bodies[random.Next(Bodies.Length)], random);
            var reply = await client.Http.PostRawAsync($"/cualify/api/v1/{path}", body);
            Assert.True(reply.Status < 500, $"Number {i}: {reply.Status} for {Encoding.Latin1.GetString(body)}");
            if (reply.Status >= 400)
                Assert.NotEmpty(reply.Body.GetProperty("error").Str("code")!);
        }
    }

    [Fact]
    public async Task While_the_store_is_away_everything_is_503_and_afterwards_nothing_has_happened()
    {
        await using var server = await ApiServer.StartAsync(ServerFixture.Settings);
        using var client = await CualifyClient.SignUpAsync(server);
        (await client.GetAsync("calls")).Data();

        server.Store.Failure = () => new StoreUnavailableException("away", outcomeUnknown: false);
        foreach (var path in Paths)
        {
            (await client.GetAsync(path)).AssertRefused(503, "upstream_error");
            var refused = await client.PostRawAsync(path, Bodies[Array.IndexOf(Paths, path)]);
            refused.AssertRefused(503, "upstream_error");
            Assert.NotEmpty(refused.Headers["Retry-After"]);
        }

        server.Store.Failure = null;
        foreach (var path in Paths)
            Assert.Empty((await client.GetAsync(path)).Data().EnumerateArray());
        await client.EndOfAsync(await client.PlaceAsync("+12025550101"));
    }
}
