using System.Text;
using System.Text.RegularExpressions;
using Switchboard.Storage;
using Switchboard.Tests.Api.Support;

namespace Switchboard.Tests.Api.Telemetry;

/// <summary>
/// <c>GET /metrics</c>: what is told there, and to whom. Runs while no other server does in this process: meters of the web server are known by name, and one that another server
/// takes with it when it ends is missed here.
/// </summary>
[Collection(nameof(OneServer))]
public sealed partial class MetricsTests
{
    private const string Token = "a-scraper-and-nobody-else";
    private const string AgentId = "01900000-0000-7000-8000-000000000001";

    [Fact]
    public async Task Calls_money_and_the_store_are_measured_without_a_word_of_whose_they_are()
    {
        await using var api = await ApiServer.StartAsync(("Carrier:Simulator:TimeScale", "200"));
        var owner = await api.SignUpAsync();
        using var program = await owner.KeyClientAsync();
        var placed = await program.PostAsync("/cualify/api/v1/calls", new { agent_id = AgentId, to_e164 = "+12025550101" });
        Assert.Equal(201, placed.Status);
        using var client = api.Client();
        Assert.Equal(200, (await client.GetAsync("/healthz")).Status);
        var callId = placed.Body.GetProperty("data").GetProperty("id").GetString()!;

        string metrics = "";
        await Eventually.HoldsAsync(
            async () => (metrics = (await client.GetAsync("/metrics")).Content).Contains("status=\"busy\"", StringComparison.Ordinal),
            TimeSpan.FromSeconds(30),
            "the end of the call in the metrics");

        Assert.True(ValueOf(metrics, "switchboard_calls_accepted_total", "origin=\"direct\"") >= 1);
        Assert.True(ValueOf(metrics, "switchboard_calls_ended_total", "reason=\"busy\"", "status=\"busy\"") >= 1);
        Assert.True(ValueOf(metrics, "switchboard_calls_dial_delay_seconds_count") >= 1);
        Assert.True(ValueOf(metrics, "switchboard_store_commits_total", "outcome=\"committed\"") >= 1);
        Assert.True(ValueOf(metrics, "switchboard_store_batch_duration_seconds_count") >= 1);
        Assert.True(ValueOf(metrics, "switchboard_wallet_operations_total", "operation=\"hold\"", "result=\"ok\"") >= 1);
        Assert.True(ValueOf(metrics, "switchboard_grains_active") >= 1);
        Assert.Equal(0, ValueOf(metrics, "switchboard_store_unavailable"));
        Assert.True(ValueOf(metrics, "http_server_request_duration_seconds_count", "http_route=") >= 1);
        // What operators' programs ask for every second is not in the share of what failed or was slow.
        foreach (var path in new[] { "/metrics", "/healthz" })
            Assert.DoesNotContain($"http_route=\"{path}\"", metrics, StringComparison.Ordinal);
        Assert.Contains("dotnet_gc_collections_total", metrics, StringComparison.Ordinal);
        foreach (var secret in new[] { "12025550101", callId, program.Bearer!, owner.Email })
            Assert.DoesNotContain(secret, metrics, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotMatch(AnyId(), metrics);
    }

    [Fact]
    public async Task What_waits_in_the_store_is_counted()
    {
        await using var api = await ApiServer.StartAsync();
        using var client = api.Client();
        string metrics = "";
        await Eventually.HoldsAsync(
            async () => (metrics = (await client.GetAsync("/metrics")).Content).Contains("switchboard_calls_open", StringComparison.Ordinal),
            TimeSpan.FromSeconds(30),
            "the counts of what waits");
        foreach (var name in new[]
        {
            "switchboard_calls_unsettled", "switchboard_calls_overdue", "switchboard_approvals_open", "switchboard_events_waiting",
            "switchboard_events_oldest_age_seconds", "switchboard_webhook_deliveries_waiting", "switchboard_webhook_deliveries_overdue_seconds",
        })
        {
            Assert.Contains(name, metrics, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_node_tells_whether_it_is_ready_and_which_dependency_is_not()
    {
        await using var api = await ApiServer.StartAsync(("Compliance:NcprFile", Registry()));
        using var client = api.Client();
        await ShowsAsync("switchboard_node_ready", 1);
        foreach (var dependency in new[] { "store", "cluster", "carrier", "mail", "registry" })
            await ShowsAsync("switchboard_node_dependency", 1, $"dependency=\"{dependency}\"");

        api.Store.Failure = () => new StoreUnavailableException("down", outcomeUnknown: false);
        await ShowsAsync("switchboard_node_ready", 0);
        await ShowsAsync("switchboard_node_dependency", 0, "dependency=\"store\"");

        Task ShowsAsync(string name, double value, params string[] labels) => Eventually.HoldsAsync(
            async () => (await client.GetAsync("/metrics")).Content is var metrics && metrics.Contains(name, StringComparison.Ordinal) && ValueOf(metrics, name, labels) == value,
            TimeSpan.FromSeconds(30),
            $"{name} {string.Join(' ', labels)} of {value}");
    }

    [Fact]
    public async Task Without_a_token_only_this_machine_reads_them_and_not_through_a_proxy()
    {
        await using var api = await ApiServer.StartAsync();
        using var client = api.Client();
        Assert.Equal(200, (await client.GetAsync("/metrics")).Status);
        foreach (var header in new[] { "X-Forwarded-For", "Forwarded", "Via", "X-Real-IP" })
        {
            var refused = await client.SendAsync(HttpMethod.Get, "/metrics", headers: (header, header == "X-Forwarded-For" ? "127.0.0.1" : "for=127.0.0.1"));
            Assert.Equal(403, refused.Status);
            Assert.DoesNotContain("switchboard_", refused.Content, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task With_a_token_who_shows_it_reads_them_from_anywhere()
    {
        await using var api = await ApiServer.StartAsync(("Telemetry:MetricsToken", Token));
        using var client = api.Client();
        var unasked = await client.GetAsync("/metrics");
        Assert.Equal((401, "Bearer"), (unasked.Status, unasked.Headers["WWW-Authenticate"]));
        foreach (var wrong in new[] { "Bearer", "Bearer " + Token + "x", "Bearer " + Token[..^1], Token, "Basic " + Token, "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(Token)) })
            Assert.Equal(401, (await client.SendAsync(HttpMethod.Get, "/metrics", headers: ("Authorization", wrong))).Status);
        Assert.Equal(200, (await client.SendAsync(HttpMethod.Get, "/metrics", content: null, ("Authorization", "Bearer " + Token), ("X-Forwarded-For", "203.0.113.7"))).Status);
        Assert.Equal(200, (await client.SendAsync(HttpMethod.Get, "/metrics", headers: ("Authorization", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("prometheus:" + Token))))).Status);
    }

    [Fact]
    public async Task Switched_off_there_are_none()
    {
        await using var api = await ApiServer.StartAsync(("Telemetry:Metrics", "false"));
        using var client = api.Client();
        Assert.Equal(404, (await client.GetAsync("/metrics")).Status);
    }

    private static string Registry()
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("switchboard-ncpr-").FullName, "ncpr.csv");
        File.WriteAllText(file, "phone_e164\n+919812345678\n");
        return file;
    }

    /// <summary>The value of the first series of that name that has all those labels.</summary>
    private static double ValueOf(string metrics, string name, params string[] labels)
    {
        var line = metrics.Split('\n').FirstOrDefault(line => (line.StartsWith(name + "{", StringComparison.Ordinal) || line.StartsWith(name + " ", StringComparison.Ordinal))
            && labels.All(label => line.Contains(label, StringComparison.Ordinal)));
        Assert.True(line is not null, $"{name} {string.Join(' ', labels)} is not among:\n{metrics}");
        // A time may stand behind the value.
        var words = line[(line.LastIndexOf('}') is >= 0 and var end ? end + 1 : name.Length)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return double.Parse(words[0]);
    }

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex AnyId();
}

/// <summary>Tests that have the process to themselves.</summary>
[CollectionDefinition(nameof(OneServer), DisableParallelization = true)]
public sealed class OneServer;
