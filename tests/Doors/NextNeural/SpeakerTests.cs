using System.Text.Json;
using Switchboard.Tests.Api.Support;
using Switchboard.Tests.Doors.Support;
using Switchboard.Tests.Grains.Support;

namespace Switchboard.Tests.Doors.NextNeural;

/// <summary>Voices of an organisation's own: <c>/api/voice/models/speakers</c>.</summary>
public sealed class SpeakerTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private const string Speakers = "api/voice/models/speakers";
    private const string Agents = "api/voice/agents";

    private static readonly byte[] Reference = SoundFiles.Wave(12, rate: 24_000);
    private static readonly byte[] Sample = SoundFiles.Wave(6);

    [Fact]
    public async Task A_speaker_goes_from_a_recording_to_an_agents_voice_and_away_again()
    {
        using var customer = await NextNeuralClient.SignUpAsync(fixture.Server);

        var created = (await CreateAsync(customer, "asha-sales", Reference, ("language", "en-IN"), ("description", "Asha"))).Ok(201);

        Assert.Equal(
            ["uuid", "name", "language", "description", "status", "provider", "reference_audio", "dataset", "created_at", "updated_at", "deployed_at"], created.Names());
        Assert.Equal(("asha-sales", "en-IN", "Asha", "created", null), (created.Str("name"), created.Str("language"), created.Str("description"), created.Str("status"), created.Str("provider")));
        var audio = created.GetProperty("reference_audio");
        Assert.Equal(("wav", 12.0, 24_000, 1, Reference.Length), (audio.Str("format"), audio.GetProperty("duration_seconds").GetDouble(), audio.Int("sample_rate"), audio.Int("channels"), audio.Int("size_bytes")));
        await AssertPlaysAsync(audio.Str("url")!, Reference, "audio/wav");
        Assert.Equal(created.ToString(), (await customer.GetAsync($"{Speakers}/asha-sales")).Ok().ToString());
        Assert.Equal(created.ToString(), (await customer.GetAsync(Speakers)).Ok().GetProperty("speakers")[0].ToString());

        var sample = (await AddAsync(customer, "asha-sales", Sample, "Thank you for calling.")).Ok(201);
        Assert.Equal(("Thank you for calling.", 6.0), (sample.Str("transcript"), sample.GetProperty("audio").GetProperty("duration_seconds").GetDouble()));
        await AssertPlaysAsync(sample.GetProperty("audio").Str("url")!, Sample, "audio/wav");
        var dataset = (await customer.GetAsync($"{Speakers}/asha-sales/dataset")).Ok();
        Assert.Equal(("asha-sales", 1, 6.0), (dataset.Str("speaker"), dataset.Int("total"), dataset.GetProperty("duration_seconds").GetDouble()));
        Assert.Equal(sample.ToString(), dataset.GetProperty("samples")[0].ToString());

        Assert.Contains("deploy", (await customer.PostAsync(Agents, WithVoice("asha-sales"))).AssertDetail(400), StringComparison.Ordinal);
        var deployed = (await customer.PostAsync($"{Speakers}/asha-sales/deploy")).Ok();
        Assert.Equal(("deployed", "simulator", 1), (deployed.Str("status"), deployed.Str("provider"), deployed.GetProperty("dataset").Int("deployed_samples")));
        Assert.Equal("deployed", (await customer.PostAsync($"{Speakers}/asha-sales/deploy")).Ok().Str("status"));
        var listed = (await customer.GetAsync("api/voice/samples")).Ok().GetProperty("samples").EnumerateArray().Last();
        Assert.Equal(("asha-sales", "speaker"), (listed.Str("speaker"), listed.Str("kind")));
        await AssertPlaysAsync(listed.Str("audio_url")!, Reference, "audio/wav");

        var agent = (await customer.PostAsync(Agents, new { name = "Asha", voice_config = listed.GetProperty("voice_config") })).Ok(201);
        Assert.Equal("en-IN", agent.Str("language"));
        using var caller = new CualifyClient(await customer.Account.KeyClientAsync());
        var call = (await caller.PostAsync("calls", new { agent_id = agent.Str("uuid"), to_e164 = "+12025550100" })).Data(201);
        Assert.Equal("completed", (await caller.EndOfAsync(call.Str("id")!)).Str("status"));

        Assert.Contains("\"Asha\"", (await customer.DeleteAsync($"{Speakers}/asha-sales")).AssertDetail(409), StringComparison.Ordinal);
        (await customer.PatchAsync($"{Agents}/{agent.Str("uuid")}", new { voice_config = new { speaker = "anya" } })).Ok();
        Assert.Equal("asha-sales", (await customer.DeleteAsync($"{Speakers}/asha-sales")).Ok().Str("name"));
        foreach (var url in new[] { audio.Str("url")!, sample.GetProperty("audio").Str("url")! })
            Assert.Equal(404, (await GetAsync(url)).Status);
        Assert.StartsWith("voice_config.speaker must be", (await customer.PostAsync(Agents, WithVoice("asha-sales"))).AssertDetail(400), StringComparison.Ordinal);
        (await customer.GetAsync($"{Speakers}/asha-sales/dataset")).AssertDetail(404, "Speaker not found");
        Assert.Equal(0, (await customer.GetAsync(Speakers)).Ok().Int("total"));
    }

    [Fact]
    public async Task A_recording_may_be_mp3_and_longer_than_a_part_of_the_store()
    {
        using var customer = await NextNeuralClient.SignUpAsync(fixture.Server);
        byte[] mp3 = [.. SoundFiles.Id3(1000), .. SoundFiles.Mp3(20)];
        var large = SoundFiles.Wave(50, rate: 48_000, channels: 2, bits: 24);

        var first = (await CreateAsync(customer, "mp3 voice", mp3)).Ok(201).GetProperty("reference_audio");
        var second = (await CreateAsync(customer, "large.voice", large)).Ok(201).GetProperty("reference_audio");

        Assert.Equal(("mp3", 24_000), (first.Str("format"), first.Int("sample_rate")));
        await AssertPlaysAsync(first.Str("url")!, mp3, "audio/mpeg");
        await AssertPlaysAsync(second.Str("url")!, large, "audio/wav");
        using var http = new HttpClient();
        using var part = await http.SendAsync(new HttpRequestMessage(HttpMethod.Get, second.Str("url")) { Headers = { Range = new(1_000_000, 1_000_999) } });
        Assert.Equal(206, (int)part.StatusCode);
        Assert.Equal(large[1_000_000..1_001_000], await part.Content.ReadAsByteArrayAsync());
        Assert.Equal(404, (await GetAsync(second.Str("url")!.Replace("sig=", "sig=A", StringComparison.Ordinal))).Status);
        Assert.Equal(404, (await GetAsync(second.Str("url")!.Split('?')[0])).Status);
        Assert.Equal("mp3 voice", (await customer.GetAsync($"{Speakers}/mp3%20voice")).Ok().Str("name"));
    }

    [Fact]
    public async Task What_is_no_recording_of_a_voice_is_refused_with_what_was_found()
    {
        using var customer = await NextNeuralClient.SignUpAsync(fixture.Server);
        (byte[] File, string Detail)[] faults =
        [
            ([], "reference_audio must not be empty"),
            ("this is not sound"u8.ToArray(), "reference_audio must be WAV or MP3 audio, and this is neither"),
            ([.. "OggS"u8, .. new byte[50]], "reference_audio must be WAV or MP3 audio, and this is Ogg"),
            (SoundFiles.Wave(9.5), "reference_audio must be 10 to 60 seconds long, and this is 9.5 seconds"),
            (SoundFiles.Wave(61), "reference_audio must be 10 to 60 seconds long, and this is 61 seconds"),
            (SoundFiles.Wave(12, rate: 8000), "reference_audio must have at least 16000 samples a second, and this has 8000"),
            (SoundFiles.Wave(12, channels: 6), "reference_audio must be mono or stereo, and this has 6 channels"),
            (SoundFiles.Wave(12, volume: 0), "reference_audio must be a recording of somebody who speaks, and this is silent"),
            (Reference[..^100_000], "reference_audio must be a whole file, and this one says that it holds 12 seconds, of which 9.92 are there"),
        ];

        foreach (var (file, detail) in faults)
            (await CreateAsync(customer, "faulty", file)).AssertDetail(400, detail);

        Assert.Equal(0, (await customer.GetAsync(Speakers)).Ok().Int("total"));
        (await CreateAsync(customer, "faulty", Reference)).Ok(201);
        (await AddAsync(customer, "faulty", SoundFiles.Wave(31), "Too long")).AssertDetail(400, "audio must be 5 to 30 seconds long, and this is 31 seconds");
        (await AddAsync(customer, "faulty", Sample, " ")).AssertDetail(400, "transcript must not be empty");
        (await AddAsync(customer, "faulty", Sample, new string('a', 1001))).AssertDetail(400, "transcript must not have more than 1000 characters");
        (await AddAsync(customer, "faulty", Sample, new string('a', 100_000))).AssertDetail(400, "transcript must not have more than 1000 characters");
        (await customer.UploadAsync($"{Speakers}/faulty/dataset/sample", "audio", "a.wav", Sample)).AssertDetail(400, "transcript is required");
        (await AddAsync(customer, "nobody", Sample, "Hello")).AssertDetail(404, "Speaker not found");
        Assert.Equal(0, (await customer.GetAsync($"{Speakers}/faulty/dataset")).Ok().Int("total"));
    }

    [Fact]
    public async Task What_is_no_form_with_the_file_is_refused()
    {
        using var customer = await NextNeuralClient.SignUpAsync(fixture.Server);

        (await customer.UploadAsync(Speakers, "file", "a.wav", Reference, ("name", "x"))).AssertDetail(400, "reference_audio is required: the form's field that holds the file");
        (await customer.PostAsync(Speakers, new { name = "x" })).AssertDetail(415, "The content type must be multipart/form-data.");
        (await customer.UploadAsync(Speakers, "reference_audio", "a.wav", Reference)).AssertDetail(400, "name is required");
        Assert.Equal(413, (await customer.UploadAsync(Speakers, "reference_audio", "a.wav", new byte[33 * 1024 * 1024], ("name", "x"))).Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-dash")]
    [InlineData("a/b")]
    [InlineData("..")]
    [InlineData("a\0b")]
    [InlineData("emoji 😀")]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123x")]
    public async Task What_cannot_stand_in_a_path_is_no_name(string name)
    {
        using var customer = await NextNeuralClient.SignUpAsync(fixture.Server);

        Assert.StartsWith("name must", (await CreateAsync(customer, name, Reference)).AssertDetail(400), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_is_one_voices_within_an_organisation()
    {
        using var customer = await NextNeuralClient.SignUpAsync(fixture.Server);
        using var other = await NextNeuralClient.SignUpAsync(fixture.Server);

        var replies = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => CreateAsync(customer, "किरण", Reference)));

        Assert.Equal([201, 409, 409, 409], replies.Select(reply => reply.Status).Order());
        (await CreateAsync(customer, "Amelia", Reference)).AssertDetail(409);
        var path = $"{Speakers}/{Uri.EscapeDataString("किरण")}";
        (await customer.GetAsync(path)).Ok();
        foreach (var reply in new[]
        {
            await other.GetAsync(path), await other.DeleteAsync(path), await other.PostAsync($"{path}/deploy"), await other.DeleteAsync($"{path}/dataset"),
            await other.PatchAsync(path, new { description = "mine" }),
        })
        {
            reply.AssertDetail(404, "Speaker not found");
        }

        (await CreateAsync(other, "किरण", Reference)).Ok(201);
    }

    [Fact]
    public async Task A_dataset_is_cleared_and_the_reference_stays()
    {
        using var customer = await NextNeuralClient.SignUpAsync(fixture.Server);
        (await CreateAsync(customer, "kiran", Reference)).Ok(201);
        var replies = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => AddAsync(customer, "kiran", Sample, $"Line {i}")));
        Assert.All(replies, reply => reply.Ok(201));
        var full = (await customer.GetAsync($"{Speakers}/kiran")).Ok().GetProperty("dataset");
        Assert.Equal((4, Reference.Length + 4 * Sample.Length), (full.Int("samples"), full.Int("size_bytes")));
        Assert.Equal(2, (await customer.GetAsync($"{Speakers}/kiran/dataset?limit=3&offset=2")).Ok().GetProperty("samples").GetArrayLength());

        Assert.Equal(4, (await customer.DeleteAsync($"{Speakers}/kiran/dataset")).Ok().Int("deleted"));

        Assert.Equal(0, (await customer.DeleteAsync($"{Speakers}/kiran/dataset")).Ok().Int("deleted"));
        var speaker = (await customer.PatchAsync($"{Speakers}/kiran", new { description = "Kiran", language = "hi-IN" })).Ok();
        Assert.Equal((0, Reference.Length), (speaker.GetProperty("dataset").Int("samples"), speaker.GetProperty("dataset").Int("size_bytes")));
        Assert.Equal(("Kiran", "hi-IN"), (speaker.Str("description"), speaker.Str("language")));
        await AssertPlaysAsync(speaker.GetProperty("reference_audio").Str("url")!, Reference, "audio/wav");
        Assert.Equal(404, (await GetAsync(replies[0].Body.GetProperty("audio").Str("url")!)).Status);
    }

    [Fact]
    public async Task A_voice_that_is_being_taken_is_not_deleted_under_the_agent()
    {
        using var customer = await NextNeuralClient.SignUpAsync(fixture.Server);
        for (var round = 0; round < 5; round++)
        {
            (await CreateAsync(customer, "short", Reference)).Ok(201);
            (await customer.PostAsync($"{Speakers}/short/deploy")).Ok();

            var (creating, deleting) = (customer.PostAsync(Agents, WithVoice("short")), customer.DeleteAsync($"{Speakers}/short"));
            var (agent, deleted) = (await creating, await deleting);

            Assert.True((agent.Status, deleted.Status) is (201, 409) or (400, 200), $"{agent.Content} {deleted.Content}");
            if (agent.Status == 201)
            {
                (await customer.DeleteAsync($"{Agents}/{agent.Text("uuid")}")).Ok();
                (await customer.DeleteAsync($"{Speakers}/short")).Ok();
            }
        }
    }

    [Fact]
    public async Task Only_who_may_write_agents_makes_speakers_and_only_so_many_a_minute()
    {
        await using var server = await ApiServer.StartAsync();
        using var customer = await NextNeuralClient.SignUpAsync(server);
        using var reader = await NextNeuralClient.OfAsync(customer.Account, "read");

        (await CreateAsync(reader, "x", Reference)).AssertDetail(403, "Insufficient permissions. Required scopes: voice:agents:write");
        for (var i = 0; i < 5; i++)
            (await CreateAsync(customer, $"voice {i}", Reference)).Ok(201);
        (await CreateAsync(customer, "voice 6", Reference)).AssertDetail(429, "Rate limit exceeded: 5/minute");
        for (var i = 0; i < 5; i++)
            (await customer.PostAsync($"{Speakers}/voice%20{i}/deploy")).Ok();
        (await customer.PostAsync($"{Speakers}/voice%200/deploy")).AssertDetail(429, "Rate limit exceeded: 5/minute");
        (await AddAsync(customer, "voice 0", Sample, "Hello")).Ok(201);
        Assert.Equal(5, (await reader.GetAsync(Speakers)).Ok().Int("total"));
    }

    private static object WithVoice(string speaker) => new { name = "Agent", voice_config = new { speaker } };

    private static Task<Reply> CreateAsync(NextNeuralClient customer, string name, byte[] audio, params (string Name, string Value)[] fields) =>
        customer.UploadAsync(Speakers, "reference_audio", "reference.bin", audio, [("name", name), .. fields]);

    private static Task<Reply> AddAsync(NextNeuralClient customer, string name, byte[] audio, string transcript) =>
        customer.UploadAsync($"{Speakers}/{Uri.EscapeDataString(name)}/dataset/sample", "audio", "sample.bin", audio, ("transcript", transcript));

    private static async Task AssertPlaysAsync(string url, byte[] audio, string type)
    {
        var (status, bytes, contentType) = await GetAsync(url);
        Assert.Equal((200, type), (status, contentType));
        Assert.Equal(audio, bytes);
    }

    private static async Task<(int Status, byte[] Bytes, string? Type)> GetAsync(string url)
    {
        using var http = new HttpClient();
        using var answer = await http.GetAsync(url);
        return ((int)answer.StatusCode, await answer.Content.ReadAsByteArrayAsync(), answer.Content.Headers.ContentType?.MediaType);
    }
}
