using System.Text;
using System.Text.Json;
using Switchboard.Identity;
using Switchboard.Storage;
using Switchboard.Tests.Api.Support;

namespace Switchboard.Tests.Api.CallFunnel;

public sealed class ApiKeyTests(SharedServer server) : IClassFixture<SharedServer>
{
    private const string Keys = "/callfunnel/api/api-keys";
    private const string Balance = "/callfunnel/api/billing/balance";

    [Fact]
    public async Task A_key_is_shown_once_and_works()
    {
        using var owner = (await server.Api.SignUpAsync()).Client();
        var minted = await owner.PostAsync(Keys, new { name = "ci robot", scope = "read" });
        Assert.Equal(201, minted.Status);
        var secret = minted.Text("secret");
        Assert.Matches("^cf_live_[0-9A-Za-z]{40}$", secret);
        Assert.Equal(secret[..14], minted.Text("prefix"));
        Assert.Equal("read", minted.Text("scope"));
        Assert.Equal("active", minted.Text("status"));
        Assert.Equal(JsonValueKind.Null, minted.Body.GetProperty("expires_at").ValueKind);

        using var robot = server.Api.Client();
        robot.Bearer = secret;
        Assert.Equal(200, (await robot.GetAsync(Balance)).Status);

        var list = await owner.GetAsync(Keys);
        Assert.DoesNotContain(secret, list.Content, StringComparison.Ordinal);
        var row = Assert.Single(list.Body.GetProperty("keys").EnumerateArray());
        Assert.Equal(minted.Text("id"), row.GetProperty("id").GetString());
        Assert.Equal("127.0.0.1", row.GetProperty("last_used_ip").GetString());
        Assert.True(row.GetProperty("last_used_at").TryGetDateTimeOffset(out _));
        Assert.Equal(minted.Text("created_by_user_id"), (await owner.GetAsync("/callfunnel/auth/me")).Body.GetProperty("user").GetProperty("id").GetString());
        Assert.False(row.TryGetProperty("secret", out _));
    }

    [Fact]
    public async Task The_default_scope_is_admin()
    {
        using var owner = (await server.Api.SignUpAsync()).Client();
        Assert.Equal("admin", (await owner.PostAsync(Keys, new { name = "x" })).Text("scope"));
    }

    [Theory]
    [InlineData("""{}""", "name")]
    [InlineData("""{"name":""}""", "name")]
    [InlineData("""{"name":"  "}""", "name")]
    [InlineData("""{"name":null}""", "name")]
    [InlineData("""{"name":7}""", "name")]
    [InlineData("""{"name":"x","scope":"root"}""", "scope")]
    [InlineData("""{"name":"x","scope":["read"]}""", "scope")]
    [InlineData("""{"name":"x","expires_in_days":0}""", "expires_in_days")]
    [InlineData("""{"name":"x","expires_in_days":1.5}""", "expires_in_days")]
    [InlineData("""{"name":"x","expires_in_days":"30"}""", "expires_in_days")]
    [InlineData("""{"name":"x","expires_in_days":1e300}""", "expires_in_days")]
    [InlineData("""{"name":"x","expires_at":"2020-01-01T00:00:00Z"}""", "expires_at")]
    [InlineData("""{"name":"x","expires_at":"tomorrow"}""", "expires_at")]
    [InlineData("""{"name":"x","expires_in_days":3,"expires_at":"2100-01-01T00:00:00Z"}""", "expires_at")]
    public async Task What_is_wrong_is_answered_with_400_and_the_field(string body, string field)
    {
        using var owner = (await server.Api.SignUpAsync()).Client();
        (await owner.PostRawAsync(Keys, body)).AssertError(400, "VALIDATION_FAILED", field);
        (await owner.PostRawAsync(Keys, $$"""{"name":"{{new string('x', 121)}}"}""")).AssertError(400, "VALIDATION_FAILED", "name");
    }

