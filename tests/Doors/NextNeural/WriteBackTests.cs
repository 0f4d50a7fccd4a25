using Switchboard.Tests.Doors.Support;

namespace Switchboard.Tests.Doors.NextNeural;

/// <summary>Programs write back what they make of a conversation, each when it is done.</summary>
public sealed class WriteBackTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task Many_programs_at_once_all_find_their_part_in_an_ended_call()
    {
        using var client = await NextNeuralClient.SignUpAsync(fixture.Server);
        using var placer = new CualifyClient(client.Http);
        var id = await placer.PlaceAsync("+12025550100");
        await placer.EndOfAsync(id);

        var replies = await Task.WhenAll(Enumerable.Range(0, 40).Select(part => client.PostAsync(
            $"api/voice/calls/{id}/metadata", new Dictionary<string, object> { [$"part-{part}"] = part })));

        Assert.All(replies, reply => reply.Ok());
        Assert.Equal(40, (await client.GetAsync($"v1/calls/{id}")).Ok().GetProperty("metadata").Names().Count());
    }
}
