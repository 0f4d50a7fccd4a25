using System.Text.Json;
using Switchboard.Tests.Api.Support;
using Switchboard.Tests.Doors.Support;

namespace Switchboard.Tests.Doors.CallFunnel;

/// <summary>Automatic recharge as a customer sees it.</summary>
public sealed class AutochargeTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task A_call_that_takes_the_balance_under_the_threshold_is_followed_by_one_recharge()
    {
        using var client = await CallFunnelClient.SignUpAsync(fixture.Server);
        var set = await client.PostAsync("billing/autocharge", new { enabled = true, threshold_minor = 500, amount_minor = 2500 });
        Assert.Equal((200, "ready"), (set.Status, set.Text("status")));
        AssertAutocharge(await BalanceAsync(client), enabled: true, 500, 2500, "ready");

        await CallAsync(client);
        var after = await Poll.UntilAsync(() => BalanceAsync(client), look => look.GetProperty("balance_minor").GetInt64() > 500, "the recharge");

        Assert.Equal(500 - 6 + 2500, after.GetProperty("balance_minor").GetInt64());
        AssertAutocharge(after, enabled: true, 500, 2500, "ready");
        Assert.InRange(after.GetProperty("autocharge").Instant("last_recharge_at"), DateTimeOffset.UtcNow.AddMinutes(-5), DateTimeOffset.UtcNow.AddMinutes(1));
        Assert.Equal([("topup", "Automatic recharge", 2500), ("call_charge", "Call of 30 s", -6), ("trial", "Trial credit", 500)], await LedgerAsync(client));
    }

    [Fact]
    public async Task There_is_one_recharge_in_six_hours_and_the_one_that_was_missed_follows()
    {
        await using var server = await ApiServer.StartAsync(ServerFixture.Settings);
        using var client = await CallFunnelClient.SignUpAsync(server);
        await client.PostAsync("billing/autocharge", new { enabled = true, threshold_minor = 500, amount_minor = 1 });
        await CallAsync(client);
        await Poll.UntilAsync(() => BalanceAsync(client), look => look.GetProperty("balance_minor").GetInt64() == 495, "the recharge");

        await CallAsync(client);
        Assert.Equal(489, (await BalanceAsync(client)).GetProperty("balance_minor").GetInt64());

        server.Time.Advance(TimeSpan.FromHours(6));
        await CallAsync(client);
        await Poll.UntilAsync(() => BalanceAsync(client), look => look.GetProperty("balance_minor").GetInt64() == 484, "the second recharge");
        Assert.Equal(2, (await LedgerAsync(client)).Count(entry => entry.Description == "Automatic recharge"));
    }

    [Fact]
    public async Task A_failed_recharge_stops_new_calls_until_something_is_paid()
    {
        using var client = await CallFunnelClient.SignUpAsync(fixture.Server);
        using var cualify = new CualifyClient(await client.Account.KeyClientAsync());
        await client.PostAsync("billing/autocharge", new { enabled = true, threshold_minor = 500, amount_minor = 402 });
        await CallAsync(client);
        await Poll.UntilAsync(() => BalanceAsync(client), look => look.GetProperty("autocharge").Str("status") == "failed", "the failure");

        var precheck = await client.GetAsync("billing/precheck?expected_seconds=60");
        Assert.Equal("insufficient_funds", precheck.Text("status"));
        Assert.Contains("recharge failed", precheck.Text("message"), StringComparison.Ordinal);
        Assert.Equal(494, precheck.Number("available_minor"));
        (await cualify.PostAsync("calls", new { agent_id = CualifyClient.AgentId, to_e164 = "+12025550100" })).AssertRefused(402, "insufficient_credits");
        Assert.Equal([("call_charge", "Call of 30 s", -6), ("trial", "Trial credit", 500)], await LedgerAsync(client));

        await client.TopUpAsync(10);
        Assert.Equal("ok", (await client.GetAsync("billing/precheck?expected_seconds=60")).Text("status"));
        await CallAsync(client);
    }

    [Fact]
    public async Task Switching_it_off_lets_calls_through_again_and_keeps_what_was_set()
    {
        using var client = await CallFunnelClient.SignUpAsync(fixture.Server);
        await client.PostAsync("billing/autocharge", new { enabled = true, threshold_minor = 500, amount_minor = 402 });
        await CallAsync(client);
        await Poll.UntilAsync(() => BalanceAsync(client), look => look.GetProperty("autocharge").Str("status") == "failed", "the failure");

        Assert.Equal("off", (await client.PostAsync("billing/autocharge", new { enabled = false })).Text("status"));
        Assert.Equal("ok", (await client.GetAsync("billing/precheck?expected_seconds=60")).Text("status"));
        AssertAutocharge(await BalanceAsync(client), enabled: false, 500, 402, "off");
        Assert.Equal("ready", (await client.PostAsync("billing/autocharge", new { enabled = true, amount_minor = 900 })).Text("status"));
        AssertAutocharge(await BalanceAsync(client), enabled: true, 500, 900, "ready");
    }

    [Theory]
    [InlineData("""{}""", "enabled")]
    [InlineData("""{"enabled":null}""", "enabled")]
    [InlineData("""{"enabled":"true"}""", "enabled")]
    [InlineData("""{"enabled":1}""", "enabled")]
    [InlineData("""{"enabled":true}""", "threshold_minor")]
    [InlineData("""{"enabled":true,"threshold_minor":5}""", "amount_minor")]
    [InlineData("""{"enabled":true,"amount_minor":5}""", "threshold_minor")]
    [InlineData("""{"enabled":true,"threshold_minor":0,"amount_minor":5}""", "threshold_minor")]
    [InlineData("""{"enabled":true,"threshold_minor":-5,"amount_minor":5}""", "threshold_minor")]
    [InlineData("""{"enabled":true,"threshold_minor":5,"amount_minor":0}""", "amount_minor")]
    [InlineData("""{"enabled":true,"threshold_minor":5,"amount_minor":10000001}""", "amount_minor")]
    [InlineData("""{"enabled":true,"threshold_minor":5.5,"amount_minor":5}""", "threshold_minor")]
    [InlineData("""{"enabled":true,"threshold_minor":"5","amount_minor":5}""", "threshold_minor")]
    [InlineData("""{"enabled":false,"threshold_minor":99999999999999999999}""", "threshold_minor")]
    public async Task What_is_wrong_is_named_and_changes_nothing(string body, string field)
    {
        using var client = await CallFunnelClient.SignUpAsync(fixture.Server);
        (await client.Program.PostRawAsync($"{CallFunnelClient.Root}/billing/autocharge", body)).AssertError(422, "VALIDATION_FAILED", field);
        AssertAutocharge(await BalanceAsync(client), enabled: false, null, null, "off");
    }

    [Fact]
    public async Task A_key_that_may_only_read_cannot_set_it()
    {
        using var reader = await CallFunnelClient.SignUpAsync(fixture.Server, scope: "read");
        (await reader.PostAsync("billing/autocharge", new { enabled = false })).AssertError(403, "INSUFFICIENT_SCOPE");
        Assert.Equal(200, (await reader.Owner.PostAsync("/callfunnel/billing/autocharge", new { enabled = false })).Status);
        using var stranger = fixture.Server.Client();
        (await stranger.PostAsync($"{CallFunnelClient.Root}/billing/autocharge", new { enabled = false })).AssertError(401, "AUTH_REQUIRED");
    }

    [Fact]
    public async Task A_page_of_the_ledger_has_up_to_200_entries()
    {
        using var client = await CallFunnelClient.SignUpAsync(fixture.Server);
        Assert.Equal(200, (await client.GetAsync("billing/history?limit=200")).Status);
        (await client.GetAsync("billing/history?limit=201")).AssertError(422, "VALIDATION_FAILED", "limit");
    }

    /// <summary>A call of 30 seconds, once it is settled.</summary>
    private static async Task CallAsync(CallFunnelClient client)
    {
        using var cualify = new CualifyClient(await client.Account.KeyClientAsync());
        var before = (await LedgerAsync(client)).Count(entry => entry.Kind == "call_charge");
        await cualify.PlaceAsync("+12025550100");
        await Poll.UntilAsync(() => LedgerAsync(client), look => look.Count(entry => entry.Kind == "call_charge") > before, "the call's charge");
    }

    private static async Task<JsonElement> BalanceAsync(CallFunnelClient client) => (await client.GetAsync("billing/balance")).Body;

    private static async Task<List<(string Kind, string Description, long AmountMinor)>> LedgerAsync(CallFunnelClient client) =>
    [
        .. (await client.GetAsync("billing/history")).Body.GetProperty("entries").EnumerateArray()
            .Select(entry => (entry.Str("kind")!, entry.Str("description")!, entry.GetProperty("amount_minor").GetInt64())),
    ];

    private static void AssertAutocharge(JsonElement balance, bool enabled, long? threshold, long? amount, string status)
    {
        var autocharge = balance.GetProperty("autocharge");
        Assert.Equal(["enabled", "threshold_minor", "amount_minor", "status", "last_recharge_at"], autocharge.Names());
        Assert.Equal(
            (enabled, threshold, amount, status),
            (autocharge.GetProperty("enabled").GetBoolean(), Amount("threshold_minor"), Amount("amount_minor"), autocharge.Str("status")));

        long? Amount(string name) => autocharge.GetProperty(name) is { ValueKind: JsonValueKind.Number } number ? number.GetInt64() : null;
    }
}
