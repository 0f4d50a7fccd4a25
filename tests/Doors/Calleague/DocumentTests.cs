using Switchboard.Tests.Doors.Support;

namespace Switchboard.Tests.Doors.Calleague;

/// <summary>The document of the door: complete, and true.</summary>
public sealed class DocumentTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task Every_route_is_described_with_its_answers_and_refusals()
    {
        var document = await ReadAsync();

        Assert.Equal("/calleague", document.Root.GetProperty("servers")[0].Str("url"));
        Assert.Equal(
            [
                "DELETE /api/core/webhook/{webhookId}", "GET /api/core/voice/agent/list", "GET /api/core/voice/agent/{agentId}", "GET /api/core/voice/call/list",
                "GET /api/core/voice/call/{callId}", "GET /api/core/webhook", "GET /api/core/webhook/list", "POST /api/core/voice/agent/call",
                "POST /api/core/voice/call/{callId}/end", "POST /api/core/webhook",
            ],
            document.Operations.Select(operation => operation.ToString()).Order(StringComparer.Ordinal));
        document.AssertComplete("bearer");
        document.AssertReferences();
    }

    [Fact]
    public async Task Every_example_of_a_body_can_be_sent_as_it_is_printed_and_is_answered_as_printed()
    {
        using var client = await CalleagueClient.SignUpAsync(fixture.Server);
        var operations = (await ReadAsync()).Operations.Where(operation => operation.BodyExample is not null).ToList();

        Assert.Equal(2, operations.Count);
        foreach (var operation in operations)
        {
            var reply = await client.Http.PostRawAsync("/calleague" + operation.Path, operation.BodyExample!.Value.GetRawText());
            OpenApiDocument.AssertSameShape(operation.Answer(reply.Status), reply.Body, operation.Path);
        }
    }

    [Fact]
    public async Task The_printed_answers_have_the_shape_of_real_ones()
    {
        using var client = await CalleagueClient.SignUpAsync(fixture.Server);
        var callId = await client.StartAsync("+12025550112", new { orderId = "A-1042" });
        await client.EndOfAsync(callId);

        foreach (var operation in (await ReadAsync()).Operations.Where(operation => operation.Method == "GET"))
        {
            var path = operation.Path.Replace("{callId}", callId, StringComparison.Ordinal).Replace("{agentId}", CalleagueClient.AgentId, StringComparison.Ordinal);
            var reply = await client.Http.GetAsync("/calleague" + path);
            OpenApiDocument.AssertSameShape(operation.Answer(), reply.Body, $"{operation}");
        }
    }

    private Task<OpenApiDocument> ReadAsync() => OpenApiDocument.ReadAsync(fixture.Server, "calleague");
}
