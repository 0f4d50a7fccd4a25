using Microsoft.Extensions.Logging.Abstractions;
using Switchboard.Tests.Grains.Support;
using Switchboard.Voices;

namespace Switchboard.Tests.Grains.Voices;

public sealed class EspeakSpeechTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("switchboard-speech").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [SpeechFact]
    public async Task Each_persona_says_a_line_in_a_voice_of_its_own()
    {
        using var speech = New();
        var spoken = new List<byte[]>();
        foreach (var persona in Personas.All)
        {
            var result = await speech.SpeakAsync(persona, SpokenText.Of(persona.SampleText)!);
            spoken.Add(Assert.IsType<SpeechResult.Spoken>(result).Mp3.ToArray());
            Assert.InRange(Mp3.DurationMs(spoken[^1])!.Value, 2_000, 20_000);
        }

        Assert.Equal(Personas.All.Length, spoken.Select(Convert.ToHexString).Distinct().Count());
    }

    [SpeechTheory]
    [InlineData("$(touch {0}) `touch {0}` ; touch {0} | touch {0} &")]
    [InlineData("--help -w {0} -f /etc/passwd")]
    [InlineData("<speak><audio src=\"{0}\"/></speak> %s %n \\n \"' {0}")]
    public async Task A_line_is_said_and_never_carried_out(string line)
    {
        var file = Path.Combine(_folder, "made");
        using var speech = New();

        var result = await speech.SpeakAsync(Personas.Default, SpokenText.Of(string.Format(System.Globalization.CultureInfo.InvariantCulture, line, file))!);

        Assert.IsType<SpeechResult.Spoken>(result);
        Assert.False(File.Exists(file));
    }

    [SpeechFact]
    public async Task What_takes_too_long_to_say_is_stopped()
    {
        using var speech = New();

        var result = await speech.SpeakAsync(Personas.Find("leo")!, SpokenText.Of(string.Concat(Enumerable.Repeat("W, ", 400)))!);

        Assert.Equal(new SpeechResult.TooLong(EspeakSpeech.SecondsMax), result);
    }

    [Theory]
    [InlineData("no-such-program", "lame", "Speech:EspeakPath")]
    [InlineData("/no/such/program", "lame", "Speech:EspeakPath")]
    [InlineData("sh", "no-such-program", "Speech:LamePath")]
    public async Task A_missing_program_is_named_with_its_setting(string espeak, string lame, string setting)
    {
        using var speech = New(options => options with { EspeakPath = espeak, LamePath = lame });

        var result = await speech.SpeakAsync(Personas.Default, SpokenText.Of("Hello")!);

        var missing = Assert.IsType<SpeechResult.NotSetUp>(result).Obstacle;
        Assert.Equal(missing, speech.Obstacle);
        Assert.Contains(setting, missing, StringComparison.Ordinal);
        Assert.Contains("no", missing, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("exit 3")]
    [InlineData("echo this is no sound")]
    [InlineData("kill -9 $$")]
    public async Task A_program_that_fails_fails_only_the_line(string script)
    {
        using var speech = New(options => options with { EspeakPath = Script(script), LamePath = "sh" });

        Assert.IsType<SpeechResult.Failed>(await speech.SpeakAsync(Personas.Default, SpokenText.Of("Hello")!));
    }

    [Fact]
    public async Task A_program_that_says_nothing_is_silence()
    {
        using var speech = New(options => options with { EspeakPath = Script("cat >/dev/null"), LamePath = "sh" });

        Assert.IsType<SpeechResult.Silent>(await speech.SpeakAsync(Personas.Default, SpokenText.Of("Hello")!));
    }

    [Fact]
    public async Task A_program_that_hangs_is_stopped_and_who_waits_for_its_turn_meanwhile_is_told()
    {
        var pidFile = Path.Combine(_folder, "pid");
        using var speech = New(options => options with
        {
            EspeakPath = Script($"echo $$ >> {pidFile}; exec sleep 600"),
            LamePath = "sh",
            ConcurrencyMax = 1,
            TimeoutSeconds = 1,
        });

        var results = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => speech.SpeakAsync(Personas.Default, SpokenText.Of("Hello")!)));

        Assert.Contains(results, result => result is SpeechResult.Failed);
        Assert.All(results, result => Assert.True(result is SpeechResult.Failed or SpeechResult.Busy));
        foreach (var pid in await File.ReadAllLinesAsync(pidFile))
            await Eventually.HoldsAsync(() => !Directory.Exists($"/proc/{pid}") || IsOver(pid), TimeSpan.FromSeconds(10), $"The end of process {pid}");
    }

    // A process that has ended and that nobody has asked about yet is a zombie.
    private static bool IsOver(string pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/stat").Contains(") Z ", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return true;
        }
    }

    private string Script(string body)
    {
        var path = Path.Combine(_folder, $"{Guid.NewGuid():N}.sh");
        File.WriteAllText(path, $"#!/bin/sh\n{body}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }

    private EspeakSpeech New(Func<SpeechOptions, SpeechOptions>? change = null)
    {
        var options = new SpeechOptions { CacheFolder = _folder };
        return new EspeakSpeech(change?.Invoke(options) ?? options, TimeProvider.System, NullLogger<EspeakSpeech>.Instance);
    }
}
