using System.Text.Json;
using Switchboard.Tests.Doors.Support;

namespace Switchboard.Tests.Doors.Calleague;

/// <summary>
/// The commands of the vendor's page, run by the shell as they are printed, with the base URL and what the page leaves open put in: the assistant, the number and
/// the call.
/// </summary>
public sealed class QuickStartTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private const string ListAssistants =
        """
        curl -s https://app.calleague.ai/api/core/voice/agent/list \
          -H "Authorization: Bearer $TOKEN"
        """;

    private const string StartACall =
        """
        curl -s -X POST https://app.calleague.ai/api/core/voice/agent/call \
          -H "Authorization: Bearer $TOKEN" \
          -H "Content-Type: application/json" \
          -d '{
                "agentId": "ag_123",
                "to": "+90312...",
                "metadata": { "orderId": "A-1042" }
              }'
        """;

    private const string LookUpACall =
        """
        curl -s https://app.calleague.ai/api/core/voice/call/cl_8f2a \
          -H "Authorization: Bearer $TOKEN"
        """;

    private const string ListCalls =
        """
        curl -s "https://app.calleague.ai/api/core/voice/call/list?page=1&pageSize=20" \
          -H "Authorization: Bearer $TOKEN"
        """;

    [NeedsProgram("curl")]
    public async Task The_printed_commands_run_from_the_first_to_the_last()
    {
        using var client = await CalleagueClient.SignUpAsync(fixture.Server);
        var empty = await RunAsync(ListCalls, client);
        Assert.Equal("""{"total":0,"list":[]}""", empty.GetRawText());

        var agent = (await RunAsync(ListAssistants, client)).GetProperty("list")[0];
        var started = await RunAsync(
            StartACall.Replace("ag_123", agent.Str("agentId"), StringComparison.Ordinal).Replace("+90312...", "+12025550112", StringComparison.Ordinal), client);
        Assert.Equal("ringing", started.Str("status"));
        Assert.Equal("A-1042", started.GetProperty("metadata").Str("orderId"));

        var lookUp = LookUpACall.Replace("cl_8f2a", started.Str("callId"), StringComparison.Ordinal);
        var ended = await Poll.UntilAsync(() => RunAsync(lookUp, client), call => call.Str("status") == "completed", "the end of the call");
        Assert.Equal((142, "completed"), (ended.Int("durationSec"), ended.Str("endedReason")));
        Assert.Equal(started.Str("callId"), (await RunAsync(ListCalls, client)).GetProperty("list")[0].Str("callId"));
    }

    [NeedsProgram("curl")]
    public async Task A_wrong_token_is_the_printed_error()
    {
        var printed = await Shell.RunAsync(Here(ListAssistants), ("TOKEN", "wrong"));

        Assert.Equal("""{"code":401,"message":"Invalid or missing API key"}""", printed.GetRawText());
    }

    private Task<JsonElement> RunAsync(string command, CalleagueClient client) => Shell.RunAsync(Here(command), ("TOKEN", client.Http.Bearer!));

    private string Here(string command) =>
        command.Replace("https://app.calleague.ai/api", new Uri(fixture.Server.Address, "/calleague/api").ToString(), StringComparison.Ordinal);
}
