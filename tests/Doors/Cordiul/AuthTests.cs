using Switchboard.Tests.Api.Support;
using Switchboard.Tests.Doors.Support;

namespace Switchboard.Tests.Doors.Cordiul;

/// <summary>The two headers that a key may come in, the session beside them, and which of several counts.</summary>
public sealed class AuthTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private const string Wrong = "ck_live_wrong";

    [Fact]
    public async Task A_key_is_taken_from_either_header_whatever_the_door_it_was_minted_at()
    {
        var (key, _, token) = await AccountAsync();

        Assert.Equal(200, await StatusAsync(("Authorization", $"Bearer {key}")));
        Assert.Equal(200, await StatusAsync(("authorization", $"bearer {key}")));
        Assert.Equal(200, await StatusAsync(("x-api-key", key)));
        Assert.Equal(200, await StatusAsync(("X-API-Key", key)));
        Assert.Equal(200, await StatusAsync(("Authorization", $"Bearer {token}")));
        Assert.Equal(200, await StatusAsync(("Cookie", $"cf_session={token}")));
        Assert.Equal(401, await StatusAsync());
    }

    [Fact]
    public async Task Authorization_counts_before_the_other_header()
    {
        var (key, other, _) = await AccountAsync();

        Assert.Equal(200, await StatusAsync(("Authorization", $"Bearer {key}"), ("x-api-key", Wrong)));
        Assert.Equal(401, await StatusAsync(("Authorization", $"Bearer {Wrong}"), ("x-api-key", key)));
        Assert.Equal(401, await StatusAsync(("Authorization", "Basic eDp5"), ("x-api-key", key)));
        Assert.Equal(401, await StatusAsync(("Authorization", "Bearer "), ("x-api-key", key)));
        Assert.Equal(200, await StatusAsync(("Authorization", ""), ("x-api-key", key)));

        // Both are valid: the calls are those of the first one's account.
        using var client = new CordiulClient(new ApiClient(fixture.Server.Address) { Bearer = key });
        await client.CallAsync(await client.CreateContactAsync(), "+12025550101");
        Assert.Equal(1, (await SendAsync(("Authorization", $"Bearer {key}"), ("x-api-key", other))).Succeeded().Int("total"));
        Assert.Equal(0, (await SendAsync(("Authorization", $"Bearer {other}"), ("x-api-key", key))).Succeeded().Int("total"));
    }

    [Fact]
    public async Task The_key_header_counts_before_the_session_and_is_taken_at_this_door_only()
    {
        var (key, _, token) = await AccountAsync();

        Assert.Equal(401, await StatusAsync(("x-api-key", Wrong), ("Cookie", $"cf_session={token}")));
        Assert.Equal(200, await StatusAsync(("x-api-key", key), ("Cookie", "cf_session=wrong")));
        Assert.Equal(200, await StatusAsync(("x-api-key", ""), ("Cookie", $"cf_session={token}")));
        foreach (var path in new[] { "/cualify/api/v1/calls", "/callfunnel/api/billing/balance", "/calleague/api/core/voice/call/list" })
        {
            using var client = fixture.Server.Client();
            Assert.Equal(401, (await client.SendAsync(HttpMethod.Get, path, null, ("x-api-key", key))).Status);
        }
    }

    private async Task<(string Key, string OtherAccountsKey, string Token)> AccountAsync()
    {
        var account = await fixture.Server.SignUpAsync();
        using var one = await account.KeyClientAsync();
        using var other = await (await fixture.Server.SignUpAsync()).KeyClientAsync();
        return (one.Bearer!, other.Bearer!, account.Token);
    }

    private async Task<int> StatusAsync(params (string Name, string Value)[] headers)
    {
        var reply = await SendAsync(headers);
        if (reply.Status == 401)
            Assert.Equal("Missing or invalid API key", reply.AssertFailed(401));
        else
            reply.Succeeded();
        return reply.Status;
    }

    private async Task<Reply> SendAsync(params (string Name, string Value)[] headers)
    {
        using var client = fixture.Server.Client();
        return await client.SendAsync(HttpMethod.Get, $"{CordiulClient.Root}/calls/list", null, headers);
    }
}
