using System.Text.Json;
using System.Text.Json.Serialization;

namespace Switchboard.Api.Doors;

/// <summary>A caller's own JSON, given back as it was stored.</summary>
/// <param name="Text">JSON that was checked when it came in.</param>
[JsonConverter(typeof(RawJsonConverter))]
public sealed record RawJson(string Text)
{
    /// <summary>The JSON, or null for none.</summary>
    public static RawJson? Of(string? text) => text is null ? null : new RawJson(text);
}

/// <summary>Writes <see cref="RawJson"/> without parsing it again.</summary>
public sealed class RawJsonConverter : JsonConverter<RawJson>
{
    /// <inheritdoc/>
    public override RawJson Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return new RawJson(document.RootElement.GetRawText());
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, RawJson value, JsonSerializerOptions options) =>
        writer.WriteRawValue(value.Text, skipInputValidation: true);
}
