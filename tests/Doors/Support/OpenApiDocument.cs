using System.Text.Json;
using System.Text.RegularExpressions;
using Switchboard.Tests.Api.Support;

namespace Switchboard.Tests.Doors.Support;

/// <summary>A door's document, and what every one of them must hold to.</summary>
internal sealed partial class OpenApiDocument(JsonElement root)
{
    public JsonElement Root => root;

    public IReadOnlyList<Operation> Operations { get; } =
    [
        .. from path in root.GetProperty("paths").EnumerateObject()
           from operation in path.Value.EnumerateObject()
           select new Operation(operation.Name.ToUpperInvariant(), path.Name, operation.Value),
    ];

    public static async Task<OpenApiDocument> ReadAsync(ApiServer server, string door)
    {
        using var client = server.Client();
        var reply = await client.GetAsync($"/openapi/{door}.json");
        Assert.Equal(200, reply.Status);
        return new OpenApiDocument(JsonElement.Parse(reply.Content));
    }

    /// <summary>Fails unless each route that wants a key tells of itself, of its answer, and of what is refused everywhere.</summary>
    public void AssertComplete(params string[] securitySchemes)
    {
        Assert.NotEmpty(Operations);
        foreach (var (method, path, operation) in Operations)
        {
            Assert.False(string.IsNullOrWhiteSpace(operation.Str("summary")), $"{method} {path} has no summary");
            Assert.Equal(securitySchemes, operation.GetProperty("security").EnumerateArray().Select(scheme => scheme.Names().Single()));
            var statuses = operation.GetProperty("responses").Names().ToList();
            Assert.Superset(new HashSet<string> { "401", "403", "429" }, statuses.ToHashSet());
            Assert.Contains(statuses, status => status is "200" or "201");
        }
    }

    /// <summary>Fails when a reference leads nowhere.</summary>
    public void AssertReferences()
    {
        var schemas = root.GetProperty("components").GetProperty("schemas");
        var references = Reference().Matches(root.GetRawText()).Select(match => match.Groups["name"].Value).Distinct().ToList();
        Assert.NotEmpty(references);
        Assert.All(references, name => Assert.True(schemas.TryGetProperty(name, out _), name));
    }

    /// <summary>Fails unless both have the same fields and kinds of values; what is null in one of the two may be anything in the other.</summary>
    public static void AssertSameShape(JsonElement printed, JsonElement real, string where)
    {
        if (printed.ValueKind == JsonValueKind.Null || real.ValueKind == JsonValueKind.Null)
            return;
        Assert.True(printed.ValueKind == real.ValueKind, $"{where}: {printed} is printed, {real} is real");
        if (printed.ValueKind == JsonValueKind.Object)
        {
            if (!where.EndsWith("metadata", StringComparison.Ordinal))
                Assert.Equal(printed.Names(), real.Names());
            foreach (var field in printed.EnumerateObject().Where(field => real.TryGetProperty(field.Name, out _)))
                AssertSameShape(field.Value, real.GetProperty(field.Name), $"{where} {field.Name}");
        }
        else if (printed.ValueKind == JsonValueKind.Array && printed.GetArrayLength() > 0 && real.GetArrayLength() > 0)
        {
            AssertSameShape(printed[0], real[0], $"{where}[0]");
        }
    }

    [GeneratedRegex("\"#/components/schemas/(?<name>[^\"]+)\"", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Reference();
}

/// <summary>A route in a document.</summary>
internal sealed record Operation(string Method, string Path, JsonElement Text)
{
    /// <summary>The example of its body; nothing when it takes none.</summary>
    public JsonElement? BodyExample => Text.TryGetProperty("requestBody", out var body) ? Example(body) : null;

    /// <summary>The printed answer of a status.</summary>
    public JsonElement Answer(int status = 200) => Example(Text.GetProperty("responses").GetProperty(status.ToString()));

    public override string ToString() => $"{Method} {Path}";

    private static JsonElement Example(JsonElement of) => of.GetProperty("content").GetProperty("application/json").GetProperty("example");
}
