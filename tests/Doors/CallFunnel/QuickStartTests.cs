using System.Text.Json;
using Switchboard.Tests.Doors.Support;

namespace Switchboard.Tests.Doors.CallFunnel;

/// <summary>The vendor's first request in its three languages, run as it is printed with only the base URL and the key put in.</summary>
public sealed class QuickStartTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private const string Curl =
        """
        curl https://callfunnel.ai/api/billing/balance \
          -H "Authorization: Bearer cf_live_YOUR_KEY_HERE"
        """;

    private const string Python =
        """
        import requests

        r = requests.get(
            "https://callfunnel.ai/api/billing/balance",
            headers={"Authorization": "Bearer cf_live_YOUR_KEY_HERE"},
        )
        r.raise_for_status()
        print(r.json())
        """;

    private const string Node =
        """
        const r = await fetch(
          "https://callfunnel.ai/api/billing/balance",
          { headers: { "Authorization": "Bearer cf_live_YOUR_KEY_HERE" } }
        );
        if (!r.ok) throw new Error(`HTTP ${r.status}`);
        console.log(await r.json());
        """;

    private static readonly string[] ExpectedFields =
    [
        "tenant_id", "currency", "balance_minor", "plan_tier", "trial_expires_at", "minutes_remaining_at_bundled_rate", "rate_per_minute_minor", "autocharge",
        "topup_presets_minor",
    ];

    [NeedsProgram("curl")]
    public async Task The_first_request_runs_in_curl()
    {
        var balance = await Shell.RunAsync(await WithKeyAsync(Curl));

        Assert.Superset(ExpectedFields.ToHashSet(), balance.Names().ToHashSet());
        Assert.Equal("USD", balance.Str("currency"));
        Assert.Equal(500, balance.Int("balance_minor"));
        Assert.Equal(41, balance.Int("minutes_remaining_at_bundled_rate"));
        Assert.Equal("[1000,2500,5000,10000,25000]", balance.GetProperty("topup_presets_minor").GetRawText());
    }

    // Python and Node print an object in their own notation, not as JSON.
    [NeedsProgram("python3", "requests")]
    public async Task The_first_request_runs_in_python() => AssertPrinted(await Shell.PrintedAsync("python3", ["-c", await WithKeyAsync(Python)]), "'{0}':");

    [NeedsProgram("node")]
    public async Task The_first_request_runs_in_node() =>
        AssertPrinted(await Shell.PrintedAsync("node", ["--input-type=module", "-e", await WithKeyAsync(Node)]), "{0}:");

    [NeedsProgram("python3", "requests")]
    public async Task The_python_of_the_page_fails_loudly_with_a_wrong_key()
    {
        var wrong = Python.Replace("https://callfunnel.ai", new Uri(fixture.Server.Address, "/callfunnel").ToString(), StringComparison.Ordinal)
            + "\n";
        var guarded = $"try:\n{string.Join('\n', wrong.Split('\n').Select(line => $"  {line}"))}\nexcept requests.HTTPError as e:\n  print(e.response.status_code)\n";

        Assert.Equal("401", (await Shell.PrintedAsync("python3", ["-c", guarded])).Trim());
    }

    private static void AssertPrinted(string printed, string field)
    {
        Assert.All(ExpectedFields, name => Assert.Contains(string.Format(field, name), printed, StringComparison.Ordinal));
        Assert.Contains("500", printed, StringComparison.Ordinal);
    }

    private async Task<string> WithKeyAsync(string printed)
    {
        using var client = await CallFunnelClient.SignUpAsync(fixture.Server);
        return printed
            .Replace("https://callfunnel.ai/api", new Uri(fixture.Server.Address, "/callfunnel/api").ToString(), StringComparison.Ordinal)
            .Replace("cf_live_YOUR_KEY_HERE", client.Program.Bearer, StringComparison.Ordinal);
    }
}
