using Switchboard.Bench.Reporting;
using Switchboard.Tests.Cluster.Nodes;

namespace Switchboard.Bench.Cluster;

/// <summary>Measures a whole cluster on this machine. Needs the Orleans build and PostgreSQL's programs, and says so where they are missing.</summary>
public abstract class ClusterBench : IBench
{
    private static string? Obstacle =>
        !File.Exists(Path.Combine(AppContext.BaseDirectory, "Orleans.Runtime.dll")) ? "this is the embedded build: dotnet run -c Release --project tests/Bench -p:GrainHost=Orleans -- cluster"
        : PostgresServer.Programs is null ? "PostgreSQL is not installed"
        : null;

    /// <inheritdoc/>
    public abstract string Name { get; }

    /// <inheritdoc/>
    public async Task RunAsync(BenchSettings settings, Report report)
    {
        if (Obstacle is { } obstacle)
            await Console.Error.WriteLineAsync($"{Name}: not measured, {obstacle}");
        else
            await MeasureAsync(settings, report);
    }

    /// <summary>Measures, and adds its figures to the report.</summary>
    protected abstract Task MeasureAsync(BenchSettings settings, Report report);
}
