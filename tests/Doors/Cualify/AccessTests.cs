using System.Globalization;
using System.Net.Http.Headers;
using Switchboard.Tests.Api.Support;
using Switchboard.Tests.Doors.Support;

namespace Switchboard.Tests.Doors.Cualify;

/// <summary>Keys, the limit on requests, and the door's own host.</summary>
public sealed class AccessTests
{
    [Fact]
    public async Task A_key_that_may_only_read_is_refused_what_changes_something()
    {
        await using var server = await ApiServer.StartAsync(ServerFixture.Settings);
        using var reader = await CualifyClient.SignUpAsync(server, scope: "read");

        foreach (var path in new[] { "calls", "contacts", "webhooks" })
        {
            (await reader.GetAsync(path)).Data();
            (await reader.PostRawAsync(path, "{}")).AssertRefused(403, "forbidden");
        }
        (await reader.DeleteAsync("webhooks/01900000-0000-7000-8000-000000000002")).AssertRefused(403, "forbidden");
    }

    [Fact]
    public async Task A_revoked_key_is_401_at_once()
    {
        await using var server = await ApiServer.StartAsync(ServerFixture.Settings);
        var account = await server.SignUpAsync();
        using var client = new CualifyClient(await account.KeyClientAsync());
        using var owner = account.Client();
        (await client.GetAsync("calls")).Data();
        var keys = await owner.GetAsync("/callfunnel/api/api-keys");
        var id = keys.Body.GetProperty("keys")[0].Str("id");

        Assert.Equal(200, (await owner.PostAsync($"/callfunnel/api/api-keys/{id}/revoke", new { reason = "test" })).Status);

        (await client.GetAsync("calls")).AssertRefused(401, "unauthorized");
    }

    [Fact]
    public async Task An_organisation_has_120_requests_in_any_minute_over_all_routes_and_keys()
    {
        await using var server = await ApiServer.StartAsync();
        var account = await server.SignUpAsync();
        using var one = new CualifyClient(await account.KeyClientAsync());
        using var two = new CualifyClient(await account.KeyClientAsync());
        using var other = await CualifyClient.SignUpAsync(server);
        using var stranger = server.Client();

        for (var i = 0; i < 60; i++)
        {
            // What is refused as unauthorized does not count.
            Assert.Equal(401, (await stranger.GetAsync("/cualify/api/v1/calls")).Status);
            (await one.GetAsync("calls")).Data();
            (await two.GetAsync("contacts")).Data();
        }

        var refused = await one.GetAsync("webhooks");
        refused.AssertRefused(429, "too_many_requests");
        Assert.InRange(int.Parse(refused.Headers["Retry-After"], CultureInfo.InvariantCulture), 1, 60);
        (await two.PostAsync("contacts", new { phone_e164 = "+919812345678" })).AssertRefused(429, "too_many_requests");
        (await other.GetAsync("calls")).Data();

        // The window slides: nothing of the first request is left after a minute, and what was refused did not count.
        server.Time.Advance(TimeSpan.FromSeconds(61));
        (await one.GetAsync("calls")).Data();
    }

    [Fact]
    public async Task The_door_answers_at_the_root_of_its_own_host()
    {
        await using var server = await ApiServer.StartAsync([.. ServerFixture.Settings, ("Doors:Cualify:Host", "voice.example.com")]);
        using var client = await CualifyClient.SignUpAsync(server);

        var placed = await SendAsync(HttpMethod.Post, "/api/v1/calls", $$"""{"agent_id":"{{CualifyClient.AgentId}}","to_e164":"+12025550112"}""");
        var id = placed.Data(201).Str("id");
        Assert.Equal(id, (await SendAsync(HttpMethod.Get, $"/api/v1/calls/{id}")).Data().Str("id"));
        (await SendAsync(HttpMethod.Get, "/api/v1/nothing")).AssertRefused(404, "not_found");
        Assert.Equal(id, (await client.GetAsync($"calls/{id}")).Data().Str("id"));
        Assert.Equal(404, (await client.Http.GetAsync("/api/v1/calls")).Status);

        Task<Reply> SendAsync(HttpMethod method, string path, string? body = null) => client.Http.SendAsync(
            method,
            path,
            body is null ? null : new StringContent(body, new MediaTypeHeaderValue("application/json")),
            ("Host", "voice.example.com"));
    }
}
