using Switchboard.Tests.Doors.Support;

namespace Switchboard.Tests.Doors.Cordiul;

/// <summary>The document of the door: complete, and true.</summary>
public sealed class DocumentTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task Every_route_is_described_with_its_answers_and_refusals()
    {
        var document = await ReadAsync();

        Assert.Equal("/cordiul", document.Root.GetProperty("servers")[0].Str("url"));
        Assert.Equal(
            [
                "DELETE /api/api-keys/{id}", "GET /api/api-keys", "GET /api/calls/list", "GET /api/calls/{id}", "GET /api/contacts", "GET /api/contacts/{id}",
                "POST /api/api-keys", "POST /api/calls/create", "POST /api/contacts",
            ],
            document.Operations.Select(operation => operation.ToString()).Order(StringComparer.Ordinal));
        document.AssertComplete("bearer", "apiKey");
        document.AssertReferences();
    }

    [Fact]
    public async Task Every_example_of_a_body_can_be_sent_with_a_contacts_id_and_is_answered_as_printed()
    {
        using var client = await CordiulClient.SignUpAsync(fixture.Server);
        var contactId = await client.CreateContactAsync();
        var operations = (await ReadAsync()).Operations.Where(operation => operation.BodyExample is not null).ToList();

        Assert.Equal(3, operations.Count);
        foreach (var operation in operations)
        {
            var body = operation.BodyExample!.Value;
            var text = body.GetRawText();
            if (body.TryGetProperty("contact_id", out var printed))
                text = text.Replace(printed.GetString()!, contactId, StringComparison.Ordinal);
            var reply = await client.Http.PostRawAsync("/cordiul" + operation.Path, text);
            OpenApiDocument.AssertSameShape(operation.Answer(reply.Status), reply.Body, operation.Path);
        }
    }

    [Fact]
    public async Task The_printed_answers_have_the_shape_of_real_ones()
    {
        using var client = await CordiulClient.SignUpAsync(fixture.Server);
        var contactId = await client.CreateContactAsync();
        var callId = await client.CallAsync(contactId, "+12025550112");
        await client.EndOfAsync(callId);

        foreach (var operation in (await ReadAsync()).Operations.Where(operation => operation.Method == "GET"))
        {
            var id = operation.Path.Contains("/contacts/", StringComparison.Ordinal) ? contactId : callId;
            var reply = await client.Http.GetAsync("/cordiul" + operation.Path.Replace("{id}", id, StringComparison.Ordinal));
            OpenApiDocument.AssertSameShape(operation.Answer(), reply.Body, $"{operation}");
        }
    }

    private Task<OpenApiDocument> ReadAsync() => OpenApiDocument.ReadAsync(fixture.Server, "cordiul");
}
