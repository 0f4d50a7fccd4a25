using System.Collections.Frozen;
using System.Security.Cryptography;

namespace Switchboard.Voices;

/// <summary>What each persona sounds like: recordings that ship with the project.</summary>
public static class VoiceSamples
{
    private static readonly FrozenDictionary<string, VoiceSample> ByPersona =
        Personas.All.ToFrozenDictionary(persona => persona.Name, persona => new VoiceSample(Read(persona)));

    /// <summary>The sample of a persona.</summary>
    public static VoiceSample Of(Persona persona) => ByPersona[persona.Name];

    private static byte[] Read(Persona persona)
    {
        var name = $"Switchboard.Voices.Samples.{persona.Name}.mp3";
        using var resource = typeof(VoiceSamples).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The resource {name} is missing.");
        using var bytes = new MemoryStream();
        resource.CopyTo(bytes);
        return bytes.ToArray();
    }
}

/// <summary>A recording.</summary>
public sealed class VoiceSample
{
    internal VoiceSample(byte[] audio)
    {
        Audio = audio;
        Hash = Convert.ToHexStringLower(SHA256.HashData(audio).AsSpan(0, 16));
        DurationMs = Mp3.DurationMs(audio) ?? throw new InvalidDataException("A sample is not MP3 audio as it should be.");
    }

    /// <summary>MPEG audio, layer III.</summary>
    public ReadOnlyMemory<byte> Audio { get; }

    /// <summary>Names its content: another recording has another.</summary>
    public string Hash { get; }

    /// <summary>Its length in milliseconds.</summary>
    public int DurationMs { get; }
}
