using System.Text;
using Switchboard.Storage;
using Switchboard.Tests.Api.Support;
using Switchboard.Tests.Doors.Support;

namespace Switchboard.Tests.Doors.Cordiul;

/// <summary>Bodies that nobody has thought of, and a store that fails: never a 5xx of ours, never a thing half done.</summary>
public sealed class RobustnessTests
{
    private const int Seed = 20261128;
    private const string Contact = "contact_01900000000070008000000000000002";

    private static readonly (string Path, string Body)[] Requests =
    [
        ("calls/create", $$"""{"contact_id":"{{Contact}}","phone_number":"+12025550101","from_number":"+0987654321","agent_id":"{{CualifyClient.AgentId}}"}"""),
        ("api-keys", """{"name":"My API Key","permissions":["calls:read","calls:write"]}"""),
        ("contacts", """{"phone_number":"+12025550101","name":"Riya","email":"riya@example.com"}"""),
    ];

    [Fact]
    public async Task No_body_however_formed_is_answered_with_a_5xx()
    {
        await using var server = await ApiServer.StartAsync(ServerFixture.Settings);
        using var client = await CordiulClient.SignUpAsync(server);
        var contactId = await client.CreateContactAsync();
        var random = new Random(Seed);

        for (var i = 0; i < 400; i++)
        {
            var (path, valid) = Requests[random.Next(Requests.Length)];
            var body = Mutations.Of(valid.Replace(Contact, contactId, StringComparison.Ordinal), random);
            var reply = await client.Http.PostRawAsync($"{CordiulClient.Root}/{path}", body);
            Assert.True(reply.Status < 500, $"Number {i}: {reply.Status} for {Encoding.Latin1.GetString(body)}");
            if (reply.Status >= 400)
                reply.AssertFailed(reply.Status);
            else
                reply.Succeeded();
        }
    }

    [Fact]
    public async Task While_the_store_is_away_everything_is_503_and_afterwards_nothing_has_happened()
    {
        await using var server = await ApiServer.StartAsync(ServerFixture.Settings);
        using var client = await CordiulClient.SignUpAsync(server);
        (await client.GetAsync("calls/list")).Succeeded();

        server.Store.Failure = () => new StoreUnavailableException("away", outcomeUnknown: false);
        foreach (var path in new[] { "calls/list", "calls/list?from=2026-01-01", "api-keys", "contacts" })
            (await client.GetAsync(path)).AssertFailed(503);
        foreach (var (path, body) in Requests)
        {
            var refused = await client.PostRawAsync(path, body);
            refused.AssertFailed(503);
            Assert.NotEmpty(refused.Headers["Retry-After"]);
        }

        server.Store.Failure = null;
        Assert.Equal(0, (await client.GetAsync("calls/list")).Succeeded().Int("total"));
        Assert.Equal(0, (await client.GetAsync("contacts")).Succeeded().Int("total"));
        Assert.Equal(1, (await client.GetAsync("api-keys")).Succeeded().GetProperty("keys").GetArrayLength());
        await client.EndOfAsync(await client.CallAsync(await client.CreateContactAsync(), "+12025550101"));
    }
}
