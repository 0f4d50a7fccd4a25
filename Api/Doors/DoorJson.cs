using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Switchboard.Api.Doors;

/// <summary>How doors write JSON.</summary>
public static class DoorJson
{
    /// <summary>Options with <c>snake_case</c> names.</summary>
    public static JsonSerializerOptions SnakeCase { get; } = Create(JsonNamingPolicy.SnakeCaseLower);

    /// <summary>Options with <c>camelCase</c> names.</summary>
    public static JsonSerializerOptions CamelCase { get; } = Create(JsonNamingPolicy.CamelCase);

    // The relaxed encoder leaves "+1202…" and names in any script as they are; the answers are application/json with
    // nosniff, so nothing reads them as HTML.
    private static JsonSerializerOptions Create(JsonNamingPolicy names)
    {
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = names,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            Converters = { new InstantConverter(), new JsonStringEnumConverter(names) },
        };
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
