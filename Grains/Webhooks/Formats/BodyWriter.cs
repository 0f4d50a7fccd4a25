using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Switchboard.Webhooks;

/// <summary>Writes the JSON bodies of the formats: field by field in their documented order, UTF-8 without needless escapes.</summary>
internal static class BodyWriter
{
    // A body is JSON for a program, never put into a page: only what JSON itself demands is escaped.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes one object.</summary>
    public static byte[] Object(Action<Utf8JsonWriter> fields)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            writer.WriteStartObject();
            fields(writer);
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Writes an instant in UTC with milliseconds, or null.</summary>
    public static void WriteInstant(this Utf8JsonWriter writer, string name, DateTimeOffset? instant) =>
        writer.WriteString(name, instant?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'"));

    /// <summary>Writes JSON that is stored as text, or null.</summary>
    public static void WriteJson(this Utf8JsonWriter writer, string name, string? json)
    {
        writer.WritePropertyName(name);
        if (json is null)
            writer.WriteNullValue();
        else
            writer.WriteRawValue(json);
    }
}
