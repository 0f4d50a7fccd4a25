using System.Text.Json;

namespace Switchboard.Api.Requests;

/// <summary>What a JSON value of a caller's must not hold: texts that cannot be stored, and more depth than others can read.</summary>
internal static class JsonValues
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

    /// <summary>Whether a value nests more than so many objects and lists, itself included.</summary>
    public static bool IsDeeperThan(JsonElement element, int levels) => element.ValueKind switch
    {
        JsonValueKind.Array => levels == 0 || element.EnumerateArray().Any(item => IsDeeperThan(item, levels - 1)),
        JsonValueKind.Object => levels == 0 || element.EnumerateObject().Any(property => IsDeeperThan(property.Value, levels - 1)),
        _ => false,
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