    [Fact]
    public async Task A_revoked_key_stops_at_once_and_stays_revoked_as_it_was()
    {
        using var owner = (await server.Api.SignUpAsync()).Client();
        var minted = await owner.PostAsync(Keys, new { name = "x" });
        using var robot = server.Api.Client();
        robot.Bearer = minted.Text("secret");
        Assert.Equal(200, (await robot.GetAsync(Balance)).Status);

        var revoked = await owner.PostAsync($"{Keys}/{minted.Text("id")}/revoke", new { reason = "leaked" });
        Assert.Equal(200, revoked.Status);
        Assert.Equal("revoked", revoked.Text("status"));
        Assert.Equal("leaked", revoked.Text("revoked_reason"));
        (await robot.GetAsync(Balance)).AssertError(401, "AUTH_REQUIRED");

        var again = await owner.PostAsync($"{Keys}/{minted.Text("id")}/revoke");
        Assert.Equal(200, again.Status);
        Assert.Equal(revoked.Text("revoked_at"), again.Text("revoked_at"));
        Assert.Equal("leaked", again.Text("revoked_reason"));
        (await owner.PostAsync($"{Keys}/{minted.Text("id")}/revoke", new { reason = new string('x', 81) })).AssertError(422, "VALIDATION_FAILED", "reason");
    }

    [Fact]
    public async Task A_key_is_deleted_only_after_it_was_revoked()
    {
        using var owner = (await server.Api.SignUpAsync()).Client();
        var id = (await owner.PostAsync(Keys, new { name = "x" })).Text("id");
        (await owner.DeleteAsync($"{Keys}/{id}")).AssertError(409, "KEY_NOT_REVOKED");
        await owner.PostAsync($"{Keys}/{id}/revoke");
        var deleted = await owner.DeleteAsync($"{Keys}/{id}");
        Assert.Equal(200, deleted.Status);
        Assert.Equal(id, deleted.Text("deleted"));
        (await owner.DeleteAsync($"{Keys}/{id}")).AssertError(404, "NOT_FOUND");
        Assert.Empty((await owner.GetAsync(Keys)).Body.GetProperty("keys").EnumerateArray());
    }

    [Fact]
    public async Task Another_tenants_key_does_not_exist()
    {
        using var owner = (await server.Api.SignUpAsync()).Client();
        using var stranger = (await server.Api.SignUpAsync()).Client();
        var id = (await owner.PostAsync(Keys, new { name = "x" })).Text("id");
        (await stranger.PostAsync($"{Keys}/{id}/revoke")).AssertError(404, "NOT_FOUND");
        (await stranger.DeleteAsync($"{Keys}/{id}")).AssertError(404, "NOT_FOUND");
        (await owner.PostAsync($"{Keys}/not-an-id/revoke")).AssertError(404, "NOT_FOUND");
        Assert.Equal("active", (await owner.GetAsync(Keys)).Body.GetProperty("keys")[0].GetProperty("status").GetString());
    }

    [Fact]
    public async Task A_key_cannot_manage_keys()
    {
        using var robot = await (await server.Api.SignUpAsync()).KeyClientAsync("admin");
        (await robot.GetAsync(Keys)).AssertError(403, "USER_REQUIRED");
        (await robot.PostAsync(Keys, new { name = "x" })).AssertError(403, "USER_REQUIRED");
        using var nobody = server.Api.Client();
        (await nobody.PostAsync(Keys, new { name = "x" })).AssertError(401, "AUTH_REQUIRED");
    }

    [Fact]
    public async Task A_read_key_cannot_write_whatever_it_sends()
    {
        using var robot = await (await server.Api.SignUpAsync()).KeyClientAsync("read");
        (await robot.PostAsync("/callfunnel/billing/topup", new { amount_minor = 500 })).AssertError(403, "INSUFFICIENT_SCOPE");
        // The permission is looked at before the body.
        (await robot.PostRawAsync("/callfunnel/billing/topup", "not json")).AssertError(403, "INSUFFICIENT_SCOPE");
        using var writer = await (await server.Api.SignUpAsync()).KeyClientAsync("write");
        Assert.Equal(200, (await writer.PostAsync("/callfunnel/billing/topup", new { amount_minor = 500 })).Status);
    }

