using System.Globalization;
using Switchboard.Tests.Api.Support;
using Switchboard.Tests.Doors.Support;

namespace Switchboard.Tests.Doors.NextNeural;

/// <summary>Who may use the routes of contacts, imports and webhooks, and how often.</summary>
public sealed class ContactAccessTests
{
    private const string Nobody = "01900000-0000-7000-8000-00000000dead";

    [Fact]
    public async Task A_key_that_may_only_read_is_told_the_scope_that_is_missing()
    {
        await using var server = await ApiServer.StartAsync(ServerFixture.Settings);
        using var reader = await NextNeuralClient.SignUpAsync(server, scope: "read");
        const string contacts = "Insufficient permissions. Required scopes: voice:contacts:write";
        const string webhooks = "Insufficient permissions. Required scopes: voice:webhooks:write";

        foreach (var path in new[] { "v1/contacts", "api/voice/customers" })
        {
            (await reader.GetAsync(path)).Ok();
            (await reader.GetAsync($"{path}/{Nobody}")).AssertDetail(404, "Contact not found");
            (await reader.PostRawAsync(path, "{}")).AssertDetail(403, contacts);
            (await reader.PatchAsync($"{path}/{Nobody}", new { })).AssertDetail(403, contacts);
            (await reader.DeleteAsync($"{path}/{Nobody}")).AssertDetail(403, contacts);
        }

        (await reader.PostRawAsync("v1/contacts/bulk", "{}")).AssertDetail(403, contacts);
        (await reader.UploadCsvAsync("api/voice/customers/import", "phone\n+12025550100\n")).AssertDetail(403, contacts);
        (await reader.GetAsync("v1/webhooks")).Ok();
        (await reader.GetAsync($"v1/webhooks/{Nobody}/logs")).AssertDetail(404, "Webhook not found");
        (await reader.PostRawAsync("v1/webhooks", "{}")).AssertDetail(403, webhooks);
        (await reader.DeleteAsync($"v1/webhooks/{Nobody}")).AssertDetail(403, webhooks);
    }

    [Fact]
    public async Task Without_a_valid_key_everything_is_401()
    {
        await using var server = await ApiServer.StartAsync(ServerFixture.Settings);
        using var stranger = server.Client();
        foreach (var bearer in new[] { null, "nn_k_0000000000000000000000000000" })
        {
            stranger.Bearer = bearer;
            foreach (var path in new[] { "v1/contacts", $"v1/contacts/{Nobody}", "api/voice/customers", "v1/webhooks", $"v1/webhooks/{Nobody}/logs" })
                (await stranger.GetAsync($"{NextNeuralClient.Root}/{path}")).AssertDetail(401, "Invalid or expired token");
            foreach (var path in new[] { "v1/contacts", "v1/contacts/bulk", "api/voice/customers", "api/voice/customers/import", "v1/webhooks" })
                (await stranger.PostRawAsync($"{NextNeuralClient.Root}/{path}", "{}")).AssertDetail(401, "Invalid or expired token");
        }
    }

    [Fact]
    public async Task Each_limit_of_the_table_counts_for_a_key_by_itself()
    {
        await using var server = await ApiServer.StartAsync();
        using var client = await NextNeuralClient.SignUpAsync(server);
        var csv = "phone\n+12025550100\n"u8.ToArray();

        await AssertLimitAsync(60, () => client.PostRawAsync("v1/contacts", "{}"), 400);
        await AssertLimitAsync(60, () => client.PatchAsync($"v1/contacts/{Nobody}", new { }), 404);
        await AssertLimitAsync(10, () => client.PostRawAsync("v1/contacts/bulk", "{}"), 400);
        await AssertLimitAsync(20, () => client.PostRawAsync("v1/webhooks", "{}"), 400);
        await AssertLimitAsync(5, () => client.UploadAsync("api/voice/customers/import", "file", "a.csv", csv), 200);

        // All others together, at both addresses of the contacts.
        await AssertLimitAsync(50, () => client.GetAsync("v1/contacts"), 200, isLast: false);
        await AssertLimitAsync(50, () => client.PostRawAsync("api/voice/customers", "{}"), 400, isLast: false);
        (await client.GetAsync("v1/webhooks")).AssertDetail(429, "Rate limit exceeded: 100/minute");

        using var second = await NextNeuralClient.OfAsync(client.Account);
        (await second.PostRawAsync("v1/contacts/bulk", "{}")).AssertDetail(400);
        (await second.GetAsync("v1/webhooks")).Ok();

        static async Task AssertLimitAsync(int requests, Func<Task<Reply>> send, int status, bool isLast = true)
        {
            for (var i = 0; i < requests; i++)
            {
                var reply = await send();
                Assert.True(reply.Status == status, $"Request {i + 1} of {requests}: {reply.Status} {reply.Content}");
            }

            if (!isLast)
                return;
            var refused = await send();
            refused.AssertDetail(429, $"Rate limit exceeded: {requests}/minute");
            Assert.InRange(int.Parse(refused.Headers["Retry-After"], CultureInfo.InvariantCulture), 1, 60);
        }
    }
}
