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

    private readonly string _address;

    private VoiceLinks(string address) => _address = address;

    /// <summary>Binds to the request.</summary>
    public static ValueTask<VoiceLinks> BindAsync(HttpContext context) =>
        ValueTask.FromResult(new VoiceLinks(context.RequestServices.GetRequiredService<PublicAddress>().Of(context.Request)));

    /// <summary>Where the persona's sample can be fetched.</summary>
    public string Sample(Persona persona) => $"{_address}{SamplesPath}/{persona.Name}.mp3";

    /// <summary>Where a preview can be fetched, by everybody who is given the link.</summary>
    public string Preview(string id) => $"{_address}{PreviewsPath}/{id}.mp3";
}
