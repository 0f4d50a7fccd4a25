using Switchboard.Secrets;

namespace Switchboard.Api.Voices;

/// <summary>Signs the links to recordings of the tenants' own speakers.</summary>
public sealed class SpeakerAudioSignature(SecretBox secrets)
{
    private readonly LinkSignature _signature = new(secrets, "speaker-audio-links");

    /// <summary>The signature of the link to a recording.</summary>
    public string Of(string audioId) => _signature.Of(audioId);

    /// <summary>Whether the signature is that of the link to a recording; what it is asked comes from the outside.</summary>
    public bool Is(string audioId, string? signature) => _signature.Is(audioId, signature);
}
