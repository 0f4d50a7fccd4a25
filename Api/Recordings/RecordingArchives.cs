using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using Switchboard.Secrets;

namespace Switchboard.Api.Recordings;

/// <summary>
/// Links to all recordings of a person in one file. A link works for an hour, for whoever has it; whose recordings it is for is sealed in it, so that no number or
/// address stands in a log.
/// </summary>
public sealed class RecordingArchives(SecretBox secrets, TimeProvider time)
{
    /// <summary>The path of the route.</summary>
    public const string Path = "/recordings/export.zip";

    private const string Place = "recording-archive";
    private const int TokenMax = 2048;

    private static readonly TimeSpan Age = TimeSpan.FromHours(1);

    /// <summary>The link for the recordings of whoever is meant, without scheme and host.</summary>
    public string PathOf(string tenantId, string phoneOrEmail)
    {
        var order = new ArchiveOrder(tenantId, phoneOrEmail, time.GetUtcNow() + Age);
        return $"{Path}?token={Base64Url.EncodeToString(secrets.Seal(Place, JsonSerializer.SerializeToUtf8Bytes(order)))}";
    }

    /// <summary>What a link is for; null when it is not one of ours, or too old.</summary>
    public ArchiveOrder? Read(string? token)
    {
        if (token is not { Length: > 0 and <= TokenMax } || !Base64Url.IsValid(token))
            return null;
        try
        {
            var order = JsonSerializer.Deserialize<ArchiveOrder>(secrets.Open(Place, Base64Url.DecodeFromChars(token)));
            return order?.ExpiresAt > time.GetUtcNow() ? order : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}

/// <summary>Whose recordings a link is for.</summary>
/// <param name="TenantId">Whose calls.</param>
/// <param name="Person">The person's number or mail address.</param>
/// <param name="ExpiresAt">When the link stops working.</param>
public sealed record ArchiveOrder(string TenantId, string Person, DateTimeOffset ExpiresAt);
