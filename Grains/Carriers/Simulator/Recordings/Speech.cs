using System.Collections.Immutable;
using Switchboard.Calls;

namespace Switchboard.Carriers.Simulator;

/// <summary>One sounding syllable.</summary>
/// <param name="Start">Its first sample.</param>
/// <param name="Length">Its samples.</param>
/// <param name="Voice">Who speaks.</param>
/// <param name="Vowel">Which vowel.</param>
/// <param name="PitchHz">The pitch at its beginning.</param>
/// <param name="PitchStepHz">By how much the pitch has changed at its end.</param>
/// <param name="Hissing">Whether it begins with a breath of noise, as <c>s</c> or <c>f</c> does.</param>
internal readonly record struct Syllable(int Start, int Length, Voice Voice, int Vowel, double PitchHz, double PitchStepHz, bool Hissing)
{
    public int End => Start + Length;
}

/// <summary>
/// A conversation as sound: for each line its syllables, in its speaker's voice, at the time of the transcript. Not
/// understandable, but plainly people taking turns. Any sample follows from the plan alone, so that a
/// recording of two hours can be read from anywhere without being kept anywhere.
/// </summary>
internal sealed class Speech
{
    private const double SyllableSec = 0.16, WordGapSec = 0.05, SentenceGapSec = 0.25, BreathSec = 0.15;
    private const double HissSec = 0.04, AttackSec = 0.015, ReleaseSec = 0.05;
    private const double LettersPerSyllable = 2.8;
    private const double Volume = 0.45 * short.MaxValue;
    private const double HissVolume = 0.12 * short.MaxValue;

    private readonly ImmutableArray<Syllable> _syllables;

    /// <param name="conversation">What is said.</param>
    /// <param name="lengthSec">How long the recording is.</param>
    /// <param name="agent">The agent's voice.</param>
    public Speech(Conversation conversation, double lengthSec, Voice agent)
    {
        Samples = (int)Math.Round(lengthSec * Voice.SampleRate);
        _syllables = [.. Lines(conversation, lengthSec).SelectMany(line => Syllables(line.Utterance, line.UntilSec, agent)).Where(syllable => syllable.End <= Samples)];
    }

    /// <summary>Length of the recording in samples.</summary>
    public int Samples { get; }

    /// <summary>Renders the samples from one on.</summary>
    public void Render(int first, Span<short> samples)
    {
        samples.Clear();
        for (var i = FirstEndingAfter(first); i < _syllables.Length && _syllables[i].Start < first + samples.Length; i++)
        {
            var syllable = _syllables[i];
            var from = Math.Max(first, syllable.Start);
            var to = Math.Min(first + samples.Length, syllable.End);
            for (var n = from; n < to; n++)
                samples[n - first] = Sample(syllable, n - syllable.Start);
        }
    }

    private int FirstEndingAfter(int sample)
    {
        var (low, high) = (0, _syllables.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_syllables[middle].End <= sample)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }

    private static short Sample(in Syllable syllable, int n)
    {
        var sec = (double)n / Voice.SampleRate;
        var lengthSec = (double)syllable.Length / Voice.SampleRate;
        if (syllable.Hissing && sec < HissSec)
            return (short)(HissVolume * Noise(syllable.Start + n));
        var voicedSec = syllable.Hissing ? sec - HissSec : sec;
        var envelope = Math.Min(1, voicedSec / AttackSec) * Math.Min(1, (lengthSec - sec) / ReleaseSec);
        var cycles = syllable.PitchHz * sec + syllable.PitchStepHz * sec * sec / (2 * lengthSec);
        return (short)(Volume * envelope * syllable.Voice.Wave(syllable.Vowel, cycles));
    }

    /// <summary>Noise that is the same whenever the sample is rendered.</summary>
    private static double Noise(int sample)
    {
        var bits = (uint)sample * 2654435761u;
        bits ^= bits >> 15;
        bits *= 2246822519u;
        bits ^= bits >> 13;
        return bits / (double)uint.MaxValue * 2 - 1;
    }

    private static IEnumerable<(Utterance Utterance, double UntilSec)> Lines(Conversation conversation, double lengthSec)
    {
        var lines = conversation.Transcript;
        for (var i = 0; i < lines.Length; i++)
            yield return (lines[i], i + 1 < lines.Length ? lines[i + 1].AtSec - BreathSec : lengthSec);
    }

    /// <summary>The syllables of a line, hurried if it would not be over in time.</summary>
    private static IEnumerable<Syllable> Syllables(Utterance line, double untilSec, Voice agent)
    {
        var words = line.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var pace = Math.Min(1, Math.Max(0, untilSec - line.AtSec) / words.Sum(WordSec));
        var voice = line.Role switch
        {
            Roles.Agent => agent,
            Roles.HumanAgent => Voice.Colleague,
            _ => Voice.Person,
        };
        var length = (int)(SyllableSec * pace * Voice.SampleRate);
        var atSec = line.AtSec;
        for (var w = 0; w < words.Length; w++)
        {
            var (word, melody) = (words[w], Melody(words, w));
            for (var s = 0; s < SyllableCount(word); s++)
            {
                var letter = word[Math.Min(word.Length - 1, (int)(s * LettersPerSyllable))];
                var start = (int)((atSec + s * SyllableSec * pace) * Voice.SampleRate);
                yield return new Syllable(start, length, voice, letter % Voice.VowelCount, voice.PitchHz * melody, voice.PitchHz * 0.04 * (s % 2 == 0 ? 1 : -1), letter % 3 == 0);
            }
            atSec += WordSec(word) * pace;
        }
    }

    /// <summary>The pitch sinks through a sentence, and rises at the end of a question.</summary>
    private static double Melody(string[] words, int word) =>
        words[word].EndsWith('?') ? 1.2 : 1.1 - 0.2 * word / words.Length;

    private static double WordSec(string word) =>
        SyllableCount(word) * SyllableSec + (word[^1] is '.' or '?' or '!' or '।' ? SentenceGapSec : WordGapSec);

    private static int SyllableCount(string word) => Math.Max(1, (int)Math.Round(word.Length / LettersPerSyllable));
}
