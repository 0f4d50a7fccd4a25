using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Switchboard.Calls;

/// <summary>Merges one JSON object into another, as RFC 7396 says: a null removes its key, objects merge, everything else replaces.</summary>
public static class JsonMerge
{
    // As callers wrote it: letters of any script and the plus of a number are no escapes.
    private static readonly JsonSerializerOptions AsWritten = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The merged object's text; null when nothing is left of it.</summary>
    /// <param name="target">An object, or null for none.</param>
    /// <param name="patch">An object.</param>
    /// <exception cref="JsonException">One of them is not JSON.</exception>
    public static string? Merge(string? target, string patch)
    {
        var merged = target is null ? [] : JsonNode.Parse(target)!.AsObject();
        Apply(merged, JsonNode.Parse(patch)!.AsObject());
        return merged.Count == 0 ? null : merged.ToJsonString(AsWritten);
    }

    private static void Apply(JsonObject target, JsonObject patch)
    {
        foreach (var (name, value) in patch)
        {
            switch (value)
            {
                case null:
                    target.Remove(name);
                    break;
                case JsonObject change:
                    if (target[name] is not JsonObject current) target[name] = current = [];
                    Apply(current, change);
                    break;
                default:
                    target[name] = value.DeepClone();
                    break;
            }
        }
    }
}
