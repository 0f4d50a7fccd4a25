using System.Text.Json;
using System.Text.RegularExpressions;
using Switchboard.Tests.Doors.Support;

namespace Switchboard.Tests.Doors.Cualify;

/// <summary>The document of the door and the page that shows it: complete, true, and served by this server alone.</summary>
public sealed partial class DocumentTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task Every_route_is_described_with_its_answers_and_refusals()
    {
        var document = await ReadAsync();

        Assert.Equal("/cualify", document.GetProperty("servers")[0].Str("url"));
        Assert.Equal(
            [
                "GET /api/v1/calls", "GET /api/v1/calls/{id}", "GET /api/v1/contacts", "GET /api/v1/webhooks",
                "POST /api/v1/calls", "POST /api/v1/contacts", "POST /api/v1/webhooks", "DELETE /api/v1/webhooks/{id}",
            ],
            Operations(document).Select(operation => $"{operation.Method} {operation.Path}").OrderBy(name => name.Split(' ')[0].Length).ThenBy(name => name, StringComparer.Ordinal));
        foreach (var (_, _, operation) in Operations(document))
        {
            Assert.NotEmpty(operation.Str("summary")!);
            Assert.Equal("bearer", operation.GetProperty("security")[0].Names().Single());
            var statuses = operation.GetProperty("responses").Names().ToList();
            Assert.Contains("401", statuses);
            Assert.Contains("403", statuses);
            Assert.Contains("429", statuses);
            Assert.Contains(statuses, status => status is "200" or "201");
        }
    }

    [Fact]
    public async Task Every_reference_leads_somewhere()
    {
        var document = await ReadAsync();
        var text = document.GetRawText();
        var schemas = document.GetProperty("components").GetProperty("schemas");

        var references = Reference().Matches(text).Select(match => match.Groups["name"].Value).Distinct().ToList();

        Assert.NotEmpty(references);
        Assert.All(references, name => Assert.True(schemas.TryGetProperty(name, out _), name));
    }

    [Fact]
    public async Task Every_example_of_a_body_can_be_sent_as_it_is_printed_and_is_answered_as_printed()
    {
        using var client = await CualifyClient.SignUpAsync(fixture.Server, country: "IN");
        var bodies = Operations(await ReadAsync()).Where(operation => operation.Operation.TryGetProperty("requestBody", out _)).ToList();

        Assert.Equal(3, bodies.Count);
        foreach (var (_, path, operation) in bodies)
        {
            var example = operation.GetProperty("requestBody").GetProperty("content").GetProperty("application/json").GetProperty("example");
            var reply = await client.Http.PostRawAsync("/cualify" + path, example.GetRawText());
            var printed = operation.GetProperty("responses").GetProperty(reply.Status.ToString()).GetProperty("content").GetProperty("application/json").GetProperty("example");
            AssertSameShape(printed, reply.Body, path);
        }
    }

    [Fact]
    public async Task The_printed_answers_have_the_shape_of_real_ones()
    {
        using var client = await CualifyClient.SignUpAsync(fixture.Server, country: "IN");
        var id = await client.PlaceAsync("+12025550112", new { crm_lead_id = "L-7890" });
        await client.EndOfAsync(id);
        (await client.PostAsync("contacts", new { phone_e164 = "+12025550100" })).Data();

        foreach (var (method, path, operation) in Operations(await ReadAsync()).Where(operation => operation.Method == "GET" && !operation.Path.EndsWith("/webhooks", StringComparison.Ordinal)))
        {
            var reply = await client.Http.GetAsync("/cualify" + path.Replace("{id}", id, StringComparison.Ordinal));
            var printed = operation.GetProperty("responses").GetProperty("200").GetProperty("content").GetProperty("application/json").GetProperty("example");
            AssertSameShape(printed, reply.Body, $"{method} {path}");
        }
    }

    [Fact]
    public async Task The_page_lists_the_doors_and_needs_nothing_from_elsewhere()
    {
        using var browser = new HttpClient { BaseAddress = fixture.Server.Address };

        var page = await browser.GetStringAsync("/docs");

        Assert.Contains("Switchboard", page, StringComparison.Ordinal);
        var parts = Part().Matches(page).Select(match => match.Groups["address"].Value).ToList();
        Assert.True(parts.Count >= 4);
        foreach (var part in parts)
        {
            Assert.DoesNotContain("//", part, StringComparison.Ordinal);
            using var answer = await browser.GetAsync($"/docs/{part.TrimStart('.', '/')}");
            Assert.Equal(200, (int)answer.StatusCode);
        }

        var settings = await browser.GetStringAsync("/docs/index.js");
        foreach (var door in new[] { "cualify", "callfunnel" })
        {
            Assert.Contains($"/openapi/{door}.json", settings, StringComparison.Ordinal);
            Assert.Equal(200, (int)(await browser.GetAsync($"/openapi/{door}.json")).StatusCode);
        }
    }

    [Fact]
    public async Task The_root_leads_to_the_page()
    {
        using var client = fixture.Server.Client();

        var reply = await client.GetAsync("/");

        Assert.Equal(302, reply.Status);
        Assert.Equal("/docs", reply.Headers["Location"]);
    }

    private static IEnumerable<(string Method, string Path, JsonElement Operation)> Operations(JsonElement document) =>
        from path in document.GetProperty("paths").EnumerateObject()
        from operation in path.Value.EnumerateObject()
        select (operation.Name.ToUpperInvariant(), path.Name, operation.Value);

    // The same fields and kinds of values; what is null in one of the two may be anything in the other.
    private static void AssertSameShape(JsonElement printed, JsonElement real, string where)
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

    private async Task<JsonElement> ReadAsync()
    {
        using var client = fixture.Server.Client();
        var reply = await client.GetAsync("/openapi/cualify.json");
        Assert.Equal(200, reply.Status);
        return JsonElement.Parse(reply.Content);
    }

    [GeneratedRegex("\"#/components/schemas/(?<name>[^\"]+)\"", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Reference();

    [GeneratedRegex("(src|href)=\"(?<address>[^\"]+)\"", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Part();
}
