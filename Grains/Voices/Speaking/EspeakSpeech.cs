using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;

namespace Switchboard.Voices;

/// <summary>Speaks with espeak-ng and writes MP3 audio with lame, both as processes of their own: <c>Speech:EspeakPath</c>, <c>Speech:LamePath</c>.</summary>
public sealed partial class EspeakSpeech : ISpeech, IDisposable
{
    /// <summary>The longest that is spoken.</summary>
    public const int SecondsMax = 120;

    // At the highest rate that espeak-ng uses, and then some for the header.
    private const int WaveBytesMax = SecondsMax * 22_050 * sizeof(short) + 4096;
    private const int Mp3BytesMax = (SecondsMax + 5) * Mp3.Kilobits * 1000 / 8;

    private readonly SpeechOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<EspeakSpeech> _logger;
    private readonly SpeechProgram _espeak;
    private readonly SpeechProgram _lame;
    private readonly SemaphoreSlim _turns;

    /// <summary>Speaks as the options say.</summary>
    public EspeakSpeech(SpeechOptions options, TimeProvider time, ILogger<EspeakSpeech> logger)
    {
        _options = options;
        _time = time;
        _logger = logger;
        _espeak = new SpeechProgram(options.EspeakPath);
        _lame = new SpeechProgram(options.LamePath);
        _turns = new SemaphoreSlim(options.ConcurrencyMax);
    }

    /// <inheritdoc/>
    public string Engine => "espeak-1";

    /// <inheritdoc/>
    public string? Obstacle =>
        _espeak.Find() is null ? Missing(_espeak, "espeak-ng", "Speech:EspeakPath")
        : _lame.Find() is null ? Missing(_lame, "lame", "Speech:LamePath")
        : null;

    /// <inheritdoc/>
    public async Task<SpeechResult> SpeakAsync(Persona persona, SpokenText text)
    {
        if (Obstacle is { } obstacle)
            return new SpeechResult.NotSetUp(obstacle);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(_options.TimeoutSeconds), _time);
        try
        {
            await _turns.WaitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            return new SpeechResult.Busy();
        }

        try
        {
            return await SpeakInTurnAsync(EspeakVoice.Of(persona), text, limit.Token);
        }
        catch (Exception e) when (e is SpeechProgramException or OperationCanceledException or IOException)
        {
            LogFailed(e);
            return new SpeechResult.Failed();
        }
        finally
        {
            _turns.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turns.Dispose();

    private async Task<SpeechResult> SpeakInTurnAsync(EspeakVoice voice, SpokenText text, CancellationToken cancellationToken)
    {
        var wave = await _espeak.RunAsync(voice.Arguments, Encoding.UTF8.GetBytes(text.Text + "\n"), WaveBytesMax, cancellationToken);
        if (wave is null)
            return new SpeechResult.TooLong(SecondsMax);
        var sound = WaveSound.Read(wave) ?? throw new SpeechProgramException($"{_espeak.Name} wrote something else than 16-bit PCM.");
        if (!sound.IsAudible)
            return new SpeechResult.Silent();
        var mp3 = await _lame.RunAsync(LameArguments(sound.SampleRate), sound.Samples, Mp3BytesMax, cancellationToken);
        return mp3 is not null && Mp3.DurationMs(mp3) is not null
            ? new SpeechResult.Spoken(mp3)
            : throw new SpeechProgramException($"{_lame.Name} wrote something else than {Mp3.Kilobits} kbit/s MP3 frames.");
    }

    // Raw samples in, frames of one size out: no tag, no reservoir, so that the number of frames is the length.
    private static string[] LameArguments(int sampleRate) =>
    [
        "--quiet", "-r", "-s", (sampleRate / 1000.0).ToString(CultureInfo.InvariantCulture),
        "--bitwidth", "16", "--signed", "--little-endian", "-m", "m",
        "--resample", (Mp3.SampleRate / 1000).ToString(CultureInfo.InvariantCulture),
        "--cbr", "-b", Mp3.Kilobits.ToString(CultureInfo.InvariantCulture), "--nores", "-t", "-", "-",
    ];

    private static string Missing(SpeechProgram program, string package, string setting) =>
        $"Speech needs {package}: {program.Name} was not found. Install the package {package}, or set {setting} to the program.";

    [LoggerMessage(LogLevel.Warning, "A text could not be spoken")]
    private partial void LogFailed(Exception e);
}
