using Switchboard.Api.Hosting;
using Switchboard.Voices;

namespace Switchboard.Api.Voices;

/// <summary>Links to spoken audio, at the address by which the caller has reached us. A parameter of an endpoint's method.</summary>
public sealed class VoiceLinks
{
    /// <summary>Where the samples are, whatever the door.</summary>
    public const string SamplesPath = "/voices/samples";

    /// <summary>Where previews are, whatever the door.</summary>
    public const string PreviewsPath = "/voices/previews";

    /// <summary>Where recordings of the tenants' own speakers are, whatever the door.</summary>
    public const string SpeakersPath = "/voices/speakers";

    private readonly string _address;
    private readonly SpeakerAudioSignature _signature;

    private VoiceLinks(string address, SpeakerAudioSignature signature) => (_address, _signature) = (address, signature);

    /// <summary>Binds to the request.</summary>
    public static ValueTask<VoiceLinks> BindAsync(HttpContext context)
    {
        var services = context.RequestServices;
        var address = services.GetRequiredService<PublicAddress>().Of(context.Request);
        return ValueTask.FromResult(new VoiceLinks(address, services.GetRequiredService<SpeakerAudioSignature>()));
    }

    /// <summary>Where the persona's sample can be fetched.</summary>
    public string Sample(Persona persona) => $"{_address}{SamplesPath}/{persona.Name}.mp3";

    /// <summary>Where a preview can be fetched, by everybody who is given the link.</summary>
    public string Preview(string id) => $"{_address}{PreviewsPath}/{id}.mp3";

    /// <summary>Where a recording of a speaker can be fetched, by everybody who is given the link.</summary>
    public string Speaker(SpeakerAudio audio) => $"{_address}{SpeakersPath}/{audio.Id}.{audio.Facts.Format.Name}?sig={_signature.Of(audio.Id)}";
}
