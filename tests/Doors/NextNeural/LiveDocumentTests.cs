using System.Net.Http.Headers;
using Switchboard.Tests.Doors.Support;

namespace Switchboard.Tests.Doors.NextNeural;

/// <summary>What the document says of live calls.</summary>
public sealed class LiveDocumentTests(SlowServer fixture) : IClassFixture<SlowServer>
{
    [Fact]
    public async Task Every_route_is_described_and_every_example_can_be_sent_as_it_is_printed()
    {
        using var client = await NextNeuralClient.SignUpAsync(fixture.Server);
        var document = await OpenApiDocument.ReadAsync(fixture.Server, "nextneural");
        var operations = document.Operations
            .Where(operation => operation.Path.StartsWith("/api/voice/calls", StringComparison.Ordinal) || operation.Path.StartsWith("/ws/", StringComparison.Ordinal))
            .ToDictionary(operation => operation.ToString());
        Assert.Equal(
            [
                "DELETE /api/voice/calls/agent-availability", "GET /api/voice/calls/agent-availability", "GET /ws/live/{call_uuid}",
                "POST /api/voice/calls/agent-availability", "POST /api/voice/calls/{uuid}/end", "POST /api/voice/calls/{uuid}/metadata", "POST /api/voice/calls/{uuid}/transfer",
            ],
            operations.Keys.Order(StringComparer.Ordinal));
        document.AssertReferences();

        // In the order in which somebody would try them.
        var id = await SlowServer.PlaceAnsweredAsync(client, "+12025550108");
        string[] order = ["POST /api/voice/calls/agent-availability", "GET /api/voice/calls/agent-availability", "POST /api/voice/calls/{uuid}/transfer", "POST /api/voice/calls/{uuid}/metadata", "POST /api/voice/calls/{uuid}/end"];
        foreach (var operation in order.Select(name => operations[name]))
        {
            var content = operation.BodyExample is { } example ? new StringContent(example.GetRawText(), new MediaTypeHeaderValue("application/json")) : null;
            var path = NextNeuralClient.Root + operation.Path.Replace("{uuid}", id, StringComparison.Ordinal);
            var reply = await client.Http.SendAsync(new HttpMethod(operation.Method), path, content);
            Assert.True(reply.Status == 200, $"{operation}: {reply.Status} {reply.Content}");
            OpenApiDocument.AssertSameShape(operation.Answer(reply.Status), reply.Body, $"{operation}");
        }
    }
}
