using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
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
    // Half of a SHA-256: as hard to guess as a 128-bit key, and a shorter address.
    private const int SignatureLength = 16;

    private const string DefaultUrl = "http://127.0.0.1:8080";

    private readonly string? _publicUrl;
    private readonly IServer? _server;
    private readonly byte[][] _keys;

    /// <summary>Reads the address of the installation.</summary>
    /// <exception cref="InvalidSettingException"><c>PublicUrl</c> is not an http or https URL.</exception>
    public PublicLinks(IConfiguration configuration, SecretBox secrets, IServer? server = null)
    {
        _publicUrl = configuration.PublicUrl();
        _server = server;
        _keys = secrets.DeriveKeys("public-links");
    }

    /// <inheritdoc/>
    public string Recording(string callId) => (_publicUrl ?? OwnUrl() ?? DefaultUrl) + RecordingPath(callId);

    /// <inheritdoc/>
    public string RecordingPath(string callId) => $"/recordings/{callId}.wav?sig={Base64Url.EncodeToString(Sign(_keys[0], callId))}";

    /// <inheritdoc/>
    public bool IsRecordingSignature(string callId, string? signature)
    {
        Span<byte> given = stackalloc byte[SignatureLength];
        return signature is { Length: <= 64 }
            && Base64Url.DecodeFromChars(signature, given, out _, out int written) == OperationStatus.Done
            && written == SignatureLength
            && IsSignedWithOneOf(given, callId);
    }

    // A server that listens on all addresses is reached at this one by who is on the same machine.
    private string? OwnUrl()
    {
        if (_server?.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() is not { } address)
            return null;
        var listens = BindingAddress.Parse(address);
        var host = listens.Host is "*" or "+" or "0.0.0.0" or "[::]" ? "127.0.0.1" : listens.Host;
        return $"{listens.Scheme}://{host}:{listens.Port}";
    }

    // A link that was given out before the master key was rotated is still good.
    private bool IsSignedWithOneOf(ReadOnlySpan<byte> given, string callId)
    {
        foreach (var key in _keys)
        {
            if (CryptographicOperations.FixedTimeEquals(given, Sign(key, callId))) return true;
        }

        return false;
    }

    private static byte[] Sign(byte[] key, string callId) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"recording/{callId}"))[..SignatureLength];
}
