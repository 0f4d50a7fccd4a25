namespace Switchboard.Silo.Health;

/// <summary>What this node knows of its cluster.</summary>
internal interface IClusterView
{
    /// <summary>How the cluster looks from here, from memory.</summary>
    DependencyHealth Look();

    /// <summary>How the table of members stands, in which nodes meet; null where there is none.</summary>
    Task<DependencyHealth?> LookAtMembersAsync();
}
