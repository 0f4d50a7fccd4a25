namespace Switchboard.Tests.Cluster;

/// <summary>One cluster at a time: each takes the whole machine.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ClusterCollection
{
    public const string Name = "cluster";
}
