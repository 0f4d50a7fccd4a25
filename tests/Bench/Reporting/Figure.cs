namespace Switchboard.Bench.Reporting;

/// <summary>Which way a figure is better.</summary>
public enum Better
{
    /// <summary>A rate.</summary>
    Higher,

    /// <summary>A time or a size.</summary>
    Lower,
}

/// <summary>What was measured.</summary>
/// <param name="Bench">The bench.</param>
/// <param name="Name">What of it.</param>
/// <param name="Unit">In what.</param>
/// <param name="Better">Which way it is better.</param>
/// <param name="Rounds">What each round gave.</param>
public sealed record Figure(string Bench, string Name, string Unit, Better Better, IReadOnlyList<double> Rounds)
{
    /// <summary>The median of the rounds.</summary>
    public double Value => Measuring.Statistics.Median(Rounds);

    /// <summary>What was hoped for; null when there is no such number.</summary>
    public double? Aim { get; init; }

    /// <summary>The machine's own limit, measured in the same run; null when there is none to compare with.</summary>
    public double? Limit { get; init; }

    /// <summary>What the limit is.</summary>
    public string? LimitName { get; init; }

    /// <summary>The figure in parts of the limit.</summary>
    public double? Ratio => Limit is > 0 ? Value / Limit : null;

    /// <summary>Whether the aim is reached; null when there is none.</summary>
    public bool? MeetsAim => Aim is not { } aim ? null : Better == Better.Higher ? Value >= aim : Value <= aim;
}
