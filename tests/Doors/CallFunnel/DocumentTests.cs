using System.Text.Json;
using Switchboard.Tests.Doors.Support;

namespace Switchboard.Tests.Doors.CallFunnel;

/// <summary>The document of the door: its schemas name fields as the door reads and writes them, however deep they lie.</summary>
public sealed class DocumentTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task Every_field_of_every_schema_has_the_doors_name()
    {
        using var client = fixture.Server.Client();
        var document = (await client.GetAsync("/openapi/callfunnel.json")).Body;
        var names = FieldsOf(document.GetProperty("components").GetProperty("schemas")).ToList();

        Assert.True(names.Count > 200, $"{names.Count} fields");
        Assert.DoesNotContain(names, name => name.Any(char.IsUpper));
        var update = document.GetProperty("components").GetProperty("schemas").GetProperty("UpdateWorkflowRequest");
        Assert.Contains("no_answer_sec", FieldsOf(update));
        Assert.Contains("forbidden_phrases", FieldsOf(update));
    }

    private static IEnumerable<string> FieldsOf(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member =>
            member is { Name: "properties", Value.ValueKind: JsonValueKind.Object } ? [.. member.Value.Names(), .. FieldsOf(member.Value)] : FieldsOf(member.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(FieldsOf),
        _ => [],
    };
}
