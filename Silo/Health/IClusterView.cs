namespace Switchboard.Silo.Health;

/// <summary>What this node knows of its cluster, from memory.</summary>
internal interface IClusterView
{
    /// <summary>How the cluster looks from here.</summary>
    DependencyHealth Look();
}
