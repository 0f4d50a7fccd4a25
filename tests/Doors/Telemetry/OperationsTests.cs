using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Switchboard.Storage;
using Switchboard.Telemetry;
using Switchboard.Tests.Doors.Support;

namespace Switchboard.Tests.Doors.Telemetry;

/// <summary>What operators are told to run and to look at is there.</summary>
public sealed partial class OperationsTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private const string Money = "## Money looks wrong";

    [Fact]
    public async Task The_queries_run_and_those_about_money_find_nothing_after_a_days_work()
    {
        using var client = await CallFunnelClient.SignUpAsync(fixture.Server);
        await client.TopUpAsync(10_000);
        var workflow = await client.CreateReadyWorkflowAsync("+12025550100", "+12025550101", "+12025550104");
        Assert.Equal(200, (await client.PutAsync($"workflows/{workflow}", new { retry_policy = new { max_attempts = 1 } })).Status);
        await client.RunAsync(workflow);
        await client.WaitForRunAsync(workflow, "completed");

        var pages = (await File.ReadAllTextAsync(PathOf("OPERATIONS.md"))).Split(Money);
        var (others, money) = (Queries(pages[0]), Queries(pages[1]));
        Assert.Equal((3, 5), (others.Count, money.Count));
        foreach (var query in others)
            await fixture.Server.Store.QueryAsync(new SqlQuery(query), _ => 0);
        foreach (var query in money)
            Assert.True((await fixture.Server.Store.QueryAsync(new SqlQuery(query), _ => 0)).Count == 0, query);
    }

    [Theory]
    [InlineData("ops/alerts.yml")]
    [InlineData("OPERATIONS.md")]
    public async Task Every_metric_that_is_named_is_measured(string file)
    {
        var measured = Measured();
        var named = MetricNames().Matches(await File.ReadAllTextAsync(PathOf(file))).Select(match => match.Value).ToHashSet();
        Assert.True(named.Count > 10);
        Assert.Empty(named.Except(measured));
    }

    [Fact]
    public async Task Every_alert_is_explained()
    {
        var operations = await File.ReadAllTextAsync(PathOf("OPERATIONS.md"));
        var alerts = AlertNames().Matches(await File.ReadAllTextAsync(PathOf("ops/alerts.yml"))).Select(match => match.Groups["name"].Value).ToList();
        Assert.True(alerts.Count > 10);
        Assert.All(alerts, alert => Assert.Contains($"| {alert} |", operations, StringComparison.Ordinal));
    }

    private static List<string> Queries(string text) =>
        [.. SqlBlocks().Matches(text).SelectMany(block => block.Groups["sql"].Value.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))];

    /// <summary>The names under which Prometheus gets what the engine measures.</summary>
    private static HashSet<string> Measured()
    {
        foreach (var type in typeof(EngineTelemetry).Assembly.GetTypes().Where(type => type.Name.EndsWith("Metrics", StringComparison.Ordinal)))
            RuntimeHelpers.RunClassConstructor(type.TypeHandle);
        var names = new HashSet<string>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (instrument.Meter.Name.StartsWith(EngineTelemetry.Name, StringComparison.Ordinal))
                    names.UnionWith(Exposed(instrument));
            },
        };
        listener.Start();
        return names;
    }

    private static IEnumerable<string> Exposed(Instrument instrument)
    {
        var name = instrument.Name.Replace('.', '_') + (instrument.Unit == "s" ? "_seconds" : "");
        var kind = instrument.GetType().Name;
        return kind.StartsWith("Histogram", StringComparison.Ordinal) ? [name, name + "_bucket", name + "_count", name + "_sum"]
            : kind.Contains("Counter", StringComparison.Ordinal) ? [name + "_total"]
            : [name];
    }

    private static string PathOf(string file)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Cluster.sln")))
            folder = folder.Parent!;
        return Path.Combine(folder.FullName, file);
    }

    [GeneratedRegex("```sql\n(?<sql>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SqlBlocks();

    [GeneratedRegex("switchboard_[a-z_]+[a-z]", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex MetricNames();

    [GeneratedRegex("alert: Switchboard(?<name>[A-Za-z]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex AlertNames();
}