    [Fact]
    public async Task A_tenant_has_at_most_ten_active_keys_however_many_are_minted_at_once()
    {
        using var owner = (await server.Api.SignUpAsync()).Client();
        var replies = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => owner.PostAsync(Keys, new { name = $"k{i}" })));
        Assert.Equal(10, replies.Count(reply => reply.Status == 201));
        Assert.All(replies.Where(reply => reply.Status != 201), reply => reply.AssertError(400, "KEY_LIMIT_REACHED"));
        Assert.Equal(10, (await owner.GetAsync(Keys)).Body.GetProperty("keys").GetArrayLength());

        await owner.PostAsync($"{Keys}/{replies.First(reply => reply.Status == 201).Text("id")}/revoke");
        var refilled = await Task.WhenAll(Enumerable.Range(0, 5).Select(i => owner.PostAsync(Keys, new { name = $"n{i}" })));
        Assert.Single(refilled, reply => reply.Status == 201);
    }

    [Fact]
    public async Task An_expired_key_is_refused_and_makes_room_for_another()
    {
        await using var api = await ApiServer.StartAsync();
        using var owner = (await api.SignUpAsync()).Client();
        var lasting = await owner.PostAsync(Keys, new { name = "lasting", expires_in_days = 3 });
        var brief = await Task.WhenAll(Enumerable.Range(0, 9).Select(i => owner.PostAsync(Keys, new { name = $"k{i}", expires_in_days = 1 })));
        Assert.All(brief, reply => Assert.Equal(201, reply.Status));
        (await owner.PostAsync(Keys, new { name = "one too many" })).AssertError(400, "KEY_LIMIT_REACHED");
        using var robot = api.Client();
        robot.Bearer = brief[0].Text("secret");
        Assert.Equal(200, (await robot.GetAsync(Balance)).Status);

        api.Time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(401, (await robot.GetAsync(Balance)).Status);
        robot.Bearer = lasting.Text("secret");
        Assert.Equal(200, (await robot.GetAsync(Balance)).Status);
        var more = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => owner.PostAsync(Keys, new { name = $"m{i}" })));
        Assert.Equal(9, more.Count(reply => reply.Status == 201));
        var statuses = (await owner.GetAsync(Keys)).Body.GetProperty("keys").EnumerateArray().Select(key => key.GetProperty("status").GetString()).ToList();
        Assert.Equal(10, statuses.Count(status => status == "active"));
        Assert.Equal(9, statuses.Count(status => status == "expired"));
    }

    [Fact]
    public async Task A_key_revoked_on_another_node_stops_within_thirty_seconds()
    {
        await using var api = await ApiServer.StartAsync();
        var account = await api.SignUpAsync();
        using var owner = account.Client();
        using var robot = await account.KeyClientAsync();
        Assert.Equal(200, (await robot.GetAsync(Balance)).Status);
        var id = (await owner.GetAsync(Keys)).Body.GetProperty("keys")[0].GetProperty("id").GetString();
        await api.Store.CommitAsync(new WriteSet().Update(ApiKeyTables.Keys, new Row { ["id"] = id, ["revoked_at"] = api.Time.GetUtcNow(), ["slot"] = null }));
        api.Time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(401, (await robot.GetAsync(Balance)).Status);
    }

    [Fact]
    public async Task The_store_keeps_no_secret()
    {
        await using var api = await ApiServer.StartAsync();
        using var robot = await (await api.SignUpAsync()).KeyClientAsync();
        foreach (var file in Directory.GetFiles(api.Folder, "switchboard.db*"))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(stream, Encoding.Latin1);
            Assert.DoesNotContain(robot.Bearer!, await reader.ReadToEndAsync(), StringComparison.Ordinal);
        }
    }
}
