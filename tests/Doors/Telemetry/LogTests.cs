using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Switchboard.Storage;
using Switchboard.Tests.Api.Support;
using Switchboard.Tests.Doors.Support;

namespace Switchboard.Tests.Doors.Telemetry;

/// <summary>What a node writes down: enough to find a call and a tenant by, and nothing that must stay between them.</summary>
public sealed class LogTests
{
    private const string Listed = "+12025550199";

    private static readonly string[] Called =
        ["+12025550100", "+12025550101", "+12025550103", "+12025550105", "+12025550106", "+12025550107", "+14155552671", "+14155552672", "+14155552673"];

    [Fact]
    public async Task A_days_work_with_its_failures_leaves_no_number_and_no_secret_in_the_log()
    {
        using var log = new CapturedLog();
        await using var server = await ApiServer.StartAsync(
            builder =>
            {
                builder.Logging.SetMinimumLevel(LogLevel.Debug).AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
                builder.Logging.AddFilter("Switchboard.Api.Telemetry.RequestLog", LogLevel.Debug).AddProvider(log);
            },
            [.. ServerFixture.Settings]);
        await using var receiver = await WebhookReceiver.StartAsync();
        receiver.Answer = _ => receiver.Deliveries.Count % 2 == 0 ? 500 : 204;
        using var client = await CallFunnelClient.SignUpAsync(server);
        await client.TopUpAsync(10_000);
        var hook = await client.Program.PostAsync("/cualify/api/v1/webhooks", new { url = receiver.Url + "?key=hunter2-in-a-url", events = new[] { "call.completed", "call.failed", "contact.created" } });
        Assert.Equal(201, hook.Status);

        await client.PostAsync("dnc/add", new { phone_e164 = Listed, reason = $"asked at {Listed}" });
        await client.GetAsync($"dnc/check?phone_e164={Uri.EscapeDataString(Listed)}");
        await client.DeleteAsync($"dnc/{Uri.EscapeDataString(Listed)}");
        await client.GetAsync($"no-such-route/{Listed}");
        await client.Program.PostAsync("/cualify/api/v1/contacts", new { phone_e164 = Listed, name = "Riya Sharma", email = "riya@example.com" });
        foreach (var phone in Called[..3])
            await client.Program.PostAsync("/cualify/api/v1/calls", new { agent_id = CualifyClient.AgentId, to_e164 = phone });
        var workflow = await client.CreateReadyWorkflowAsync(Called);
        Assert.Equal(200, (await client.PutAsync($"workflows/{workflow}", new { retry_policy = new { max_attempts = 1 } })).Status);
        await client.RunAsync(workflow);
        server.Store.LoseCommit(after: 3, isWritten: false);
        await Poll.UntilAsync(() => receiver.Deliveries.Count > 0, "the first webhook");
        server.Store.Failure = () => new StoreUnavailableException("The database has gone away.", outcomeUnknown: false);
        Assert.Equal(503, (await client.DeleteAsync($"dnc/{Uri.EscapeDataString(Listed)}")).Status);
        server.Store.Failure = null;
        await client.WaitForRunAsync(workflow, "completed");

        Assert.Contains(log.Entries, entry => entry.Contains("/dnc/{phone_e164}", StringComparison.Ordinal) && entry.Contains("Status=503", StringComparison.Ordinal));
        Assert.Contains(log.Entries, entry => entry.Contains("RequestLog", StringComparison.Ordinal) && entry.Contains("Door=Cualify", StringComparison.Ordinal)
            && entry.Contains("Status=201", StringComparison.Ordinal) && entry.Contains("TenantId=", StringComparison.Ordinal));
        Assert.Contains(log.Entries, entry => entry.Contains("StoreUnavailableException", StringComparison.Ordinal));
        string[] secrets =
        [
            .. Called.Append(Listed).Select(phone => phone[1..]), "Riya", "riya@example.com", "hunter2", client.Account.Email, Account.Password, client.Account.Token,
            client.Program.Bearer!, hook.Text("secret"), hook.Text("standard_webhooks_secret"),
        ];
        foreach (var secret in secrets)
            Assert.DoesNotContain(log.Entries, entry => entry.Contains(secret, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Keeps everything that a structured log would have of a message: its text, its values, the scopes around it and the exception.</summary>
    private sealed class CapturedLog : ILoggerProvider, ISupportExternalScope
    {
        private readonly ConcurrentQueue<string> _entries = new();
        private IExternalScopeProvider _scopes = new LoggerExternalScopeProvider();

        public IReadOnlyCollection<string> Entries => _entries;

        public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

        public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

        public void Dispose()
        {
        }

        private sealed class Logger(CapturedLog log, string category) : ILogger
        {
            public IDisposable? BeginScope<TState>(TState state)
                where TState : notnull => log._scopes.Push(state);

            public bool IsEnabled(LogLevel logLevel) => true;

            public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
            {
                List<string> parts = [$"{logLevel} {category}: {formatter(state, exception)}", .. Values(state), $"{exception}"];
                log._scopes.ForEachScope((scope, into) => into.AddRange([$"{scope}", .. Values(scope)]), parts);
                log._entries.Enqueue(string.Join('\n', parts));
            }

            private static IEnumerable<string> Values(object? state) =>
                state is IEnumerable<KeyValuePair<string, object?>> values ? values.Select(value => $"{value.Key}={value.Value}") : [];
        }
    }
}
