using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Switchboard.Events;

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

    /// <summary>Writes the place of a message among those of its subject, for a door that may tell of one event by two: these follow each other.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="engineEvent">The event.</param>
    /// <param name="isSecond">Whether this is the second message of the event.</param>
    public static void WriteSequence(this Utf8JsonWriter writer, EngineEvent engineEvent, bool isSecond) =>
        writer.WriteNumber("sequence", (2 * engineEvent.Sequence) + (isSecond ? 1 : 0));

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
