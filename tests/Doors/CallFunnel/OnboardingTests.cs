using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Switchboard.Identity;
using Switchboard.Onboarding;
using Switchboard.Tests.Api.Support;
using Switchboard.Tests.Doors.Support;

namespace Switchboard.Tests.Doors.CallFunnel;

/// <summary>A workspace brings providers of its own: <c>onboarding/*</c>.</summary>
public sealed class OnboardingTests : IClassFixture<OnboardingTests.Fixture>
{
    private const string Secret = "sk-ant-api03-Zz9Secret7Of5Nobody3Else1x9Qw";

    private readonly ProviderFake _fake;
    private readonly ApiServer _server;

    public OnboardingTests(Fixture fixture)
    {
        _fake = fixture.Fake;
        _server = fixture.Server;
        _fake.Reset();
    }

    [Fact]
    public async Task Everybody_can_read_the_catalogue_and_build_a_form_of_it()
    {
        using var anybody = _server.Client();

        var reply = await anybody.GetAsync("/callfunnel/onboarding/providers");

        Assert.Equal(200, reply.Status);
        var providers = reply.Body.GetProperty("providers").EnumerateArray().ToList();
        Assert.Equal(["anthropic", "twilio", "exotel", "cartesia", "deepgram"], providers.Select(provider => provider.Str("id")));
        Assert.Equal(["llm", "telephony", "telephony", "tts", "stt"], providers.Select(provider => provider.Str("category")));
        foreach (var field in providers.SelectMany(provider => provider.GetProperty("fields").EnumerateArray()))
        {
            Assert.Equal(["name", "label", "kind", "required", "secret", "pattern", "options", "help"], field.Names());
            Assert.Equal(field.Str("kind") == "password", field.GetProperty("secret").GetBoolean());
        }
    }

    [Fact]
    public async Task A_workspace_goes_from_the_servers_providers_to_its_own_and_back()
    {
        using var client = await CallFunnelClient.SignUpAsync(_server);
        var begin = (await client.GetAsync("onboarding/status")).Body;
        Assert.Equal(("bundled", true, false), (begin.Str("mode"), begin.GetProperty("ready").GetBoolean(), begin.GetProperty("complete").GetBoolean()));

        Assert.Equal(200, (await client.PutAsync("onboarding/mode", new { mode = "byok" })).Status);
        var refused = await client.PostAsync("onboarding/complete");
        refused.AssertError(409, "ONBOARDING_NOT_READY");
        foreach (var missing in new[] { "anthropic.secret", "twilio.primary_id", "twilio.secret", "cartesia.secret", "deepgram.secret" })
            Assert.Contains(missing, refused.Text("error"), StringComparison.Ordinal);

        await SaveAsync(client, "anthropic", new { secret = Secret });
        await SaveAsync(client, "exotel", new { primary_id = "key", secret = "exotel-token-123456", extra = new { account_sid = "acme1", region = "mumbai" } });
        await SaveAsync(client, "cartesia", new { secret = "sk_car_1" });
        (await client.PostAsync("onboarding/complete")).AssertError(409, "ONBOARDING_NOT_READY", "deepgram.secret");
        await SaveAsync(client, "deepgram", new { secret = "dg-1" });

        var complete = (await client.PostAsync("onboarding/complete")).Body;
        Assert.True(complete.GetProperty("complete").GetBoolean());
        complete.Instant("completed_at");
        Assert.Equal(["valid", "missing", "valid", "valid", "valid"], States(complete));
        Assert.Equal([true, false, true, true, true], Actives(complete));

        var bundled = (await client.PutAsync("onboarding/mode", new { mode = "bundled" })).Body;
        Assert.Equal(["valid", "missing", "valid", "valid", "valid"], States(bundled));
        Assert.DoesNotContain(true, Actives(bundled));

        var back = (await client.PutAsync("onboarding/mode", new { mode = "byok" })).Body;
        Assert.Equal([true, false, true, true, true], Actives(back));
        var deleted = await client.DeleteAsync("onboarding/credentials/cartesia");
        Assert.Equal((200, "cartesia"), (deleted.Status, deleted.Text("deleted")));
        var end = (await client.GetAsync("onboarding/status")).Body;
        Assert.Equal((false, JsonValueKind.Null), (end.GetProperty("complete").GetBoolean(), end.GetProperty("completed_at").ValueKind));
        Assert.Equal("missing", States(end)[3]);
        (await client.DeleteAsync("onboarding/credentials/cartesia")).AssertError(404, "NOT_FOUND");
    }

