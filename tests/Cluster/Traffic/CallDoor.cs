using System.Text.Json;

namespace Switchboard.Tests.Cluster.Traffic;

/// <summary>A door at which calls are placed.</summary>
/// <param name="Path">Where.</param>
/// <param name="Accepted">The status of an accepted call.</param>
/// <param name="Body">What is sent: number and seconds at most.</param>
/// <param name="IdOf">The call's id in the answer, in its plain form.</param>
internal sealed record CallDoor(string Path, int Accepted, Func<string, int, object> Body, Func<JsonElement, string> IdOf)
{
    private const string DemoAgent = "01900000-0000-7000-8000-000000000001";

    /// <summary>Cualify's.</summary>
    public static CallDoor Cualify { get; } = new(
        "/cualify/api/v1/calls",
        201,
        (to, seconds) => new { agent_id = DemoAgent, to_e164 = to, max_duration_sec = seconds },
        body => body.GetProperty("data").GetProperty("id").GetString()!);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<CallDoor> All { get; } = [Cualify];
}
