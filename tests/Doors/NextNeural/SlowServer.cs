using Switchboard.Tests.Api.Support;
using Switchboard.Tests.Doors.Support;

namespace Switchboard.Tests.Doors.NextNeural;

/// <summary>The real server with simulated calls only a few times as fast as real ones, so that something can be done while they last.</summary>
public sealed class SlowServer : IAsyncLifetime
{
    internal ApiServer Server { get; private set; } = null!;

    public async Task InitializeAsync() => Server = await ApiServer.StartAsync(
        [.. ServerFixture.Settings.Where(setting => setting.Key != "Carrier:Simulator:TimeScale"), ("Carrier:Simulator:TimeScale", "10")]);

    public async Task DisposeAsync() => await Server.DisposeAsync();

    /// <summary>Places a call at another door, which is the same call here, and waits until it is answered.</summary>
    internal static async Task<string> PlaceAnsweredAsync(NextNeuralClient client, string to, int? maxDurationSec = null)
    {
        var id = await PlaceAsync(client, to, maxDurationSec);
        await WaitForAsync(client, id, status => status != "queued" && status != "dialing" && status != "ringing");
        return id;
    }

    internal static async Task<string> PlaceAsync(NextNeuralClient client, string to, int? maxDurationSec = null)
    {
        var body = new Dictionary<string, object> { ["agent_id"] = NextNeuralClient.AgentId, ["to_e164"] = to, ["metadata"] = new { crm_lead_id = "L-7890" } };
        if (maxDurationSec is { } seconds)
            body["max_duration_sec"] = seconds;
        var placed = await client.Http.PostAsync("/cualify/api/v1/calls", body);
        return placed.Data(201).Str("id")!;
    }

    /// <summary>The call as Cualify's door shows it, once its status is as wanted.</summary>
    internal static async Task<System.Text.Json.JsonElement> WaitForAsync(NextNeuralClient client, string id, Func<string, bool> isWanted)
    {
        var reply = await Poll.UntilAsync(
            () => client.Http.GetAsync($"/cualify/api/v1/calls/{id}"), look => isWanted(look.Data().Str("status")!), $"call {id}");
        return reply.Data();
    }

    /// <summary>The call once it has ended.</summary>
    internal static Task<System.Text.Json.JsonElement> EndOfAsync(NextNeuralClient client, string id) =>
        WaitForAsync(client, id, status => status is "completed" or "failed" or "no_answer" or "busy" or "canceled");

    /// <summary>Waits until the person called has asked for a person.</summary>
    internal static async Task WaitForRequestAsync(NextNeuralClient client, string id) => await Poll.UntilAsync(
        () => client.Http.GetAsync($"/cualify/api/v1/calls/{id}"),
        look => look.Data().GetProperty("timeline").EnumerateArray().Any(mark => mark.Str("type") == "handoff-requested"),
        $"call {id} to ask for a person");
}
