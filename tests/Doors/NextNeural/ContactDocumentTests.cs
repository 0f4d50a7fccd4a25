using System.Net.Http.Headers;
using Switchboard.Tests.Doors.Support;

namespace Switchboard.Tests.Doors.NextNeural;

/// <summary>What the document says of contacts, customers, imports and webhooks.</summary>
public sealed class ContactDocumentTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private static readonly string[] Mine = ["/v1/contacts", "/v1/webhooks", "/api/voice/customers"];

    [Fact]
    public async Task Every_route_is_described_and_every_example_can_be_sent_as_it_is_printed()
    {
        using var client = await NextNeuralClient.SignUpAsync(fixture.Server);
        var document = await OpenApiDocument.ReadAsync(fixture.Server, "nextneural");
        var operations = document.Operations.Where(operation => Mine.Any(path => operation.Path.StartsWith(path, StringComparison.Ordinal))).ToList();
        var contactId = await client.CreateContactAsync("+919812345678");
        var webhookId = (await client.PostAsync("v1/webhooks", new { name = "x", url = "https://example.com/hook", events = new[] { "call.ended" } })).Ok(201).Str("uuid")!;

        Assert.Equal(
            [
                "DELETE /api/voice/customers/{id}", "DELETE /v1/contacts/{id}", "DELETE /v1/webhooks/{id}", "GET /api/voice/customers",
                "GET /api/voice/customers/{id}", "GET /v1/contacts", "GET /v1/contacts/{id}", "GET /v1/webhooks", "GET /v1/webhooks/{id}/logs",
                "PATCH /api/voice/customers/{id}", "PATCH /v1/contacts/{id}", "POST /api/voice/customers", "POST /api/voice/customers/import",
                "POST /v1/contacts", "POST /v1/contacts/bulk", "POST /v1/webhooks",
            ],
            operations.Select(operation => operation.ToString()).Order(StringComparer.Ordinal));
        document.AssertReferences();
        foreach (var operation in operations.Where(operation => operation.Method is "POST" or "PATCH" or "GET").OrderByDescending(operation => operation.Method, StringComparer.Ordinal))
        {
            var path = NextNeuralClient.Root + operation.Path.Replace("{id}", operation.Path.Contains("webhooks", StringComparison.Ordinal) ? webhookId : contactId, StringComparison.Ordinal);
            var content = operation.Path.EndsWith("/import", StringComparison.Ordinal) || operation.BodyExample is not { } example
                ? null
                : new StringContent(example.GetRawText(), new MediaTypeHeaderValue("application/json"));
            var reply = operation.Path.EndsWith("/import", StringComparison.Ordinal)
                ? await client.UploadCsvAsync(operation.Path[1..], "name,phone\nRiya,+12025550112\n")
                : await client.Http.SendAsync(new HttpMethod(operation.Method), path, content);
            Assert.True(reply.Status is 200 or 201, $"{operation}: {reply.Status} {reply.Content}");
            OpenApiDocument.AssertSameShape(operation.Answer(reply.Status), reply.Body, $"{operation}");
        }
    }
}
