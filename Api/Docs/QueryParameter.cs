using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace Switchboard.Api.Docs;

/// <summary>A parameter of the query, for the documents.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it does.</param>
/// <param name="Schema">What it must be.</param>
public sealed record QueryParameter(string Name, string Description, OpenApiSchema Schema)
{
    /// <summary>A whole number.</summary>
    public static QueryParameter Whole(string name, string description, int min, int max, int fallback) => new(name, description, new OpenApiSchema
    {
        Type = JsonSchemaType.Integer,
        Minimum = min.ToString(),
        Maximum = max.ToString(),
        Default = fallback,
    });

    /// <summary>A text.</summary>
    public static QueryParameter Text(string name, string description) =>
        new(name, description, new OpenApiSchema { Type = JsonSchemaType.String });

    /// <summary>One of a few words.</summary>
    public static QueryParameter OneOf(string name, string description, IEnumerable<string> words) => new(name, description, new OpenApiSchema
    {
        Type = JsonSchemaType.String,
        Enum = [.. words.Select(word => (JsonNode)word)],
    });
}
