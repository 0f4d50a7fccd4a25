using System.Text.Json;

namespace Switchboard.Api.Requests;

/// <summary>Texts in JSON, whose escapes can say what no text may hold.</summary>
internal static class JsonTexts
{
    /// <summary>The text of a JSON string, or null when it cannot be stored (see <see cref="FieldRules.IsStorable"/>).</summary>
    public static string? Read(JsonElement element)
    {
        try
        {
            return element.GetString() is { } text && FieldRules.IsStorable(text) ? text : null;
        }
        catch (InvalidOperationException)
        {
            // How the JSON reader reports an escaped half of a surrogate pair.
            return null;
        }
    }

    /// <summary>Whether every name and text in a value can be stored. The depth is bounded by the parser's.</summary>
    public static bool AreStorable(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => Read(element) is not null,
        JsonValueKind.Array => element.EnumerateArray().All(AreStorable),
        JsonValueKind.Object => element.EnumerateObject().All(property => HasStorableName(property) && AreStorable(property.Value)),
        _ => true,
    };

    private static bool HasStorableName(JsonProperty property)
    {
        try
        {
            return FieldRules.IsStorable(property.Name);
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
