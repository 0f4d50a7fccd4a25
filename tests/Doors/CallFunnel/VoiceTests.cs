using System.Text;
using Switchboard.Tests.Api.Support;
using Switchboard.Tests.Doors.Support;
using Switchboard.Tests.Grains.Support;
using Switchboard.Voices;

namespace Switchboard.Tests.Doors.CallFunnel;

/// <summary>Personas that can be listened to: <c>voices</c> and <c>workflows/preview-opening</c>, both open to everybody.</summary>
public sealed class VoiceTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private const string Preview = "/callfunnel/api/workflows/preview-opening";

    [Theory]
    [InlineData("/callfunnel/api/voices")]
    [InlineData("/callfunnel/voices")]
    public async Task Everybody_can_list_the_personas_and_play_their_samples(string path)
    {
        using var anybody = fixture.Server.Client();

        var reply = await anybody.GetAsync(path);

        Assert.Equal(200, reply.Status);
        var voices = reply.Body.GetProperty("voices").EnumerateArray().ToList();
        Assert.Equal(["amelia", "rohan", "kai", "anya", "leo", "priya", "meera"], voices.Select(voice => voice.Str("name")));
        foreach (var voice in voices)
        {
            foreach (var field in new[] { "display_name", "language", "gender", "accent", "description", "style", "sample_text" })
                Assert.NotEmpty(voice.Str(field)!);
            var audio = await FetchAsync(voice.Str("sample_mp3_url")!);
            Assert.Equal(voice.Int("sample_duration_ms"), Mp3.DurationMs(audio));
        }
    }

    [Fact]
    public async Task A_sample_is_kept_by_caches_and_served_in_parts()
    {
        using var http = new HttpClient { BaseAddress = fixture.Server.Address };
        using var whole = await http.GetAsync("/voices/samples/meera.mp3");
        using var head = await http.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/voices/samples/meera.mp3"));
        using var partial = await http.SendAsync(new HttpRequestMessage(HttpMethod.Get, "/voices/samples/meera.mp3") { Headers = { Range = new(96, 191) } });
        using var unchanged = await http.SendAsync(new HttpRequestMessage(HttpMethod.Get, "/voices/samples/meera.mp3") { Headers = { IfNoneMatch = { whole.Headers.ETag! } } });

        Assert.Equal((200, true), ((int)whole.StatusCode, whole.Headers.CacheControl!.Public));
        Assert.Equal((200, whole.Content.Headers.ContentLength), ((int)head.StatusCode, head.Content.Headers.ContentLength));
        Assert.Equal((206, 96L), ((int)partial.StatusCode, partial.Content.Headers.ContentLength));
        Assert.Equal((await whole.Content.ReadAsByteArrayAsync())[96..192], await partial.Content.ReadAsByteArrayAsync());
        Assert.Equal(304, (int)unchanged.StatusCode);
    }

    [Theory]
    [InlineData("/voices/samples/nobody.mp3")]
    [InlineData("/voices/samples/Meera.mp3")]
    [InlineData("/voices/samples/..%2f..%2fjwt.key.mp3")]
    [InlineData("/voices/previews/00000000000000000000000000000000.mp3")]
    [InlineData("/voices/previews/..%2f..%2fjwt.key.mp3")]
    public async Task What_is_not_there_is_not_found(string path)
    {
        using var anybody = fixture.Server.Client();

        Assert.Equal(404, (await anybody.GetAsync(path)).Status);
    }

    [SpeechTheory]
    [InlineData("amelia", "Hello, this is Amelia. Is this a good time?")]
    [InlineData("meera", "नमस्ते, मैं मीरा बोल रही हूँ। क्या अभी बात हो सकती है?")]
    [InlineData("leo", "\u0001 It costs 42 % less; `rm -rf /` \u001b[2J <b>really</b> [[h@loU]]")]
    public async Task A_line_can_be_heard_and_is_as_long_as_it_says(string persona, string text)
    {
        using var anybody = fixture.Server.Client();

        var reply = await anybody.PostAsync(Preview, new { text, persona });
        var again = await anybody.PostAsync("/callfunnel/workflows/preview-opening", new { text, persona });

        Assert.True(reply.Status == 200, reply.Content);
        Assert.Equal(["mp3_url", "duration_ms"], reply.Body.Names());
        Assert.Equal(reply.Content, again.Content);
        var audio = await FetchAsync(reply.Text("mp3_url"));
        Assert.Equal(reply.Body.Int("duration_ms"), Mp3.DurationMs(audio));
        Assert.InRange(reply.Number("duration_ms"), 1_000, 20_000);
    }

    [SpeechFact]
    public async Task The_longest_line_is_spoken_and_a_longer_one_is_not()
    {
        using var anybody = fixture.Server.Client();
        var line = string.Concat(Enumerable.Repeat("word ", 100))[..499] + ".";

        Assert.Equal(200, (await anybody.PostAsync(Preview, new { text = line, persona = "kai" })).Status);
        (await anybody.PostAsync(Preview, new { text = line + ".", persona = "kai" })).AssertError(422, "VALIDATION_FAILED", "text");
    }

    [Theory]
    [InlineData("{\"persona\":\"leo\"}", 422, "text")]
    [InlineData("{\"text\":\"\",\"persona\":\"leo\"}", 422, "text")]
    [InlineData("{\"text\":\"   \",\"persona\":\"leo\"}", 422, "text")]
    [InlineData("{\"text\":\"?! ... ,\",\"persona\":\"leo\"}", 422, "text")]
    [InlineData("{\"text\":\"\\u0001\\u0007\",\"persona\":\"leo\"}", 422, "text")]
    [InlineData("{\"text\":\"a\\u0000b\",\"persona\":\"leo\"}", 422, "text")]
    [InlineData("{\"text\":\"\\ud800\",\"persona\":\"leo\"}", 422, "text")]
    [InlineData("{\"text\":7,\"persona\":\"leo\"}", 422, "text")]
    [InlineData("{\"text\":\"Hello\"}", 422, "persona")]
    [InlineData("{\"text\":\"Hello\",\"persona\":\"nobody\"}", 422, "persona")]
    [InlineData("{\"text\":\"Hello\",\"persona\":\"../leo\"}", 422, "persona")]
    [InlineData("{\"text\":\"Hello\",\"persona\":[\"leo\"]}", 422, "persona")]
    [InlineData("[]", 400, null)]
    [InlineData("not json", 400, null)]
    public async Task What_cannot_be_spoken_is_refused_with_its_field(string body, int status, string? field)
    {
        using var anybody = fixture.Server.Client();

        (await anybody.PostRawAsync(Preview, body)).AssertError(status, status == 422 ? "VALIDATION_FAILED" : "MALFORMED_BODY", field);
    }

    [Fact]
    public async Task Where_a_program_is_missing_the_answer_names_it_and_everything_else_works()
    {
        await using var server = await ApiServer.StartAsync(("Speech:EspeakPath", "no-such-espeak"));
        using var anybody = server.Client();

        var refused = await anybody.PostAsync(Preview, new { text = "Hello", persona = "leo" });

        refused.AssertError(503, "SPEECH_NOT_INSTALLED");
        Assert.Contains("espeak-ng", refused.Text("error"), StringComparison.Ordinal);
        Assert.Contains("Speech:EspeakPath", refused.Text("error"), StringComparison.Ordinal);
        Assert.Equal("not_installed", (await anybody.GetAsync("/callfunnel/healthz")).Body.GetProperty("providers").Str("speech"));
        Assert.Equal(200, (await anybody.GetAsync("/callfunnel/voices")).Status);
        Assert.Equal(200, (await anybody.GetAsync("/voices/samples/leo.mp3")).Status);
    }

    [Fact]
    public async Task One_address_has_only_so_many_lines_a_minute()
    {
        await using var server = await ApiServer.StartAsync(("Speech:EspeakPath", "no-such-espeak"));
        using var anybody = server.Client();
        for (var i = 0; i < 30; i++)
            Assert.NotEqual(429, (await anybody.PostAsync(Preview, new { text = "...", persona = "leo" })).Status);

        var refused = await anybody.PostAsync(Preview, new { text = "Hello", persona = "leo" });
        var elsewhere = await anybody.SendAsync(HttpMethod.Post, Preview, new StringContent("{}", Encoding.UTF8, "application/json"), ("X-Forwarded-For", "203.0.113.9"));

        refused.AssertError(429, "RATE_LIMITED");
        Assert.InRange(int.Parse(refused.Headers["Retry-After"]), 1, 60);
        elsewhere.AssertError(422, "VALIDATION_FAILED");
        Assert.Equal(200, (await anybody.GetAsync("/callfunnel/voices")).Status);
    }

    private static async Task<byte[]> FetchAsync(string url)
    {
        using var http = new HttpClient();
        using var answer = await http.GetAsync(url);
        Assert.Equal((200, "audio/mpeg"), ((int)answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        return await answer.Content.ReadAsByteArrayAsync();
    }
}
