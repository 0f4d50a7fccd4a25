using Microsoft.Extensions.Configuration;
using Switchboard.Settings;

namespace Switchboard.Voices;

/// <summary>How texts are spoken, and how long what was spoken is kept; the section <c>Speech</c> of the configuration.</summary>
public sealed record SpeechOptions
{
    /// <summary><c>EspeakPath</c>: the program that speaks, by its path or by a name that is looked for on <c>PATH</c>.</summary>
    public string EspeakPath { get; init; } = "espeak-ng";

    /// <summary><c>LamePath</c>: the program that makes MP3 audio, likewise.</summary>
    public string LamePath { get; init; } = "lame";

    /// <summary>
    /// <c>ConcurrencyMax</c>: texts that are spoken at the same time. Each keeps a processor busy for some tenths of a second; more makes callers wait
    /// for one another less and calls for everything else more.
    /// </summary>
    public int ConcurrencyMax { get; init; } = 2;

    /// <summary><c>TimeoutSeconds</c>: the longest that one text may take, waiting for a turn included.</summary>
    public int TimeoutSeconds { get; init; } = 10;

    /// <summary><c>CacheMegabytes</c>: what previews take on the disk at most; the ones unused for longest go first.</summary>
    public int CacheMegabytes { get; init; } = 64;

    /// <summary><c>CacheHours</c>: how long a preview can be fetched after it was last asked for.</summary>
    public int CacheHours { get; init; } = 24;

    /// <summary>Where previews are kept: <c>Storage:Path</c>/previews.</summary>
    public required string CacheFolder { get; init; }

    /// <summary>Reads the section.</summary>
    /// <exception cref="InvalidSettingException">A value cannot be used.</exception>
    public static SpeechOptions Read(IConfiguration configuration)
    {
        var options = new SpeechOptions { CacheFolder = Path.Combine(configuration.StoragePath(), "previews") };
        return options with
        {
            EspeakPath = configuration.Text("Speech:EspeakPath") ?? options.EspeakPath,
            LamePath = configuration.Text("Speech:LamePath") ?? options.LamePath,
            ConcurrencyMax = (int)configuration.Whole("Speech:ConcurrencyMax", options.ConcurrencyMax, 1, 64),
            TimeoutSeconds = (int)configuration.Whole("Speech:TimeoutSeconds", options.TimeoutSeconds, 1, 60),
            CacheMegabytes = (int)configuration.Whole("Speech:CacheMegabytes", options.CacheMegabytes, 1, 100_000),
            CacheHours = (int)configuration.Whole("Speech:CacheHours", options.CacheHours, 1, 24 * 365),
        };
    }
}
