using Switchboard.Tests.Api.Support;
using Switchboard.Tests.Doors.Support;

namespace Switchboard.Tests.Doors.Cualify;

/// <summary>The national registry of numbers that must not be called (NCPR).</summary>
public sealed class RegistryTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Fact]
    public async Task A_registered_number_is_refused_and_a_change_of_the_file_takes_effect()
    {
        await File.WriteAllTextAsync(_file, "phone_e164\n+919812345678\n");
        await using var server = await ApiServer.StartAsync([.. ServerFixture.Settings, ("Compliance:NcprFile", _file)]);
        using var client = await CualifyClient.SignUpAsync(server, country: "IN");

        var refused = await PlaceAsync(client, "+919812345678");
        Assert.Contains("NCPR", refused.AssertRefused(403, "forbidden", "to_e164").Str("message"), StringComparison.Ordinal);
        (await PlaceAsync(client, "+919812345679")).Data(201);

        await File.WriteAllTextAsync(_file, "phone_e164\n+919812345679\n");
        await Poll.UntilAsync(() => PlaceAsync(client, "+919812345679"), reply => reply.Status == 403, "the added number");
        (await PlaceAsync(client, "+919812345678")).Data(201);
    }

    private static Task<Reply> PlaceAsync(CualifyClient client, string to) =>
        client.PostAsync("calls", new { agent_id = CualifyClient.AgentId, to_e164 = to, max_duration_sec = 10 });
}
