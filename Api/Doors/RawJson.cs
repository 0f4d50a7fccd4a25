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

/// <summary>A caller's own list, given back as it was stored.</summary>
/// <param name="Text">A JSON array that was checked when it came in.</param>
[JsonConverter(typeof(RawJsonListConverter))]
public sealed record RawJsonList(string Text)
{
    /// <summary>The list, or null for none.</summary>
    public static RawJsonList? Of(string? text) => text is null ? null : new RawJsonList(text);
}

/// <summary>Writes <see cref="RawJsonList"/> without parsing it again.</summary>
public sealed class RawJsonListConverter : JsonConverter<RawJsonList>
{
    /// <inheritdoc/>
    public override RawJsonList Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return new RawJsonList(document.RootElement.GetRawText());
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, RawJsonList value, JsonSerializerOptions options) =>
        writer.WriteRawValue(value.Text, skipInputValidation: true);
}
