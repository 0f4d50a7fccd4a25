using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Switchboard.Identity;
using Switchboard.Tests.Api.Support;
using Switchboard.Wallets;

namespace Switchboard.Tests.Api.CallFunnel;

public sealed class PaymentTests : IAsyncLifetime
{
    private const string Secret = "test-webhook-secret";
    private const string TopUp = "/callfunnel/api/billing/topup";
    private const string Webhook = "/callfunnel/api/billing/webhooks/payment";

    private ApiServer _api = null!;
    private ApiClient _client = null!;

    public async Task InitializeAsync()
    {
        _api = await ApiServer.StartAsync(("Payments:WebhookSecret", Secret));
        _client = (await _api.SignUpAsync()).Client();
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _api.DisposeAsync();
    }

    [Fact]
    public async Task A_top_up_is_pending_until_the_payment_is_confirmed()
    {
        var reply = await _client.PostAsync(TopUp, new { amount_minor = 2500, return_url = "https://shop.example/done?x=1" });
        Assert.Equal(200, reply.Status);
        Assert.Equal(2500, reply.Number("amount_minor"));
        Assert.Equal("USD", reply.Text("currency"));
        Assert.Equal("pending", reply.Text("status"));
        Assert.NotEmpty(reply.Text("external_id"));
        Assert.Equal($"{_api.Address}sandbox/checkout/{reply.Text("intent_id")}", reply.Text("checkout_url"));
        Assert.Equal(500, await BalanceAsync());
    }

    [Theory]
    [InlineData("""{}""", "amount_minor")]
    [InlineData("""{"amount_minor":0}""", "amount_minor")]
    [InlineData("""{"amount_minor":-1}""", "amount_minor")]
    [InlineData("""{"amount_minor":10000001}""", "amount_minor")]
    [InlineData("""{"amount_minor":1.5}""", "amount_minor")]
    [InlineData("""{"amount_minor":"500"}""", "amount_minor")]
    [InlineData("""{"amount_minor":99999999999999999999999}""", "amount_minor")]
    [InlineData("""{"amount_minor":5,"return_url":"javascript:alert(1)"}""", "return_url")]
    [InlineData("""{"amount_minor":5,"return_url":"//shop.example"}""", "return_url")]
    [InlineData("""{"amount_minor":5,"return_url":"https://user:pw@shop.example"}""", "return_url")]
    [InlineData("""{"amount_minor":5,"return_url":"data:text/html,x"}""", "return_url")]
    public async Task A_top_up_names_the_field_at_fault(string body, string field) =>
        (await _client.PostRawAsync(TopUp, body)).AssertError(422, "VALIDATION_FAILED", field);

    [Theory]
    [InlineData(1)]
    [InlineData(10_000_000)]
    public async Task The_bounds_of_the_amount_belong_to_it(long amount) =>
        Assert.Equal(200, (await _client.PostAsync(TopUp, new { amount_minor = amount })).Status);

