using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Switchboard.Api.Demo;

/// <summary>
/// A customer's webhook endpoint, as one would write it: checks both signatures over the raw body, keeps each event once, answers 2xx.
/// </summary>
internal sealed class DemoReceiver
{
    /// <summary>Where it listens, on the same server.</summary>
    public const string Path = "/demo/webhooks";

    private readonly ConcurrentDictionary<string, string> _events = new();
    private int _refused;

    /// <summary>The secret that the registration returned.</summary>
    public string? Secret { get; set; }

    /// <summary>Verified events, by id, with their names.</summary>
    public IReadOnlyDictionary<string, string> Events => _events;

    /// <summary>Requests whose signature was wrong.</summary>
    public int Refused => _refused;

    /// <summary>Takes one delivery.</summary>
    public async Task<IResult> ReceiveAsync(HttpRequest request)
    {
        using var buffer = new MemoryStream();
        await request.Body.CopyToAsync(buffer, request.HttpContext.RequestAborted);
        var body = buffer.ToArray();
        if (!IsSigned(request.Headers, body))
        {
            Interlocked.Increment(ref _refused);
            return Results.Unauthorized();
        }

        using var json = JsonDocument.Parse(body);
        _events[json.RootElement.GetProperty("id").GetString()!] = json.RootElement.GetProperty("event").GetString()!;
        return Results.NoContent();
    }

    private bool IsSigned(IHeaderDictionary headers, byte[] body)
    {
        if (Secret is not { } secret) return false;
        var cualify = Hex(Encoding.UTF8.GetBytes(secret), $"{headers["x-cualify-timestamp"]}.", body);
        var standard = Mac(Convert.FromHexString(secret), $"{headers["webhook-id"]}.{headers["webhook-timestamp"]}.", body);
        return Same(headers["x-cualify-signature"], $"t={headers["x-cualify-timestamp"]},v1={cualify}")
            && Same(headers["webhook-signature"], $"v1,{Convert.ToBase64String(standard)}");
    }

    private static string Hex(byte[] key, string prefix, byte[] body) => Convert.ToHexStringLower(Mac(key, prefix, body));

    private static byte[] Mac(byte[] key, string prefix, byte[] body) => HMACSHA256.HashData(key, (byte[])[.. Encoding.UTF8.GetBytes(prefix), .. body]);

    private static bool Same(string? given, string expected) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given ?? ""), Encoding.UTF8.GetBytes(expected));
}