    [Fact]
    public async Task Removing_a_key_makes_the_onboarding_incomplete_with_the_servers_providers_too()
    {
        using var client = await CallFunnelClient.SignUpAsync(_server);
        await SaveAsync(client, "deepgram", new { secret = "dg-1" });
        Assert.True((await client.PostAsync("onboarding/complete")).Body.GetProperty("complete").GetBoolean());

        await client.DeleteAsync("onboarding/credentials/deepgram");

        Assert.False((await client.GetAsync("onboarding/status")).Body.GetProperty("complete").GetBoolean());
        Assert.True((await client.PostAsync("onboarding/complete")).Body.GetProperty("complete").GetBoolean());
    }

    [Fact]
    public async Task Each_provider_is_asked_as_it_documents()
    {
        using var client = await CallFunnelClient.SignUpAsync(_server);
        await SaveAsync(client, "anthropic", new { secret = Secret });
        await SaveAsync(client, "twilio", new { primary_id = "AC0123456789abcdef0123456789abcdef", secret = "token" });
        await SaveAsync(client, "exotel", new { primary_id = "key", secret = "token", extra = new { account_sid = "acme1" } });
        await SaveAsync(client, "cartesia", new { secret = "sk_car_1" });
        await SaveAsync(client, "deepgram", new { secret = "dg-1" });

        var asked = _fake.Questions;

        Assert.Equal(
            [
                "GET /v1/models?limit=1", "GET /2010-04-01/Accounts/AC0123456789abcdef0123456789abcdef.json",
                "GET /v1/Accounts/acme1/Calls.json?PageSize=1", "GET /voices?limit=1", "GET /v1/projects",
            ],
            asked.Select(question => question.Line));
        Assert.Equal((Secret, "2023-06-01"), (asked[0].Headers["x-api-key"], asked[0].Headers["anthropic-version"]));
        Assert.Equal($"Basic {Base64("AC0123456789abcdef0123456789abcdef:token")}", asked[1].Headers["Authorization"]);
        Assert.Equal($"Basic {Base64("key:token")}", asked[2].Headers["Authorization"]);
        Assert.Equal("sk_car_1", asked[3].Headers["X-API-Key"]);
        Assert.Equal("Token dg-1", asked[4].Headers["Authorization"]);
    }

    [Theory]
    [InlineData(401, "refused", "the provider refused the key")]
    [InlineData(403, "refused", "the provider refused the key")]
    [InlineData(302, "unverified", "Anthropic answered 302, so the key is saved and not validated.")]
    [InlineData(503, "unverified", "Anthropic answered 503, so the key is saved and not validated.")]
    public async Task A_key_is_stored_with_what_the_provider_says_of_it(int status, string state, string error)
    {
        using var client = await CallFunnelClient.SignUpAsync(_server);
        _fake.Status = status;
        _fake.Location = $"{_fake.Url}/elsewhere";

        var saved = await client.PutAsync("onboarding/credentials/anthropic", new { secret = Secret });

        Assert.Equal(200, saved.Status);
        Assert.Equal((true, false, error), (saved.Body.GetProperty("saved").GetBoolean(), saved.Body.GetProperty("validated").GetBoolean(), saved.Text("error")));
        Assert.Equal(JsonValueKind.Null, saved.Body.GetProperty("credential").GetProperty("validated_at").ValueKind);
        var known = (await client.GetAsync("onboarding/status")).Body.GetProperty("providers")[0];
        Assert.Equal((state, error), (known.Str("state"), known.Str("error")));
        Assert.Single(_fake.Questions);
    }

