using System.Text.Json;
using Switchboard.Tests.Api.Support;

namespace Switchboard.Tests.Api.CallFunnel;

public sealed class BillingTests(SharedServer server) : IClassFixture<SharedServer>
{
    private const string Billing = "/callfunnel/api/billing";

    [Fact]
    public async Task The_balance_of_a_new_tenant_is_the_documents_example()
    {
        using var client = await (await server.Api.SignUpAsync()).KeyClientAsync("read");
        var reply = await client.GetAsync($"{Billing}/balance");
        Assert.Equal(200, reply.Status);
        Assert.True(reply.Number("tenant_id") > 0);
        Assert.Equal("USD", reply.Text("currency"));
        Assert.Equal(500, reply.Number("balance_minor"));
        Assert.Equal(0, reply.Number("held_minor"));
        Assert.Equal("free", reply.Text("plan_tier"));
        Assert.Equal(41, reply.Number("minutes_remaining_at_bundled_rate"));
        Assert.Equal(12, reply.Number("rate_per_minute_minor"));
        Assert.Equal("[1000,2500,5000,10000,25000]", reply.Body.GetProperty("topup_presets_minor").GetRawText());
        var autocharge = reply.Body.GetProperty("autocharge");
        Assert.False(autocharge.GetProperty("enabled").GetBoolean());
        Assert.Equal(JsonValueKind.Null, autocharge.GetProperty("threshold_minor").ValueKind);
        Assert.Equal(JsonValueKind.Null, autocharge.GetProperty("amount_minor").ValueKind);
        var trial = reply.Body.GetProperty("trial_expires_at").GetDateTimeOffset() - server.Api.Time.GetUtcNow();
        Assert.InRange(trial, TimeSpan.FromDays(6.9), TimeSpan.FromDays(7));
    }

    [Fact]
    public async Task An_indian_tenant_has_rupees()
    {
        using var client = (await server.Api.SignUpAsync("IN")).Client();
        var reply = await client.GetAsync($"{Billing}/balance");
        Assert.Equal("INR", reply.Text("currency"));
        Assert.Equal(45_000, reply.Number("balance_minor"));
        Assert.Equal(600, reply.Number("rate_per_minute_minor"));
        Assert.Equal(75, reply.Number("minutes_remaining_at_bundled_rate"));
    }

    [Theory]
    [InlineData("/callfunnel/api")]
    [InlineData("/callfunnel")]
    [InlineData("/CallFunnel/API")]
    public async Task Every_route_answers_at_both_forms_of_its_path(string root)
    {
        using var client = (await server.Api.SignUpAsync()).Client();
        Assert.Equal(200, (await client.GetAsync($"{root}/billing/balance")).Status);
        Assert.Equal(200, (await client.GetAsync($"{root}/api-keys")).Status);
        Assert.Equal(200, (await client.GetAsync($"{root}/healthz")).Status);
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(2500, true)]
    [InlineData(2501, false)]
    [InlineData(7200, false)]
    public async Task The_precheck_says_whether_the_wallet_covers_the_seconds(int seconds, bool covered)
    {
        using var client = (await server.Api.SignUpAsync()).Client();
        var reply = await client.GetAsync($"{Billing}/precheck?expected_seconds={seconds}");
        Assert.Equal(200, reply.Status);
        Assert.Equal(covered ? "ok" : "insufficient_funds", reply.Text("status"));
        Assert.Equal(covered, reply.Body.GetProperty("ok").GetBoolean());
        Assert.Equal((seconds * 12 + 59) / 60, reply.Number("estimated_cost_minor"));
    }

    [Fact]
    public async Task After_the_trial_the_precheck_says_so_until_something_is_paid()
    {
        await using var api = await ApiServer.StartAsync();
        var account = await api.SignUpAsync();
        using var robot = await account.KeyClientAsync();
        api.Time.Advance(TimeSpan.FromDays(7));
        Assert.Equal("trial_expired", (await robot.GetAsync($"{Billing}/precheck")).Text("status"));
        var topUp = await robot.PostAsync($"{Billing}/topup", new { amount_minor = 1000 });
        Assert.Equal(303, (await robot.PostAsync($"{new Uri(topUp.Text("checkout_url")).AbsolutePath}/pay")).Status);
        Assert.Equal("ok", (await robot.GetAsync($"{Billing}/precheck")).Text("status"));
        Assert.Equal(1500, (await robot.GetAsync($"{Billing}/balance")).Number("balance_minor"));
    }

    [Fact]
    public async Task The_ledger_is_paged_from_the_newest_and_adds_up()
    {
        using var client = (await server.Api.SignUpAsync()).Client();
        for (var amount = 101; amount <= 104; amount++)
        {
            var topUp = await client.PostAsync($"{Billing}/topup", new { amount_minor = amount });
            await client.PostAsync($"{new Uri(topUp.Text("checkout_url")).AbsolutePath}/pay");
        }

        var entries = new List<JsonElement>();
        string? before = null;
        do
        {
            var page = await client.GetAsync($"{Billing}/history?limit=2{(before is null ? "" : $"&before={before}")}");
            Assert.Equal(200, page.Status);
            entries.AddRange(page.Body.GetProperty("entries").EnumerateArray());
            before = page.Body.GetProperty("next_before").GetString();
        }
        while (before is not null);

        Assert.Equal([104, 103, 102, 101, 500], entries.Select(entry => entry.GetProperty("amount_minor").GetInt64()));
        Assert.Equal(["topup", "topup", "topup", "topup", "trial"], entries.Select(entry => entry.GetProperty("kind").GetString()));
        Assert.Equal(entries.Sum(entry => entry.GetProperty("amount_minor").GetInt64()), entries[0].GetProperty("balance_after_minor").GetInt64());
        Assert.Equal(910, (await client.GetAsync($"{Billing}/balance")).Number("balance_minor"));
    }

    [Fact]
    public async Task Anothers_ledger_entry_leads_nowhere()
    {
        using var owner = (await server.Api.SignUpAsync()).Client();
        using var stranger = (await server.Api.SignUpAsync()).Client();
        var id = (await owner.GetAsync($"{Billing}/history")).Body.GetProperty("entries")[0].GetProperty("id").GetString();
        Assert.Empty((await stranger.GetAsync($"{Billing}/history?before={id}")).Body.GetProperty("entries").EnumerateArray());
    }

    [Theory]
    [InlineData("history?limit=0", "limit")]
    [InlineData("history?limit=201", "limit")]
    [InlineData("history?limit=x", "limit")]
    [InlineData("history?limit=5&limit=6", "limit")]
    [InlineData("history?limit=5&LIMIT=6", "limit")]
    [InlineData("history?limit=99999999999999999999", "limit")]
    [InlineData("history?before=x", "before")]
    [InlineData("history?before=%00", "before")]
    [InlineData("precheck?expected_seconds=0", "expected_seconds")]
    [InlineData("precheck?expected_seconds=7201", "expected_seconds")]
    [InlineData("precheck?expected_seconds=-5", "expected_seconds")]
    [InlineData("precheck?expected_seconds=1.5", "expected_seconds")]
    public async Task A_parameter_that_is_wrong_is_named(string path, string field)
    {
        using var client = (await server.Api.SignUpAsync()).Client();
        (await client.GetAsync($"{Billing}/{path}")).AssertError(422, "VALIDATION_FAILED", field);
    }
}
