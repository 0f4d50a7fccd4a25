using Switchboard.Tests.Api.Support;

namespace Switchboard.Tests.Api;

/// <summary>A door's limit, tried at Cualify's: 120 requests a minute for all of a tenant's keys together.</summary>
public sealed class RateLimitTests
{
    private const string Contacts = "/cualify/api/v1/contacts";
    private const int Limit = 120;

    [Fact]
    public async Task The_limit_slides_and_counts_neither_401_nor_429()
    {
        await using var api = await ApiServer.StartAsync();
        var account = await api.SignUpAsync();
        using var one = await account.KeyClientAsync();
        using var two = await account.KeyClientAsync();
        using var stranger = api.Client();
        stranger.Bearer = "cuk_live_unknown";

        var first = await one.GetAsync(Contacts);
        Assert.Equal((200, "120", "119"), (first.Status, first.Headers["X-RateLimit-Limit"], first.Headers["X-RateLimit-Remaining"]));
        api.Time.Advance(TimeSpan.FromSeconds(20));
        for (var i = 1; i < Limit; i++)
        {
            Assert.Equal(401, (await stranger.GetAsync(Contacts)).Status);
            Assert.Equal(200, (await (i % 2 == 0 ? one : two).GetAsync(Contacts)).Status);
        }

        for (var i = 0; i < 5; i++)
        {
            var refused = await two.GetAsync(Contacts);
            Assert.Equal(429, refused.Status);
            Assert.Equal("too_many_requests", refused.Body.GetProperty("error").GetProperty("code").GetString());
            Assert.InRange(int.Parse(refused.Headers["Retry-After"]), 20, 40);
        }

        // Another tenant has a window of its own; this one's first place is free a minute after it was taken, and only that one.
        using var other = await (await api.SignUpAsync()).KeyClientAsync();
        Assert.Equal(200, (await other.GetAsync(Contacts)).Status);
        api.Time.Advance(TimeSpan.FromSeconds(int.Parse((await one.GetAsync(Contacts)).Headers["Retry-After"])));
        Assert.Equal(200, (await one.GetAsync(Contacts)).Status);
        Assert.Equal(429, (await one.GetAsync(Contacts)).Status);
    }

    [Fact]
    public async Task However_many_come_at_once_no_more_are_let_in()
    {
        await using var api = await ApiServer.StartAsync();
        using var client = await (await api.SignUpAsync()).KeyClientAsync();
        var replies = await Task.WhenAll(Enumerable.Range(0, Limit + 40).Select(_ => client.GetAsync(Contacts)));
        Assert.Equal(Limit, replies.Count(reply => reply.Status == 200));
        Assert.Equal(40, replies.Count(reply => reply.Status == 429));
    }

    [Fact]
    public async Task Limits_that_are_switched_off_let_everybody_in()
    {
        await using var api = await ApiServer.StartAsync(("RateLimits:Enabled", "false"));
        using var client = await (await api.SignUpAsync()).KeyClientAsync();
        for (var i = 0; i <= Limit; i++)
            Assert.Equal(200, (await client.GetAsync(Contacts)).Status);
    }
}