    [Fact]
    public async Task The_checkout_page_pays_once_and_returns_the_payer()
    {
        var topUp = await _client.PostAsync(TopUp, new { amount_minor = 2500, return_url = "https://shop.example/done?x=1&y=\"><script>" });
        var page = new Uri(topUp.Text("checkout_url")).AbsolutePath;
        using var payer = _api.Client();
        var shown = await payer.GetAsync(page);
        Assert.Equal(200, shown.Status);
        Assert.Equal("text/html", shown.ContentType);
        Assert.Contains("$25.00", shown.Content, StringComparison.Ordinal);
        Assert.Contains("form-action 'self' https://shop.example", shown.Headers["Content-Security-Policy"], StringComparison.Ordinal);

        var paid = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => payer.PostAsync($"{page}/pay")));
        Assert.All(paid, reply => Assert.Equal((303, "https://shop.example/done?x=1&y=%22%3E%3Cscript%3E"), (reply.Status, reply.Headers["Location"])));
        Assert.Equal(3000, await BalanceAsync());
        var done = await payer.GetAsync(page);
        Assert.Contains("$30.00", done.Content, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", done.Content, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_payment_that_fails_takes_nothing_and_can_be_tried_again()
    {
        var page = new Uri((await _client.PostAsync(TopUp, new { amount_minor = 700 })).Text("checkout_url")).AbsolutePath;
        using var payer = _api.Client();
        var failed = await payer.PostAsync($"{page}/fail");
        Assert.Equal((303, page), (failed.Status, failed.Headers["Location"]));
        Assert.Contains("Payment failed", (await payer.GetAsync(page)).Content, StringComparison.Ordinal);
        Assert.Equal(500, await BalanceAsync());

        Assert.Equal((303, page), ((await payer.PostAsync($"{page}/pay")).Status, page));
        Assert.Equal(1200, await BalanceAsync());
        await payer.PostAsync($"{page}/fail");
        Assert.Contains("Payment received", (await payer.GetAsync(page)).Content, StringComparison.Ordinal);
        Assert.Equal(1200, await BalanceAsync());
    }

    [Fact]
    public async Task There_is_no_page_for_no_payment()
    {
        using var payer = _api.Client();
        foreach (var path in new[] { $"/sandbox/checkout/{Guid.NewGuid()}", "/sandbox/checkout/x" })
        {
            Assert.Equal(404, (await payer.GetAsync(path)).Status);
            Assert.Equal(404, (await payer.PostAsync($"{path}/pay")).Status);
        }
    }

    [Fact]
    public async Task A_signed_event_credits_the_wallet()
    {
        var body = Event(await IntentAsync(1000), 1000);
        var reply = await DeliverAsync(body, Sign(body));
        Assert.Equal(200, reply.Status);
        Assert.True(reply.Body.GetProperty("received").GetBoolean());
        Assert.False(reply.Body.GetProperty("duplicate").GetBoolean());
        Assert.Equal(1500, await BalanceAsync());
    }

    [Fact]
    public async Task An_event_delivered_often_and_at_once_counts_once()
    {
        var body = Event(await IntentAsync(1000), 1000);
        var replies = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => DeliverAsync(body, Sign(body))));
        Assert.All(replies, reply => Assert.Equal(200, reply.Status));
        Assert.True((await DeliverAsync(body, Sign(body))).Body.GetProperty("duplicate").GetBoolean());
        Assert.Equal(1500, await BalanceAsync());
    }

    [Fact]
    public async Task An_intent_paid_under_two_event_ids_is_credited_once()
    {
        var intent = await IntentAsync(1000);
        foreach (var id in new[] { "evt_1", "evt_2" })
            Assert.Equal(200, (await DeliverAsync(Event(intent, 1000, id: id))).Status);
        Assert.Equal(1500, await BalanceAsync());
    }

    [Fact]
    public async Task A_crash_after_the_credit_is_mended_by_the_next_delivery()
    {
        // What is durable when a process dies between booking the credit and noting the event.
        var intent = await IntentAsync(1000);
        var tenant = await TenantIdAsync();
        var wallet = _api.Services.GetRequiredService<IGrainFactory>().GetGrain<IWalletGrain>(tenant);
        Assert.True(await wallet.Credit(new Credit($"intent:{intent}", "topup", 1000, "Top-up", intent)));

        var reply = await DeliverAsync(Event(intent, 1000));
        Assert.Equal(200, reply.Status);
        Assert.False(reply.Body.GetProperty("duplicate").GetBoolean());
        Assert.Equal(1500, await BalanceAsync());
    }

    [Fact]
    public async Task An_event_that_could_not_be_stored_is_answered_so_that_it_comes_again()
    {
        var body = Event(await IntentAsync(1000), 1000);
        _api.Store.Failure = () => new Switchboard.Storage.StoreUnavailableException("down", outcomeUnknown: true);
        var refused = await DeliverAsync(body, Sign(body));
        refused.AssertError(503, "UNAVAILABLE");
        _api.Store.Failure = null;
        Assert.Equal(200, (await DeliverAsync(body, Sign(body))).Status);
        Assert.Equal(1500, await BalanceAsync());
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(0, true)]
    [InlineData(1, false)]
    [InlineData(1, true)]
    public async Task A_payment_whose_commit_is_lost_at_any_step_counts_once_when_it_is_delivered_again(int after, bool isWritten)
    {
        var body = Event(await IntentAsync(1000), 1000);
        _api.Store.LoseCommit(after, isWritten);
        (await DeliverAsync(body, Sign(body))).AssertError(503, "UNAVAILABLE");
        Assert.Equal(200, (await DeliverAsync(body, Sign(body))).Status);
        Assert.True((await DeliverAsync(body, Sign(body))).Body.GetProperty("duplicate").GetBoolean());
        Assert.Equal(1500, await BalanceAsync());
        var entries = (await _client.GetAsync("/callfunnel/api/billing/history")).Body.GetProperty("entries");
        Assert.Equal([1000, 500], entries.EnumerateArray().Select(entry => entry.GetProperty("amount_minor").GetInt64()));
    }

    [Fact]
    public async Task An_amount_or_currency_that_differs_is_refused()
    {
        var intent = await IntentAsync(1000);
        (await DeliverAsync(Event(intent, 1001))).AssertError(422, "AMOUNT_MISMATCH", "data.amount_minor");
        (await DeliverAsync(Event(intent, 1000, currency: "INR"))).AssertError(422, "CURRENCY_MISMATCH", "data.currency");
        (await DeliverAsync(Event(intent, 999, type: "payment.failed"))).AssertError(422, "AMOUNT_MISMATCH");
        (await DeliverAsync(Event(Guid.NewGuid().ToString(), 1000))).AssertError(404, "NOT_FOUND");
        Assert.Equal(500, await BalanceAsync());
        // What was refused has not used the event's id up.
        Assert.Equal(200, (await DeliverAsync(Event(intent, 1000))).Status);
        Assert.Equal(1500, await BalanceAsync());
    }

    [Fact]
    public async Task A_signature_that_is_not_right_is_refused()
    {
        var body = Event(await IntentAsync(1000), 1000);
        var now = _api.Time.GetUtcNow().ToUnixTimeSeconds();
        var right = Hmac(now, body, Secret);
        string?[] wrong =
        [
            null, "", "nonsense", $"t={now}", $"v1={right}", $"t={now},v1=", $"t={now},v1={right[..62]}", $"t={now},v1={right}00",
            $"t={now},v1={new string('0', 64)}", $"t={now + 1},v1={right}", $"t={now},v0={right}", $"t=-{now},v1={right}",
            $"t={now},v1={Hmac(now, body, "another secret")}", $"t={long.MaxValue},v1={Hmac(long.MaxValue, body, Secret)}",
            $"t=99999999999999999999,v1={right}", $"t={now},v1={Hmac(now, body + " ", Secret)}",
        ];
        foreach (var signature in wrong)
            (await DeliverAsync(body, signature)).AssertError(401, "INVALID_SIGNATURE");
        Assert.Equal(500, await BalanceAsync());
        Assert.Equal(200, (await DeliverAsync(body, $"t={now}, v1={new string('0', 64)},v1={right.ToUpperInvariant()}")).Status);
    }

    [Theory]
    [InlineData(-302, false)]
    [InlineData(-295, true)]
    [InlineData(295, true)]
    [InlineData(302, false)]
    public async Task A_signature_holds_for_five_minutes_either_way(int offset, bool holds)
    {
        var body = Event(await IntentAsync(1000), 1000);
        var at = _api.Time.GetUtcNow().ToUnixTimeSeconds() + offset;
        var reply = await DeliverAsync(body, $"t={at},v1={Hmac(at, body, Secret)}");
        Assert.Equal(holds ? 200 : 401, reply.Status);
    }

    [Theory]
    [InlineData("""{"id":"evt_1","type":"payment.refunded","data":{"intent_id":"01a20188-86a6-7a46-a5bb-8e3b8d54c457","amount_minor":1,"currency":"USD"}}""", 422, "type")]
    [InlineData("""{"type":"payment.succeeded","data":{"intent_id":"01a20188-86a6-7a46-a5bb-8e3b8d54c457","amount_minor":1,"currency":"USD"}}""", 422, "id")]
    [InlineData("""{"id":"evt_1","type":"payment.succeeded"}""", 422, "data")]
    [InlineData("""{"id":"evt_1","type":"payment.succeeded","data":[]}""", 422, "data")]
    [InlineData("""{"id":"evt_1","type":"payment.succeeded","data":{"intent_id":"x","amount_minor":1,"currency":"USD"}}""", 422, "data.intent_id")]
    [InlineData("""{"id":"evt_1","type":"payment.succeeded","data":{"intent_id":"01a20188-86a6-7a46-a5bb-8e3b8d54c457","amount_minor":"1","currency":"USD"}}""", 422, "data.amount_minor")]
    public async Task A_signed_event_names_the_field_at_fault(string body, int status, string field) =>
        (await DeliverAsync(body)).AssertError(status, "VALIDATION_FAILED", field);

    [Fact]
    public async Task A_signed_body_that_is_not_json_is_malformed() => (await DeliverAsync("{")).AssertError(400, "MALFORMED_BODY");

    private static string Event(string intent, long amount, string id = "evt_1", string type = "payment.succeeded", string currency = "USD") =>
        JsonSerializer.Serialize(new { id, type, data = new { intent_id = intent, amount_minor = amount, currency } });

    private static string Hmac(long seconds, string body, string secret) => Convert.ToHexStringLower(
        HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{seconds.ToString(CultureInfo.InvariantCulture)}.{body}")));

    private string Sign(string body)
    {
        var now = _api.Time.GetUtcNow().ToUnixTimeSeconds();
        return $"t={now},v1={Hmac(now, body, Secret)}";
    }

    private Task<Reply> DeliverAsync(string body) => DeliverAsync(body, Sign(body));

    private async Task<Reply> DeliverAsync(string body, string? signature)
    {
        using var provider = _api.Client();
        return await provider.SendAsync(
            HttpMethod.Post,
            Webhook,
            new StringContent(body, Encoding.UTF8, "application/json"),
            signature is null ? [] : [("X-Payment-Signature", signature)]);
    }

    private async Task<string> IntentAsync(long amount) => (await _client.PostAsync(TopUp, new { amount_minor = amount })).Text("intent_id");

    private async Task<long> BalanceAsync() => (await _client.GetAsync("/callfunnel/api/billing/balance")).Number("balance_minor");

    private async Task<string> TenantIdAsync()
    {
        var me = await _client.GetAsync("/callfunnel/api/auth/me");
        var userId = me.Body.GetProperty("user").GetProperty("id").GetString()!;
        return (await _api.Services.GetRequiredService<UserRegister>().FindAsync(userId))!.TenantId;
    }
}
