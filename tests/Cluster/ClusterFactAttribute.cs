using System.Reflection;
using Switchboard.Tests.Cluster.Nodes;
using Switchboard.Tests.Cluster.Nodes.Networks;

namespace Switchboard.Tests.Cluster;

/// <summary>A test of a whole cluster; where there can be none it is reported as skipped, with the reason.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ClusterFactAttribute : FactAttribute
{
    public ClusterFactAttribute() => Skip = ClusterObstacle.Text;
}

/// <summary>The same for a test with cases.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ClusterTheoryAttribute : TheoryAttribute
{
    public ClusterTheoryAttribute() => Skip = ClusterObstacle.Text;
}

/// <summary>The same for a test that cuts a node off its network.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PartitionFactAttribute : FactAttribute
{
    public PartitionFactAttribute() => Skip = ClusterObstacle.OfPartitions;
}

internal static class ClusterObstacle
{
    private const string DidNotRun = "The cluster tests did not run: ";

    /// <summary>Why there can be no cluster here; null when there can.</summary>
    public static string? Text { get; } = Find();

    /// <summary>Why no node can be cut off here; null when one can.</summary>
    public static string? OfPartitions { get; } = Text ?? FindOfPartitions();

    private static string? Find() =>
        Host != "Orleans" ? $"{DidNotRun}this is the embedded build; run dotnet test tests/Cluster -p:GrainHost=Orleans"
        : PostgresServer.Programs is null ? $"{DidNotRun}PostgreSQL is not installed (apt-get install postgresql)"
        : RedisServer.Program is null ? $"{DidNotRun}Redis is not installed (apt-get install redis-server)"
        : null;

    private static string? FindOfPartitions() =>
        IsolatedNetwork.FindObstacleAsync().GetAwaiter().GetResult() is { } obstacle ? $"The test of partitions did not run: {obstacle}." : null;

    private static string? Host => typeof(ClusterObstacle).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(entry => entry.Key == "GrainHost").Value;
}
