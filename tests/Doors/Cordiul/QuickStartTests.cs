using System.Text.Json;
using Switchboard.Tests.Doors.Support;

namespace Switchboard.Tests.Doors.Cordiul;

/// <summary>
/// The commands of the vendor's page, run by the shell as they are printed to the last backslash, with the base URL, the key and a contact's id put in.
/// </summary>
public sealed class QuickStartTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private const string CreateKey =
        """
        curl --request POST \
          --url 'https://your-domain.com/api/api-keys' \
          --header 'x-api-key: YOUR_API_KEY' \
          --header 'Content-Type: application/json' \
          --data '{
          "name": "My API Key",
          "permissions": [
            "calls:read",
            "calls:write"
          ]
        }'
        """;

    private const string ListKeys =
        """
        curl --request GET \
          --url 'https://your-domain.com/api/api-keys' \
          --header 'x-api-key: YOUR_API_KEY' \

        """;

    private const string CreateCall =
        """
        curl --request POST \
          --url 'https://your-domain.com/api/calls/create' \
          --header 'x-api-key: YOUR_API_KEY' \
          --header 'Content-Type: application/json' \
          --data '{
          "contact_id": "contact_123",
          "phone_number": "+1234567890",
          "from_number": "+0987654321"
        }'
        """;

    private const string ListCalls =
        """
        curl --request GET \
          --url 'https://your-domain.com/api/calls/list?limit=50&status=completed' \
          --header 'x-api-key: YOUR_API_KEY' \

        """;

    [NeedsProgram("curl")]
    public async Task The_printed_commands_run_from_the_first_to_the_last()
    {
        using var client = await CordiulClient.SignUpAsync(fixture.Server);
        var contactId = await client.CreateContactAsync();

        var key = await RunAsync(CreateKey, client.Http.Bearer!);
        Assert.StartsWith("ck_live_", key.Str("key"), StringComparison.Ordinal);
        Assert.Contains(key.Str("id"), (await RunAsync(ListKeys, client.Http.Bearer!)).GetProperty("keys").EnumerateArray().Select(listed => listed.Str("id")));

        var call = await RunAsync(CreateCall.Replace("contact_123", contactId, StringComparison.Ordinal), key.Str("key")!);
        Assert.Equal(("initiating", contactId, "+1234567890"), (call.Str("status"), call.Str("contact_id"), call.Str("phone_number")));
        var ended = await client.EndOfAsync(call.Str("id")!);

        var listed = await RunAsync(ListCalls, key.Str("key")!);
        Assert.Equal(ended.Str("status") == "completed" ? 1 : 0, listed.Int("total"));
        Assert.Equal(listed.Int("total"), listed.GetProperty("calls").GetArrayLength());
    }

    private async Task<JsonElement> RunAsync(string command, string key)
    {
        var answer = await Shell.RunAsync(command
            .Replace("https://your-domain.com/api", new Uri(fixture.Server.Address, "/cordiul/api").ToString(), StringComparison.Ordinal)
            .Replace("YOUR_API_KEY", key, StringComparison.Ordinal));
        Assert.True(answer.GetProperty("success").GetBoolean(), answer.GetRawText());
        Assert.Equal(JsonValueKind.Null, answer.GetProperty("error").ValueKind);
        return answer.GetProperty("data");
    }
}
