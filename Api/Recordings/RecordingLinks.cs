using Switchboard.Api.Hosting;
using Switchboard.Calls;

namespace Switchboard.Api.Recordings;

/// <summary>Links to recordings, at the address by which the caller has reached us. A parameter of an endpoint's method.</summary>
public sealed class RecordingLinks
{
    private readonly IPublicLinks _links;
    private readonly string _address;

    private RecordingLinks(IPublicLinks links, string address)
    {
        _links = links;
        _address = address;
    }

    /// <summary>Binds to the request.</summary>
    public static ValueTask<RecordingLinks> BindAsync(HttpContext context)
    {
        var services = context.RequestServices;
        var address = services.GetRequiredService<PublicAddress>().Of(context.Request);
        return ValueTask.FromResult(new RecordingLinks(services.GetRequiredService<IPublicLinks>(), address));
    }

    /// <summary>Where the call's recording can be fetched without a key; null when it has none.</summary>
    public string? Of(CallView call) => call.HasRecording ? _address + _links.RecordingPath(call.Id) : null;
}
