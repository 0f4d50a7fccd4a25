using Switchboard.Tests.Api.Support;
using Switchboard.Tests.Doors.Support;

namespace Switchboard.Tests.Doors.Cordiul;

/// <summary><c>/api-keys</c>: who may mint which.</summary>
public sealed class ApiKeyTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_person_and_a_key_with_admin_mint_keys_whose_secret_is_shown_once(bool isPerson)
    {
        var account = await fixture.Server.SignUpAsync();
        using var minter = new CordiulClient(isPerson ? account.Client() : await account.KeyClientAsync());

        var key = (await minter.PostAsync("api-keys", new { name = "My API Key", permissions = new[] { "calls:read", "calls:write" } })).Succeeded();

        Assert.Matches("^key_[0-9a-f]{32}$", key.Str("id"));
        Assert.Matches("^ck_live_[A-Za-z0-9]{40}$", key.Str("key"));
        Assert.Equal("My API Key", key.Str("name"));
        Assert.Equal(["calls:read", "calls:write"], key.GetProperty("permissions").EnumerateArray().Select(name => name.GetString()!));
        var list = await minter.GetAsync("api-keys");
        Assert.DoesNotContain(key.Str("key")!, list.Content, StringComparison.Ordinal);
        var listed = list.Succeeded().GetProperty("keys")[0];
        Assert.Equal(
            (key.Str("id"), key.Str("name"), key.Instant("created_at"), null), (listed.Str("id"), listed.Str("name"), listed.Instant("created_at"), listed.Str("last_used_at")));
        Assert.StartsWith(listed.Str("prefix")!, key.Str("key"), StringComparison.Ordinal);

        using var minted = new CordiulClient(new ApiClient(fixture.Server.Address) { Bearer = key.Str("key") });
        (await minted.GetAsync("calls/list")).Succeeded();
        (await minted.GetAsync("contacts")).AssertFailed(403);
        Assert.Equal(200, (await minted.Http.GetAsync("/cualify/api/v1/calls")).Status);
        Assert.Equal(403, (await minted.Http.GetAsync("/cualify/api/v1/contacts")).Status);
        (await minter.GetAsync("api-keys")).Succeeded().GetProperty("keys")[0].Instant("last_used_at");
    }

    [Fact]
    public async Task A_key_without_admin_neither_mints_nor_lists_nor_deletes()
    {
        using var client = await CordiulClient.SignUpAsync(fixture.Server, scope: "write");

        Assert.Contains("admin", (await client.PostAsync("api-keys", new { name = "x", permissions = new[] { "calls:read" } })).AssertFailed(403), StringComparison.Ordinal);
        (await client.GetAsync("api-keys")).AssertFailed(403);
        (await client.DeleteAsync("api-keys/key_01900000000070008000000000000002")).AssertFailed(403);
    }

    [Fact]
    public async Task No_key_mints_what_it_does_not_have()
    {
        using var owner = await CordiulClient.SignUpAsync(fixture.Server);
        using var admin = await MintedAsync(owner, "admin", "calls:read");

        Assert.Contains("billing:write", (await MintAsync(admin, "calls:read", "billing:write")).AssertFailed(403), StringComparison.Ordinal);
        using var child = await MintedAsync(admin, "admin", "calls:read");
        (await MintAsync(child, "calls:write")).AssertFailed(403);
        (await child.GetAsync("calls/list")).Succeeded();
        Assert.Equal(3, (await owner.GetAsync("api-keys")).Succeeded().GetProperty("keys").GetArrayLength());
    }

    [Fact]
    public async Task There_are_at_most_ten_active_keys_wherever_minted()
    {
        // The client's own, minted at another door, is the first.
        using var client = await CordiulClient.SignUpAsync(fixture.Server);
        var id = "";
        for (var i = 1; i < 10; i++)
            id = (await MintAsync(client, "calls:read")).Succeeded().Str("id")!;

        Assert.Contains("10", (await MintAsync(client, "calls:read")).AssertFailed(400), StringComparison.Ordinal);
        (await client.DeleteAsync($"api-keys/{id}")).Succeeded();
        (await MintAsync(client, "calls:read")).Succeeded();
    }

    [Fact]
    public async Task A_deleted_key_is_401_at_once_and_gone_from_the_list()
    {
        using var client = await CordiulClient.SignUpAsync(fixture.Server);
        var key = (await MintAsync(client, "calls:read")).Succeeded();
        using var minted = new CordiulClient(new ApiClient(fixture.Server.Address) { Bearer = key.Str("key") });
        (await minted.GetAsync("calls/list")).Succeeded();

        var deleted = (await client.DeleteAsync($"api-keys/{Guid.Parse(key.Str("id")![4..])}")).Succeeded();

        Assert.Equal((key.Str("id"), true), (deleted.Str("id"), deleted.GetProperty("deleted").GetBoolean()));
        (await minted.GetAsync("calls/list")).AssertFailed(401);
        Assert.Single((await client.GetAsync("api-keys")).Succeeded().GetProperty("keys").EnumerateArray());
        (await client.DeleteAsync($"api-keys/{key.Str("id")}")).AssertFailed(404);
    }

    [Fact]
    public async Task Nobody_sees_or_deletes_another_accounts_keys()
    {
        using var owner = await CordiulClient.SignUpAsync(fixture.Server);
        using var other = await CordiulClient.SignUpAsync(fixture.Server);
        var id = (await MintAsync(owner, "calls:read")).Succeeded().Str("id");

        (await other.DeleteAsync($"api-keys/{id}")).AssertFailed(404);
        Assert.DoesNotContain(id!, (await other.GetAsync("api-keys")).Content, StringComparison.Ordinal);
        Assert.Contains(id!, (await owner.GetAsync("api-keys")).Content, StringComparison.Ordinal);
    }

    private static Task<Reply> MintAsync(CordiulClient client, params string[] permissions) => client.PostAsync("api-keys", new { name = "k", permissions });

    private async Task<CordiulClient> MintedAsync(CordiulClient client, params string[] permissions) =>
        new(new ApiClient(fixture.Server.Address) { Bearer = (await MintAsync(client, permissions)).Succeeded().Str("key") });
}
