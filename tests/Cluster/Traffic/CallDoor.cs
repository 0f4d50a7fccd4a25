using System.Text.Json;

namespace Switchboard.Tests.Cluster.Traffic;

/// <summary>A door at which calls are placed.</summary>
/// <param name="Path">Where.</param>
/// <param name="Accepted">The status of an accepted call.</param>
/// <param name="TakesDuration">Whether its clients say how long a call may take; 300 s otherwise.</param>
/// <param name="Body">What is sent: the customer's contact, the number, and the seconds at most.</param>
/// <param name="IdOf">The call's id in the answer.</param>
internal sealed record CallDoor(string Path, int Accepted, bool TakesDuration, Func<string, string, int, object> Body, Func<JsonElement, string?> IdOf)
{
    private const int DurationSecDefault = 300;
    private const string DemoAgent = "01900000-0000-7000-8000-000000000001";

    /// <summary>Cualify's.</summary>
    public static CallDoor Cualify { get; } = new(
        "/cualify/api/v1/calls",
        201,
        TakesDuration: true,
        (_, to, seconds) => new { agent_id = DemoAgent, to_e164 = to, max_duration_sec = seconds },
        body => body.GetProperty("data").GetProperty("id").GetString());

    /// <summary>Calleague's.</summary>
    public static CallDoor Calleague { get; } = new(
        "/calleague/api/core/voice/agent/call", 200, TakesDuration: false, (_, to, _) => new { agentId = DemoAgent, to }, body => body.GetProperty("callId").GetString());

    /// <summary>Cordiul's.</summary>
    public static CallDoor Cordiul { get; } = new(
        "/cordiul/api/calls/create",
        200,
        TakesDuration: false,
        (contact, to, _) => new { contact_id = contact, phone_number = to },
        body => body.GetProperty("data").GetProperty("id").GetString());

    /// <summary>All of them.</summary>
    public static IReadOnlyList<CallDoor> All { get; } = [Cualify, Calleague, Cordiul];

    /// <summary>What is sent, and after how many seconds the call will be cut.</summary>
    public (object Body, int MaxDurationSec) Request(string contactId, string to, int seconds) =>
        (Body(contactId, to, seconds), TakesDuration ? seconds : DurationSecDefault);

    /// <summary>The id of an accepted call in its plain form: doors put a prefix before its 32 digits.</summary>
    public string PlainIdOf(JsonElement answer)
    {
        var id = IdOf(answer)!;
        return Guid.Parse(id[(id.IndexOf('_') + 1)..]).ToString();
    }
}
