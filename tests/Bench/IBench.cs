using Switchboard.Bench.Reporting;

namespace Switchboard.Bench;

/// <summary>Measures something of the product, and in the same run what this machine could do at best.</summary>
public interface IBench
{
    /// <summary>What it is called on the command line.</summary>
    string Name { get; }

    /// <summary>Measures, and adds its figures to the report.</summary>
    Task RunAsync(BenchSettings settings, Report report);
}
