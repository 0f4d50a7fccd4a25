using System.Text.Json;
using Switchboard.Tests.Doors.Support;

namespace Switchboard.Tests.Doors.Cualify;

/// <summary>
/// The vendor's quick start, run by the shell as it is printed, with the base URL, the key and the two ids put in that the document leaves
/// open. The simulated carrier draws what becomes of this number.
/// </summary>
public sealed class QuickStartTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private const string PlaceACall =
        """
        curl -X POST https://app.cualify.in/api/v1/calls \
        -H "Authorization: Bearer cuk_live_..." \
        -H "Content-Type: application/json" \
        -d '{
        "agent_id": "0a8c5a4e-...",
        "to_e164": "+919812345678"
        }'
        """;

    private const string PollUntilCompleted =
        """
        curl https://app.cualify.in/api/v1/calls/<id> \
        -H "Authorization: Bearer cuk_live_..."
        """;

    [NeedsProgram("curl")]
    public async Task The_quick_start_runs_with_another_base_url_and_key()
    {
        using var client = await CualifyClient.SignUpAsync(fixture.Server, country: "IN");

        var placed = (await RunAsync(PlaceACall, client)).GetProperty("data");
        Assert.Equal("queued", placed.Str("status"));
        Assert.Equal("+919812345678", placed.Str("to_e164"));

        var poll = PollUntilCompleted.Replace("<id>", placed.Str("id"), StringComparison.Ordinal);
        var ended = await Poll.UntilAsync(
            async () => (await RunAsync(poll, client)).GetProperty("data"),
            call => call.Str("status") is "completed" or "failed" or "no_answer" or "busy",
            "the end of the call");
        Assert.Equal(placed.Str("id"), ended.Str("id"));
    }

    private Task<JsonElement> RunAsync(string command, CualifyClient client) => Shell.RunAsync(command
        .Replace("https://app.cualify.in/api/v1", new Uri(fixture.Server.Address, "/cualify/api/v1").ToString(), StringComparison.Ordinal)
        .Replace("cuk_live_...", client.Http.Bearer, StringComparison.Ordinal)
        .Replace("0a8c5a4e-...", CualifyClient.AgentId, StringComparison.Ordinal));
}
