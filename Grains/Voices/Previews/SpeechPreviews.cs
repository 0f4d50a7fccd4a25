using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Switchboard.Secrets;

namespace Switchboard.Voices;

/// <summary>
/// Lets people hear a line before they use it. A line that was spoken lately is not spoken again, and one that many ask for at the same moment is
/// spoken once.
/// </summary>
public sealed partial class SpeechPreviews(ISpeech speech, PreviewCache cache, SecretBox secrets)
{
    private const int IdBytes = 16;

    private readonly ConcurrentDictionary<string, Lazy<Task<PreviewResult>>> _underWay = new();

    // Keyed, so that nobody who guesses a line can find out whether it was listened to.
    private readonly byte[] _key = secrets.DeriveKey("speech-previews");

    /// <summary>Has a line spoken.</summary>
    /// <param name="persona">By whom.</param>
    /// <param name="line">As the caller wrote it.</param>
    public async Task<PreviewResult> SpeakAsync(Persona persona, string line)
    {
        if (SpokenText.Of(line) is not { } text)
            return new PreviewResult.Refused(new SpeechResult.Silent());
        var id = IdOf(persona, text);
        var work = _underWay.GetOrAdd(id, _ => new Lazy<Task<PreviewResult>>(() => FindOrSpeakAsync(id, persona, text)));
        try
        {
            return await work.Value;
        }
        finally
        {
            _underWay.TryRemove(KeyValuePair.Create(id, work));
        }
    }

    /// <summary>The audio of a preview; null when there is none of that id, or no longer. What it is asked comes from the outside.</summary>
    public Stream? Open(string id) => IdPattern().IsMatch(id) ? cache.Open(id) : null;

    private async Task<PreviewResult> FindOrSpeakAsync(string id, Persona persona, SpokenText text)
    {
        if (await cache.FindAsync(id) is { } kept && Mp3.DurationMs(kept) is { } keptMs)
            return new PreviewResult.Ready(id, keptMs);
        switch (await speech.SpeakAsync(persona, text))
        {
            case SpeechResult.Spoken { Mp3: var audio } when Mp3.DurationMs(audio.Span) is { } durationMs && await cache.TryKeepAsync(id, audio):
                return new PreviewResult.Ready(id, durationMs);
            case SpeechResult.Spoken:
                return new PreviewResult.Refused(new SpeechResult.Failed());
            case var refused:
                return new PreviewResult.Refused(refused);
        }
    }

    private string IdOf(Persona persona, SpokenText text) => Convert.ToHexStringLower(
        HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"{speech.Engine}/{persona.Name}/{text.Text}")).AsSpan(0, IdBytes));

    [GeneratedRegex("^[0-9a-f]{32}\\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex IdPattern();
}

/// <summary>What became of a preview.</summary>
public abstract record PreviewResult
{
    private PreviewResult()
    {
    }

    /// <summary>It can be fetched.</summary>
    /// <param name="Id">What names it; as good as a key to it.</param>
    /// <param name="DurationMs">How long it is, in milliseconds.</param>
    public sealed record Ready(string Id, int DurationMs) : PreviewResult;

    /// <summary>There is none.</summary>
    /// <param name="Why">Why not; never <see cref="SpeechResult.Spoken"/>.</param>
    public sealed record Refused(SpeechResult Why) : PreviewResult;
}
