using System.Collections.Concurrent;
using System.Collections.Frozen;
using Switchboard.Voices;

namespace Switchboard.Carriers.Simulator;

/// <summary>
/// How agents sound in simulated recordings: each persona at a pitch of its own, every other speaker at one that follows from its name. Nobody's voice is
/// imitated, but one agent can be told from another.
/// </summary>
internal static class AgentVoices
{
    private const double ManMaxHz = 155;
    private const double LowestHz = 95;
    private const double StepHz = 7.5;
    private const uint Steps = 20;

    private static readonly FrozenDictionary<string, double> PitchesHz = new Dictionary<string, double>
    {
        ["amelia"] = 205, ["rohan"] = 126, ["kai"] = 148, ["anya"] = 232, ["leo"] = 92, ["priya"] = 190, ["meera"] = 216,
    }.ToFrozenDictionary();

    // No more than there are personas and steps.
    private static readonly ConcurrentDictionary<double, Voice> ByPitch = new();

    /// <summary>The voice of a call's agent.</summary>
    public static Voice Of(CarrierCall call) =>
        ByPitch.GetOrAdd(PitchOf(call.Voice?.Speaker ?? Personas.For(call.Language).Name), hz => new Voice(hz, formantScale: hz > ManMaxHz ? 1.17 : 1.03));

    private static double PitchOf(string speaker) =>
        PitchesHz.TryGetValue(speaker, out var hz) ? hz : LowestHz + StepHz * (Hash(speaker) % Steps);

    /// <summary>FNV-1a: the same in every process.</summary>
    private static uint Hash(string text)
    {
        var hash = 2166136261u;
        foreach (var letter in text)
            hash = (hash ^ letter) * 16777619u;
        return hash;
    }
}
