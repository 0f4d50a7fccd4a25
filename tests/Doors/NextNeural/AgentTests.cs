using System.Net.Http.Json;
using System.Text.Json;
using Switchboard.Tests.Api.Support;
using Switchboard.Tests.Doors.Support;

namespace Switchboard.Tests.Doors.NextNeural;

/// <summary>Voice agents: <c>/api/voice/agents</c> and <c>/api/voice/samples</c>, and the calls in which they speak.</summary>
public sealed class AgentTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private const string Agents = "api/voice/agents";
    private const string Answers = "+12025550100";

    [Fact]
    public async Task An_agent_is_created_read_listed_changed_and_replaced()
    {
        using var customer = await NextNeuralClient.SignUpAsync(fixture.Server);

        var created = (await customer.PostAsync(Agents, new
        {
            name = " Renewals ",
            voice_config = new { provider = "simulator", speaker = "rohan", language_code = "en-IN" },
            persona_prompt = "Polite and factual.",
        })).Ok(201);

        Assert.Equal(["uuid", "name", "language", "status", "voice_config", "persona_prompt", "created_at", "updated_at"], created.Names());
        Assert.Equal(("Renewals", "en-IN", "active", "Polite and factual."), (created.Str("name"), created.Str("language"), created.Str("status"), created.Str("persona_prompt")));
        Assert.Equal(("simulator", null, "rohan", "en-IN"), Voice(created));
        Assert.Equal(created.Instant("created_at"), created.Instant("updated_at"));
        var path = $"{Agents}/{created.Str("uuid")}";
        Assert.Equal(created.ToString(), (await customer.GetAsync(path)).Ok().ToString());
        var list = (await customer.GetAsync($"{Agents}?limit=1&offset=1")).Ok();
        Assert.Equal((1, 2), (list.GetProperty("agents").GetArrayLength(), list.Int("total")));
        Assert.Equal("Demo agent", (await customer.GetAsync(Agents)).Ok().GetProperty("agents")[0].Str("name"));

        var changed = (await customer.PatchAsync(path, new { voice_config = new { speaker = "meera", language_code = "hi-IN" } })).Ok();
        Assert.Equal(("Renewals", "hi-IN", ("simulator", null, "meera", "hi-IN")), (changed.Str("name"), changed.Str("language"), Voice(changed)));
        Assert.Equal("Polite and factual.", changed.Str("persona_prompt"));

        var replaced = (await PutAsync(customer, path, new { name = "Reminders", language = "hi-IN" })).Ok();
        Assert.Equal(("Reminders", "hi-IN", ("simulator", null, "meera", "hi-IN"), null), (replaced.Str("name"), replaced.Str("language"), Voice(replaced), replaced.Str("persona_prompt")));
        Assert.Equal(created.Str("created_at"), replaced.Str("created_at"));
        Assert.Equal(replaced.ToString(), (await customer.GetAsync(path)).Ok().ToString());
    }

    [Fact]
    public async Task A_call_speaks_the_agents_language_with_the_agents_voice_as_they_were_when_it_was_placed()
    {
        using var customer = await NextNeuralClient.SignUpAsync(fixture.Server);
        using var caller = await CallerAsync(customer);
        var leo = await CreateAsync(customer, new { name = "Leo", voice_config = new { speaker = "leo" } });
        var anya = await CreateAsync(customer, new { name = "Anya", language = "en-US", voice_config = new { speaker = "anya" } });
        var meera = await CreateAsync(customer, new { name = "Meera", voice_config = new { speaker = "meera" } });

        var ends = new List<JsonElement>();
        foreach (var agent in new[] { leo, anya, meera })
            ends.Add(await CallAsync(caller, agent));

        Assert.Equal(["en-US", "en-US", "hi-IN"], ends.Select(call => call.Str("language")));
        Assert.Contains(ends[2].GetProperty("transcript").EnumerateArray(), line => line.Str("text")!.Any(letter => letter is >= '\u0900' and <= '\u097F'));
        var recordings = await Task.WhenAll(ends.Take(2).Select(call => FetchAsync(call.Str("recording_url")!)));
        Assert.NotEqual(recordings[0].Bytes, recordings[1].Bytes);
        await customer.PatchAsync($"{Agents}/{leo}", new { voice_config = new { speaker = "priya" } });
        Assert.Equal(recordings[0].Bytes, (await FetchAsync(ends[0].Str("recording_url")!)).Bytes);
    }

    [Fact]
    public async Task A_deleted_agent_is_gone_for_new_calls_and_stays_in_the_old_ones()
    {
        using var customer = await NextNeuralClient.SignUpAsync(fixture.Server);
        using var caller = await CallerAsync(customer);
        var agent = await CreateAsync(customer, new { name = "Temp" });
        var call = await CallAsync(caller, agent);

        var deleted = (await customer.DeleteAsync($"{Agents}/{agent}")).Ok();

        Assert.Equal((agent, true), (deleted.Str("uuid"), deleted.GetProperty("deleted").GetBoolean()));
        Assert.Equal(404, (await caller.PostAsync("calls", new { agent_id = agent, to_e164 = Answers })).Status);
        Assert.Equal(agent, (await caller.GetAsync($"calls/{call.Str("id")}")).Body.GetProperty("data").Str("agent_id"));
        Assert.Equal(1, (await customer.GetAsync(Agents)).Ok().Int("total"));
        foreach (var again in new[] { await customer.GetAsync($"{Agents}/{agent}"), await customer.DeleteAsync($"{Agents}/{agent}"), await customer.PatchAsync($"{Agents}/{agent}", new { name = "x" }) })
            again.AssertDetail(404, "Agent not found");
    }

    [Fact]
    public async Task An_inactive_agent_places_no_calls_until_it_is_active_again()
    {
        using var customer = await NextNeuralClient.SignUpAsync(fixture.Server);
        using var caller = await CallerAsync(customer);
        var agent = await CreateAsync(customer, new { name = "Season", status = "inactive" });

        Assert.Equal(404, (await caller.PostAsync("calls", new { agent_id = agent, to_e164 = Answers })).Status);
        (await customer.PatchAsync($"{Agents}/{agent}", new { status = "active" })).Ok();
        Assert.Equal("completed", (await CallAsync(caller, agent)).Str("status"));
    }

    [Fact]
    public async Task The_first_agent_can_be_changed_and_not_deleted()
    {
        using var customer = await NextNeuralClient.SignUpAsync(fixture.Server, country: "IN");
        var first = $"{Agents}/{NextNeuralClient.AgentId}";

        Assert.Contains("first agent", (await customer.DeleteAsync(first)).AssertDetail(409), StringComparison.Ordinal);
        Assert.Equal("inactive", (await customer.PatchAsync(first, new { status = "inactive" })).Ok().Str("status"));
        Assert.Equal("inactive", (await customer.PatchAsync(first, new { language = "en-IN" })).Ok().Str("status"));
        var changed = (await customer.PatchAsync(first, new { name = "Front desk", status = "active", voice_config = new { speaker = "priya" } })).Ok();

        Assert.Equal(("Front desk", "active", "en-IN", "priya"), (changed.Str("name"), changed.Str("status"), changed.Str("language"), changed.GetProperty("voice_config").Str("speaker")));
    }

    [Fact]
    public async Task An_agent_of_a_campaign_that_may_still_call_stays()
    {
        using var customer = await NextNeuralClient.SignUpAsync(fixture.Server);
        using var program = await customer.Account.KeyClientAsync();
        var agent = await CreateAsync(customer, new { name = "Collector" });
        var workflow = (await program.PostAsync("/callfunnel/api/workflows", new { nl_prompt = "Renewal calls for Acme CRM in English." })).Body;
        var path = $"/callfunnel/api/workflows/{workflow.Str("id")}";
        Assert.Equal(200, (await program.SendAsync(HttpMethod.Put, path, JsonContent.Create(new { agent_id = agent }))).Status);

        Assert.Contains(workflow.Str("name")!, (await customer.DeleteAsync($"{Agents}/{agent}")).AssertDetail(409), StringComparison.Ordinal);
        (await customer.PatchAsync($"{Agents}/{agent}", new { status = "inactive" })).AssertDetail(409);
        Assert.Equal(200, (await program.DeleteAsync(path)).Status);

        (await customer.DeleteAsync($"{Agents}/{agent}")).Ok();
    }

    [Theory]
    [InlineData("""{}""", "name is required")]
    [InlineData("""{"name":""}""", "name must not be empty")]
    [InlineData("""{"name":7}""", "name must be a text")]
    [InlineData("""{"name":"A","language":"klingon language"}""", "language must be")]
    [InlineData("""{"name":"A","status":"deleted"}""", "status must be one of: active, inactive")]
    [InlineData("""{"name":"A","voice_config":"rohan"}""", "voice_config must be an object")]
    [InlineData("""{"name":"A","voice_config":{"speaker":"nobody"}}""", "voice_config.speaker must be")]
    [InlineData("""{"name":"A","voice_config":{"provider":"simulator","speaker":"nobody"}}""", "voice_config.speaker must be")]
    [InlineData("""{"name":"A","voice_config":{"speaker":["rohan"]}}""", "voice_config.speaker must be a text")]
    [InlineData("""{"name":"A","voice_config":{"language_code":"x"}}""", "voice_config.language_code must be")]
    [InlineData("""{"name":"A\u0000"}""", "name must not contain")]
    [InlineData("""[]""", "The body must be a JSON object")]
    [InlineData("""{"name":""", "The body is not valid JSON")]
    public async Task What_is_no_agent_is_refused_with_its_field(string body, string detail)
    {
        using var customer = await NextNeuralClient.SignUpAsync(fixture.Server);

        Assert.StartsWith(detail, (await customer.PostRawAsync(Agents, body)).AssertDetail(400), StringComparison.Ordinal);

        Assert.Equal(1, (await customer.GetAsync(Agents)).Ok().Int("total"));
    }

    [Fact]
    public async Task Voices_of_other_providers_are_kept_as_they_are_given()
    {
        using var customer = await NextNeuralClient.SignUpAsync(fixture.Server);
        using var caller = await CallerAsync(customer);
        var agent = await CreateAsync(customer, new { name = "Moved", voice_config = new { provider = "sarvam", model = "bulbul:v2", speaker = "anushka", language_code = "hi-IN" } });

        var read = (await customer.GetAsync($"{Agents}/{agent}")).Ok();

        Assert.Equal((("sarvam", "bulbul:v2", "anushka", "hi-IN"), "hi-IN"), (Voice(read), read.Str("language")));
        Assert.Equal("completed", (await CallAsync(caller, agent)).Str("status"));
    }

    [Fact]
    public async Task Changes_at_the_same_moment_are_all_made()
    {
        using var customer = await NextNeuralClient.SignUpAsync(fixture.Server);
        var path = $"{Agents}/{await CreateAsync(customer, new { name = "Busy" })}";
        object[] changes =
        [
            new { name = "Busier" }, new { language = "en-GB" }, new { persona_prompt = "Be brief." }, new { voice_config = new { speaker = "kai" } },
            new { voice_config = new { model = "m1" } }, new { voice_config = new { language_code = "en-GB" }, language = "en-GB" },
        ];

        var replies = await Task.WhenAll(changes.Select(change => customer.PatchAsync(path, change)));

        Assert.All(replies, reply => reply.Ok());
        var agent = (await customer.GetAsync(path)).Ok();
        Assert.Equal(("Busier", "en-GB", "Be brief.", ("simulator", "m1", "kai", "en-GB")), (agent.Str("name"), agent.Str("language"), agent.Str("persona_prompt"), Voice(agent)));
    }

    [Fact]
    public async Task Nobody_sees_or_changes_the_agents_of_others_or_without_the_scope()
    {
        using var customer = await NextNeuralClient.SignUpAsync(fixture.Server);
        using var other = await NextNeuralClient.SignUpAsync(fixture.Server);
        using var reader = await NextNeuralClient.OfAsync(customer.Account, "read");
        var path = $"{Agents}/{await CreateAsync(customer, new { name = "Mine" })}";

        foreach (var reply in new[] { await other.GetAsync(path), await other.DeleteAsync(path), await other.PatchAsync(path, new { name = "Yours" }), await other.GetAsync($"{Agents}/nonsense") })
            reply.AssertDetail(404, "Agent not found");
        (await reader.GetAsync(path)).Ok();
        (await reader.DeleteAsync(path)).AssertDetail(403, "Insufficient permissions. Required scopes: voice:agents:write");
        Assert.Equal("Mine", (await customer.GetAsync(path)).Ok().Str("name"));
    }

    [Fact]
    public async Task Every_sample_plays_and_its_voice_can_be_given_to_an_agent()
    {
        using var customer = await NextNeuralClient.SignUpAsync(fixture.Server);

        var list = (await customer.GetAsync("api/voice/samples")).Ok();

        Assert.Equal(7, list.Int("total"));
        foreach (var sample in list.GetProperty("samples").EnumerateArray())
        {
            var (bytes, type) = await FetchAsync(sample.Str("audio_url")!);
            Assert.Equal("audio/mpeg", type);
            Assert.Equal(sample.GetProperty("duration_seconds").GetDouble() * 1000, Switchboard.Voices.Mp3.DurationMs(bytes)!.Value, tolerance: 0.5);
            var agent = (await customer.PostAsync(Agents, new { name = sample.Str("display_name"), voice_config = sample.GetProperty("voice_config") })).Ok(201);
            Assert.Equal(sample.GetProperty("voice_config").ToString(), agent.GetProperty("voice_config").ToString());
        }
    }

    [Fact]
    public async Task A_key_creates_twenty_agents_a_minute()
    {
        await using var server = await ApiServer.StartAsync();
        using var customer = await NextNeuralClient.SignUpAsync(server);
        for (var i = 0; i < 20; i++)
            (await customer.PostAsync(Agents, new { name = $"Agent {i}" })).Ok(201);

        (await customer.PostAsync(Agents, new { name = "One more" })).AssertDetail(429, "Rate limit exceeded: 20/minute");
        (await customer.GetAsync(Agents)).Ok();
    }

    private static (string? Provider, string? Model, string? Speaker, string? LanguageCode) Voice(JsonElement agent)
    {
        var voice = agent.GetProperty("voice_config");
        return (voice.Str("provider"), voice.Str("model"), voice.Str("speaker"), voice.Str("language_code"));
    }

    private static async Task<string> CreateAsync(NextNeuralClient customer, object agent) => (await customer.PostAsync(Agents, agent)).Ok(201).Str("uuid")!;

    private static Task<Reply> PutAsync(NextNeuralClient customer, string path, object body) =>
        customer.Http.SendAsync(HttpMethod.Put, $"{NextNeuralClient.Root}/{path}", JsonContent.Create(body));

    private static async Task<CualifyClient> CallerAsync(NextNeuralClient customer) => new(await customer.Account.KeyClientAsync());

    private static async Task<JsonElement> CallAsync(CualifyClient caller, string agentId)
    {
        var placed = await caller.PostAsync("calls", new { agent_id = agentId, to_e164 = Answers });
        return await caller.EndOfAsync(placed.Data(201).Str("id")!);
    }

    private static async Task<(byte[] Bytes, string? Type)> FetchAsync(string url)
    {
        using var http = new HttpClient();
        using var answer = await http.GetAsync(url);
        Assert.Equal(200, (int)answer.StatusCode);
        return (await answer.Content.ReadAsByteArrayAsync(), answer.Content.Headers.ContentType?.MediaType);
    }
}
