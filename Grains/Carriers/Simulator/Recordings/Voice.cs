namespace Switchboard.Carriers.Simulator;

/// <summary>
/// A voice: a pitch, and one period of each of its vowels. A vowel is the sum of the pitch's harmonics, louder near the
/// vowel's formants, which is what makes a buzz sound like speech.
/// </summary>
internal sealed class Voice
{
    /// <summary>Samples a second of everything here.</summary>
    public const int SampleRate = 8000;

    /// <summary>How many vowels a voice has.</summary>
    public const int VowelCount = 5;

    private const int PeriodSize = 512;
    private const double HighestHz = 3400;
    private static readonly double[] FormantGains = [1, 0.6, 0.25];
    private static readonly double[] FormantWidthsHz = [90, 120, 180];

    /// <summary>The first three formants of a, e, i, o and u, spoken by a man.</summary>
    private static readonly double[][] FormantsHz = [[730, 1090, 2440], [530, 1840, 2480], [270, 2290, 3010], [570, 840, 2410], [300, 870, 2240]];

    /// <summary>The person called: low.</summary>
    public static readonly Voice Person = new(pitchHz: 112, formantScale: 1);

    /// <summary>The person to whom the call was handed: between the two.</summary>
    public static readonly Voice Colleague = new(pitchHz: 150, formantScale: 1.08);

    private readonly float[][] _periods;

    /// <summary>A voice.</summary>
    /// <param name="pitchHz">Its pitch.</param>
    /// <param name="formantScale">How far its formants lie above those of a man.</param>
    public Voice(double pitchHz, double formantScale)
    {
        PitchHz = pitchHz;
        _periods = [.. FormantsHz.Select(formants => Period(pitchHz, [.. formants.Select(hz => hz * formantScale)]))];
    }

    /// <summary>The pitch in the middle of a sentence.</summary>
    public double PitchHz { get; }

    /// <summary>The wave of a vowel, −1 to 1.</summary>
    /// <param name="vowel">Which, from 0.</param>
    /// <param name="cycles">Periods since the beginning of the sound; the fraction counts.</param>
    public float Wave(int vowel, double cycles)
    {
        var period = _periods[vowel];
        var position = (cycles - Math.Floor(cycles)) * PeriodSize;
        var index = (int)position;
        var (left, right) = (period[index % PeriodSize], period[(index + 1) % PeriodSize]);
        return left + (float)(position - index) * (right - left);
    }

    private static float[] Period(double pitchHz, double[] formantsHz)
    {
        var wave = new double[PeriodSize];
        for (var harmonic = 1; harmonic * pitchHz < HighestHz; harmonic++)
        {
            var loudness = Loudness(harmonic * pitchHz, formantsHz) / Math.Sqrt(harmonic);
            for (var i = 0; i < PeriodSize; i++)
                wave[i] += loudness * Math.Sin(2 * Math.PI * harmonic * i / PeriodSize);
        }
        var peak = wave.Max(Math.Abs);
        return [.. wave.Select(value => (float)(value / peak))];
    }

    private static double Loudness(double hz, double[] formantsHz)
    {
        var loudness = 0.02;
        for (var i = 0; i < formantsHz.Length; i++)
        {
            var distance = (hz - formantsHz[i]) / FormantWidthsHz[i];
            loudness += FormantGains[i] / (1 + distance * distance);
        }
        return loudness;
    }
}
