namespace Switchboard.Voices;

/// <summary>
/// Measures whether a channel has anything to hear: how far it swings and how much of the time. A level that never changes is silence, however high.
/// </summary>
internal struct Loudness
{
    // −40 dB of full scale at least once, −60 dB on average: well below a whisper, well above the noise of a muted microphone.
    private const double SwingMin = 0.01;
    private const double DeviationMin = 0.001;

    private long _count;
    private double _low;
    private double _high;
    private double _sum;
    private double _squares;

    /// <summary>Whether there is nothing to hear.</summary>
    public readonly bool IsSilent => _count == 0 || (_high - _low) / 2 < SwingMin || Deviation < DeviationMin;

    private readonly double Deviation => Math.Sqrt(Math.Max(0, _squares / _count - Math.Pow(_sum / _count, 2)));

    /// <summary>Takes in a sample.</summary>
    public void Add(double value)
    {
        _low = _count == 0 ? value : Math.Min(_low, value);
        _high = _count == 0 ? value : Math.Max(_high, value);
        _count++;
        _sum += value;
        _squares += value * value;
    }
}