    [Fact]
    public async Task A_provider_that_cannot_be_reached_does_not_keep_a_key_from_being_stored()
    {
        var gone = await ProviderFake.StartAsync();
        await gone.DisposeAsync();
        await using var server = await ApiServer.StartAsync([.. gone.Settings, Fixture.MasterKey()]);
        using var client = await CallFunnelClient.SignUpAsync(server);

        var saved = await client.PutAsync("onboarding/credentials/deepgram", new { secret = Secret });

        Assert.Equal((200, false), (saved.Status, saved.Body.GetProperty("validated").GetBoolean()));
        Assert.Contains("could not be reached", saved.Text("error"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_is_in_no_answer_in_no_log_and_nowhere_in_the_store()
    {
        using var log = new KeptLog();
        _server.Services.GetRequiredService<ILoggerFactory>().AddProvider(log);
        using var client = await CallFunnelClient.SignUpAsync(_server);
        var saved = await client.PutAsync("onboarding/credentials/anthropic", new { secret = Secret });
        var credential = saved.Body.GetProperty("credential");
        Assert.Equal(["provider", "primary_id", "secret_hint", "extra", "validated_at", "updated_at"], credential.Names());
        Assert.Equal("****x9Qw", credential.Str("secret_hint"));
        _fake.Status = 500;
        await client.PutAsync("onboarding/credentials/deepgram", new { secret = Secret });
        await client.PutAsync("onboarding/credentials/deepgram", new { secret = Secret + " " });
        Assert.DoesNotContain(Secret, saved.Content, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, (await client.GetAsync("onboarding/status")).Content, StringComparison.Ordinal);

        await client.PutAsync("onboarding/mode", new { mode = "byok" });
        Assert.Equal(Secret, (await FindSecretAsync(client))!.Secret);
        Assert.NotEmpty(log.Lines);
        Assert.DoesNotContain(log.Lines, line => line.Contains(Secret[10..], StringComparison.Ordinal));
        foreach (var file in Directory.GetFiles(_server.Folder, "*", SearchOption.AllDirectories).Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(stream, Encoding.Latin1);
            Assert.DoesNotContain(Secret[10..], await reader.ReadToEndAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_workspace_sees_and_uses_only_its_own()
    {
        using var client = await CallFunnelClient.SignUpAsync(_server);
        using var stranger = await CallFunnelClient.SignUpAsync(_server);
        await SaveAsync(client, "anthropic", new { secret = Secret });
        await client.PutAsync("onboarding/mode", new { mode = "byok" });
        await stranger.PutAsync("onboarding/mode", new { mode = "byok" });

        (await stranger.DeleteAsync("onboarding/credentials/anthropic")).AssertError(404, "NOT_FOUND");

        Assert.Equal("missing", States((await stranger.GetAsync("onboarding/status")).Body)[0]);
        Assert.Null(await FindSecretAsync(stranger));
        Assert.Equal(Secret, (await FindSecretAsync(client))!.Secret);
    }

    [Fact]
    public async Task Scopes_are_those_of_the_door()
    {
        using var reader = await CallFunnelClient.SignUpAsync(_server, scope: "read");
        using var writer = await CallFunnelClient.SignUpAsync(_server, scope: "write");
        using var anybody = _server.Client();

        Assert.Equal(200, (await reader.GetAsync("onboarding/status")).Status);
        (await reader.PutAsync("onboarding/mode", new { mode = "byok" })).AssertError(403, "INSUFFICIENT_SCOPE");
        (await reader.PutAsync("onboarding/credentials/anthropic", new { secret = Secret })).AssertError(403, "INSUFFICIENT_SCOPE");
        (await reader.PostAsync("onboarding/complete")).AssertError(403, "INSUFFICIENT_SCOPE");
        await SaveAsync(writer, "anthropic", new { secret = Secret });
        (await writer.DeleteAsync("onboarding/credentials/anthropic")).AssertError(403, "INSUFFICIENT_SCOPE");
        Assert.Equal(200, (await writer.Owner.DeleteAsync($"{CallFunnelClient.Root}/onboarding/credentials/anthropic")).Status);
        (await anybody.GetAsync("/callfunnel/onboarding/status")).AssertError(401, "AUTH_REQUIRED");
    }

    [Theory]
    [InlineData("mode", "{}", 422, "mode")]
    [InlineData("mode", "{\"mode\":\"both\"}", 422, "mode")]
    [InlineData("mode", "{\"mode\":7}", 422, "mode")]
    [InlineData("mode", "nothing", 400, null)]
    [InlineData("credentials/anthropic", "{}", 422, "secret")]
    [InlineData("credentials/anthropic", "{\"secret\":\"\"}", 422, "secret")]
    [InlineData("credentials/anthropic", "{\"secret\":\"two words\"}", 422, "secret")]
    [InlineData("credentials/anthropic", "{\"secret\":\"a\\r\\nX-Other: b\"}", 422, "secret")]
    [InlineData("credentials/anthropic", "{\"secret\":[\"a\"]}", 422, "secret")]
    [InlineData("credentials/twilio", "{\"secret\":\"token\"}", 422, "primary_id")]
    [InlineData("credentials/twilio", "{\"secret\":\"token\",\"primary_id\":\"AC1/../2\"}", 422, "primary_id")]
    [InlineData("credentials/exotel", "{\"secret\":\"token\",\"primary_id\":\"k\"}", 422, "extra.account_sid")]
    [InlineData("credentials/exotel", "{\"secret\":\"token\",\"primary_id\":\"k\",\"extra\":[]}", 422, "extra")]
    [InlineData("credentials/exotel", "{\"secret\":\"token\",\"primary_id\":\"k\",\"extra\":{\"account_sid\":\"a\",\"region\":\"moon\"}}", 422, "extra.region")]
    [InlineData("credentials/exotel", "{\"secret\":\"token\",\"primary_id\":\"k\",\"extra\":{\"account_sid\":{}}}", 422, "extra.account_sid")]
    [InlineData("credentials/openai", "{\"secret\":\"token\"}", 404, null)]
    [InlineData("credentials/Anthropic", "{\"secret\":\"token\"}", 404, null)]
    public async Task Bad_input_is_refused_with_its_field_and_changes_nothing(string path, string body, int status, string? field)
    {
        using var client = await CallFunnelClient.SignUpAsync(_server);

        var reply = await client.Program.SendAsync(
            HttpMethod.Put, $"{CallFunnelClient.Root}/onboarding/{path}", new StringContent(body, Encoding.UTF8, "application/json"));

        reply.AssertError(status, status switch { 422 => "VALIDATION_FAILED", 404 => "NOT_FOUND", _ => "MALFORMED_BODY" }, field);
        Assert.Empty(_fake.Questions);
        Assert.All(States((await client.GetAsync("onboarding/status")).Body), state => Assert.Equal("missing", state));
    }

    [Fact]
    public async Task Without_a_master_key_no_key_is_stored_and_the_answer_says_what_to_set()
    {
        await using var server = await ApiServer.StartAsync([.. _fake.Settings]);
        using var client = await CallFunnelClient.SignUpAsync(server);

        var refused = await client.PutAsync("onboarding/credentials/anthropic", new { secret = Secret });

        refused.AssertError(503, "MASTER_KEY_NOT_SET");
        Assert.Contains("Secrets:MasterKey", refused.Text("error"), StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, refused.Content, StringComparison.Ordinal);
        Assert.Empty(_fake.Questions);
        Assert.Equal("missing", States((await client.GetAsync("onboarding/status")).Body)[0]);
        Assert.Equal("no_master_key", (await client.GetAsync("healthz")).Body.GetProperty("providers").Str("provider_credentials"));
    }

    private async Task<ProviderSecret?> FindSecretAsync(CallFunnelClient client)
    {
        var user = await _server.Services.GetRequiredService<Accounts>().CheckPasswordAsync(client.Account.Email, Account.Password);
        return await _server.Services.GetRequiredService<IProviderSecrets>().FindSecretAsync(user!.TenantId, ProviderNames.Anthropic);
    }

    private static async Task SaveAsync(CallFunnelClient client, string provider, object body)
    {
        var saved = await client.PutAsync($"onboarding/credentials/{provider}", body);
        Assert.True(saved.Status == 200 && saved.Body.GetProperty("validated").GetBoolean(), saved.Content);
    }

    private static List<string> States(JsonElement status) => [.. status.GetProperty("providers").EnumerateArray().Select(provider => provider.Str("state")!)];

    private static List<bool> Actives(JsonElement status) => [.. status.GetProperty("providers").EnumerateArray().Select(provider => provider.GetProperty("active").GetBoolean())];

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    /// <summary>A server that asks the fake, and logs everything.</summary>
    public sealed class Fixture : IAsyncLifetime
    {
        internal ProviderFake Fake { get; private set; } = null!;

        internal ApiServer Server { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            Fake = await ProviderFake.StartAsync();
            Server = await ApiServer.StartAsync(
            [
                .. Fake.Settings, MasterKey(), ("RateLimits:Enabled", "false"),
                ("Logging:LogLevel:Default", "Trace"), ("Logging:LogLevel:Microsoft.AspNetCore", "Trace"),
            ]);
        }

        public async Task DisposeAsync()
        {
            await Server.DisposeAsync();
            await Fake.DisposeAsync();
        }

        internal static (string Key, string Value) MasterKey() => ("Secrets:MasterKey", Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
    }

    /// <summary>Keeps everything that is logged.</summary>
    private sealed class KeptLog : ILoggerProvider, ILogger
    {
        private readonly ConcurrentQueue<string> _lines = new();

        public IReadOnlyCollection<string> Lines => _lines;

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            _lines.Enqueue($"{formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }
    }
}
