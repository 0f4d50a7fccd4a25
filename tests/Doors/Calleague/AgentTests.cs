using Switchboard.Tests.Doors.Support;

namespace Switchboard.Tests.Doors.Calleague;

/// <summary>Voice assistants as a customer's program sees them.</summary>
public sealed class AgentTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task The_list_shows_the_assistants_and_each_can_be_read()
    {
        using var client = await CalleagueClient.SignUpAsync(fixture.Server, country: "IN");

        var listed = Assert.Single((await client.GetAsync("voice/agent/list")).List(total: 1));

        Assert.Equal((CalleagueClient.AgentId, "Demo agent", "en-IN", "active"), (listed.Str("agentId"), listed.Str("name"), listed.Str("language"), listed.Str("status")));
        listed.Instant("createdAt");
        foreach (var id in new[] { CalleagueClient.AgentId, CualifyClient.AgentId })
        {
            var read = (await client.GetAsync($"voice/agent/{id}")).Body;
            Assert.All(listed.Names(), field => Assert.Equal(listed.GetProperty(field).GetRawText(), read.GetProperty(field).GetRawText()));
            Assert.Equal("en-IN", read.GetProperty("voice").Str("languageCode"));
            Assert.NotEmpty(read.GetProperty("voice").Str("speaker")!);
        }
    }

    [Fact]
    public async Task The_list_is_paged()
    {
        using var client = await CalleagueClient.SignUpAsync(fixture.Server);

        Assert.Empty((await client.GetAsync("voice/agent/list?page=2&pageSize=1")).List(total: 1));
        Assert.Empty((await client.GetAsync("voice/agent/list?page=1000000&pageSize=100")).List(total: 1));
    }

    [Theory]
    [InlineData("ag_01900000000070008000000000000002")]
    [InlineData("ag_123")]
    [InlineData("cl_01900000000070008000000000000001")]
    public async Task An_assistant_that_is_not_there_is_404(string id)
    {
        using var client = await CalleagueClient.SignUpAsync(fixture.Server);

        (await client.GetAsync($"voice/agent/{id}")).AssertCode(404);
    }
}
