using System.Buffers;
using System.IO.Pipelines;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Switchboard.Api.Doors;

namespace Switchboard.Api.Requests;

/// <summary>The JSON object of a request.</summary>
public static class JsonBody
{
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 64, AllowDuplicateProperties = false };

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>
    /// Reads the body and parses it. An absent body is an empty object, so that a route whose fields are all optional can
    /// be called without one.
    /// </summary>
    /// <exception cref="RefusedException">The body is of another type, malformed or no object.</exception>
    public static async Task<JsonDocument> ReadAsync(HttpRequest request)
    {
        var body = await ReadBytesAsync(request.BodyReader, request.HttpContext.RequestAborted);
        if (body.IsEmpty)
            return JsonDocument.Parse("{}");
        CheckType(request);
        return Parse(body);
    }

    /// <summary>Reads a body to its end as it is; the server's limit on its size holds.</summary>
    public static async Task<ReadOnlyMemory<byte>> ReadBytesAsync(PipeReader reader, CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await reader.ReadAsync(cancellationToken);
            if (read.IsCompleted)
            {
                var bytes = read.Buffer.ToArray();
                reader.AdvanceTo(read.Buffer.End);
                return bytes;
            }
            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    /// <summary>Parses a body: one JSON object in valid UTF-8, no name twice.</summary>
    public static JsonDocument Parse(ReadOnlyMemory<byte> body)
    {
        if (body.Span.StartsWith(ByteOrderMark))
            body = body[ByteOrderMark.Length..];
        if (!Utf8.IsValid(body.Span))
            throw Malformed("The body is not valid UTF-8.");
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(body, Strict);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw Malformed("The body is not valid JSON.");
        }
        if (document.RootElement.ValueKind == JsonValueKind.Object)
            return document;
        document.Dispose();
        throw Malformed("The body must be a JSON object.");
    }

    /// <summary>Whether the body says of itself that it is JSON in UTF-8.</summary>
    public static bool IsJson(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && IsJson(type.MediaType) && IsUtf8(type.CharSet);

    private static void CheckType(HttpRequest request)
    {
        if (!IsJson(request))
            throw new RefusedException(new Refusal(RefusalKind.UnsupportedMediaType, "The content type must be application/json."));
    }

    private static bool IsJson(string? mediaType) => mediaType is not null
        && (mediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
            || (mediaType.StartsWith("application/", StringComparison.OrdinalIgnoreCase)
                && mediaType.EndsWith("+json", StringComparison.OrdinalIgnoreCase)));

    private static bool IsUtf8(string? charset) =>
        charset is null || charset.Trim('"').Equals(Encoding.UTF8.WebName, StringComparison.OrdinalIgnoreCase);

    private static RefusedException Malformed(string message) => new(new Refusal(RefusalKind.MalformedBody, message));
}
