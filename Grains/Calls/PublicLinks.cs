using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;
using Switchboard.Secrets;
using Switchboard.Settings;

namespace Switchboard.Calls;

/// <summary>Addresses that whoever has them can open, without a key. They are signed, so they cannot be guessed, and stay the same.</summary>
public interface IPublicLinks
{
    /// <summary>The address of a call's recording.</summary>
    string Recording(string callId);

    /// <summary>Whether the signature is that of the call's recording; what it is asked comes from the outside.</summary>
    bool IsRecordingSignature(string callId, string? signature);
}

/// <summary>Links under <c>PublicUrl</c>, by default <c>http://127.0.0.1:8080</c>, signed with a key of this installation.</summary>
public sealed class PublicLinks : IPublicLinks
{
    // Half of a SHA-256: as hard to guess as a 128-bit key, and a shorter address.
    private const int SignatureLength = 16;

    private readonly string _publicUrl;
    private readonly byte[] _key;

    /// <summary>Reads the address of the installation.</summary>
    /// <exception cref="InvalidSettingException"><c>PublicUrl</c> is not an http or https URL.</exception>
    public PublicLinks(IConfiguration configuration, SecretBox secrets)
    {
        string url = configuration.Text("PublicUrl") ?? "http://127.0.0.1:8080";
        if (!Uri.TryCreate(url, UriKind.Absolute, out var parsed) || parsed.Scheme is not ("http" or "https"))
            throw new InvalidSettingException("PublicUrl", "must be an http or https URL");
        _publicUrl = url.TrimEnd('/');
        _key = secrets.DeriveKey("public-links");
    }

    /// <inheritdoc/>
    public string Recording(string callId) => $"{_publicUrl}/recordings/{callId}.wav?sig={Base64Url.EncodeToString(Sign(callId))}";

    /// <inheritdoc/>
    public bool IsRecordingSignature(string callId, string? signature)
    {
        Span<byte> given = stackalloc byte[SignatureLength];
        return signature is { Length: <= 64 }
            && Base64Url.DecodeFromChars(signature, given, out _, out int written) == OperationStatus.Done
            && written == SignatureLength
            && CryptographicOperations.FixedTimeEquals(given, Sign(callId));
    }

    private byte[] Sign(string callId) => HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"recording/{callId}"))[..SignatureLength];
}
