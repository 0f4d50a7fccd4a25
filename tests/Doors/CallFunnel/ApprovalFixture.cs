using System.Text.Json;
using Switchboard.Tests.Api.Support;
using Switchboard.Tests.Doors.Support;

namespace Switchboard.Tests.Doors.CallFunnel;

/// <summary>The real server with calls ten times as fast: a proposal waits for six seconds, long enough to be decided and short enough to run out.</summary>
public sealed class ApprovalFixture : IAsyncLifetime
{
    /// <summary>Asks for a discount ten seconds after the answer.</summary>
    internal const string AsksForDiscount = "+12025550107";

    internal ApiServer Server { get; private set; } = null!;

    public async Task InitializeAsync() => Server = await ApiServer.StartAsync(
        [.. ServerFixture.Settings.Where(setting => setting.Key != "Carrier:Simulator:TimeScale"), ("Carrier:Simulator:TimeScale", "10")]);

    public async Task DisposeAsync() => await Server.DisposeAsync();
}

/// <summary>A customer whose call asks for something.</summary>
internal static class ApprovalSteps
{
    /// <summary>Places a call that asks for a discount, and answers its id and the approval that it waits for.</summary>
    public static async Task<(string CallId, JsonElement Approval)> AskAsync(this CallFunnelClient client)
    {
        var placed = await client.Program.PostAsync("/cualify/api/v1/calls", new { agent_id = CualifyClient.AgentId, to_e164 = ApprovalFixture.AsksForDiscount });
        Assert.True(placed.Status == 201, $"{placed.Status}: {placed.Content}");
        var callId = placed.Data(201).Str("id")!;
        var queue = await Poll.UntilAsync(() => client.GetAsync("approvals"), reply => Find(reply, callId) is not null, "the approval");
        return (callId, Find(queue, callId)!.Value);
    }

    /// <summary>The intent of a call once it has ended.</summary>
    public static async Task<string?> IntentOfAsync(this CallFunnelClient client, string callId)
    {
        var call = await Poll.UntilAsync(
            () => client.Program.GetAsync($"/cualify/api/v1/calls/{callId}"), reply => reply.Data().Str("status") == "completed", $"the end of {callId}");
        return call.Data().Str("llm_extracted_intent");
    }

    public static Task<Reply> DecideAsync(this CallFunnelClient client, string approvalId, string decision, string? note = null) =>
        client.PostAsync($"approvals/{approvalId}/decide", note is null ? new { decision } : new { decision, note });

    private static JsonElement? Find(Reply reply, string callId)
    {
        Assert.True(reply.Status == 200, $"{reply.Status}: {reply.Content}");
        return reply.Body.GetProperty("approvals").EnumerateArray().Cast<JsonElement?>().FirstOrDefault(approval => approval!.Value.Str("call_id") == callId);
    }
}
