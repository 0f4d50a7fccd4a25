namespace Switchboard.Bench.Measuring;

/// <summary>Numbers out of samples.</summary>
public static class Statistics
{
    /// <summary>The middle one.</summary>
    public static double Median(IReadOnlyList<double> samples) => Percentile(samples, 50);

    /// <summary>The sample that so many percent of all do not exceed.</summary>
    public static double Percentile(IReadOnlyList<double> samples, double percent)
    {
        if (samples.Count == 0) throw new ArgumentException("No samples.", nameof(samples));
        double[] sorted = [.. samples.Order()];
        var rank = (int)Math.Ceiling(percent / 100 * sorted.Length);
        return sorted[Math.Clamp(rank - 1, 0, sorted.Length - 1)];
    }
}
