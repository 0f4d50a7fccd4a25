using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Switchboard.Secrets;
using Switchboard.Settings;

namespace Switchboard.Calls;

/// <summary>Addresses that whoever has them can open, without a key. They are signed, so they cannot be guessed, and stay the same.</summary>
public interface IPublicLinks
{
    /// <summary>The address of a call's recording, for who is far away: in a webhook.</summary>
    string Recording(string callId);

    /// <summary>The same without scheme and host, for who has reached us at some address already.</summary>
    string RecordingPath(string callId);

    /// <summary>Whether the signature is that of the call's recording; what it is asked comes from the outside.</summary>
    bool IsRecordingSignature(string callId, string? signature);
}

/// <summary>
/// Links under <c>PublicUrl</c>, or else under the address that this process listens on, signed with a key of this installation.
/// </summary>
public sealed class PublicLinks : IPublicLinks
{
    private const string DefaultUrl = "http://127.0.0.1:8080";

    private readonly string? _publicUrl;
    private readonly IServer? _server;
    private readonly LinkSignature _signature;

    /// <summary>Reads the address of the installation.</summary>
    /// <exception cref="InvalidSettingException"><c>PublicUrl</c> is not an http or https URL.</exception>
    public PublicLinks(IConfiguration configuration, SecretBox secrets, IServer? server = null)
    {
        _publicUrl = configuration.PublicUrl();
        _server = server;
        _signature = new LinkSignature(secrets, "public-links");
    }

    /// <inheritdoc/>
    public string Recording(string callId) => (_publicUrl ?? OwnUrl() ?? DefaultUrl) + RecordingPath(callId);

    /// <inheritdoc/>
    public string RecordingPath(string callId) => $"/recordings/{callId}.wav?sig={_signature.Of(Subject(callId))}";

    /// <inheritdoc/>
    public bool IsRecordingSignature(string callId, string? signature) => _signature.Is(Subject(callId), signature);

    // A server that listens on all addresses is reached at this one by who is on the same machine.
    private string? OwnUrl()
    {
        if (_server?.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() is not { } address)
            return null;
        var listens = BindingAddress.Parse(address);
        var host = listens.Host is "*" or "+" or "0.0.0.0" or "[::]" ? "127.0.0.1" : listens.Host;
        return $"{listens.Scheme}://{host}:{listens.Port}";
    }

    private static string Subject(string callId) => $"recording/{callId}";
}
