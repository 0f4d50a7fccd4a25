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

        Assert.Equal("/cualify", document.Root.GetProperty("servers")[0].Str("url"));
        Assert.Equal(
            [
                "GET /api/v1/calls", "GET /api/v1/calls/{id}", "GET /api/v1/contacts", "GET /api/v1/webhooks",
                "POST /api/v1/calls", "POST /api/v1/contacts", "POST /api/v1/webhooks", "DELETE /api/v1/webhooks/{id}",
            ],
            document.Operations.Select(operation => operation.ToString()).OrderBy(name => name.Split(' ')[0].Length).ThenBy(name => name, StringComparer.Ordinal));
        document.AssertComplete("bearer");
        document.AssertReferences();
    }

    [Fact]
    public async Task Every_example_of_a_body_can_be_sent_as_it_is_printed_and_is_answered_as_printed()
    {
        using var client = await CualifyClient.SignUpAsync(fixture.Server, country: "IN");
        var operations = (await ReadAsync()).Operations.Where(operation => operation.BodyExample is not null).ToList();

        Assert.Equal(3, operations.Count);
        foreach (var operation in operations)
        {
            var reply = await client.Http.PostRawAsync("/cualify" + operation.Path, operation.BodyExample!.Value.GetRawText());
            OpenApiDocument.AssertSameShape(operation.Answer(reply.Status), reply.Body, operation.Path);
        }
    }

    [Fact]
    public async Task The_printed_answers_have_the_shape_of_real_ones()
    {
        using var client = await CualifyClient.SignUpAsync(fixture.Server, country: "IN");
        var id = await client.PlaceAsync("+12025550112", new { crm_lead_id = "L-7890" });
        await client.EndOfAsync(id);
        (await client.PostAsync("contacts", new { phone_e164 = "+12025550100" })).Data();

        foreach (var operation in (await ReadAsync()).Operations.Where(operation => operation.Method == "GET" && !operation.Path.EndsWith("/webhooks", StringComparison.Ordinal)))
        {
            var reply = await client.Http.GetAsync("/cualify" + operation.Path.Replace("{id}", id, StringComparison.Ordinal));
            OpenApiDocument.AssertSameShape(operation.Answer(), reply.Body, $"{operation}");
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
        foreach (var door in new[] { "cualify", "callfunnel", "nextneural", "calleague", "cordiul" })
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

    private Task<OpenApiDocument> ReadAsync() => OpenApiDocument.ReadAsync(fixture.Server, "cualify");

    [GeneratedRegex("(src|href)=\"(?<address>[^\"]+)\"", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Part();
}
