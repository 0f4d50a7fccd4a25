using Switchboard.Silo.Health;

namespace Switchboard.Silo.Hosting;

/// <summary>One process is all there is.</summary>
internal sealed class ClusterView : IClusterView
{
    private static readonly DependencyHealth Alone = new(Readiness.Ok, "embedded") { Silos = new Dictionary<string, int> { ["active"] = 1 } };

    /// <inheritdoc/>
    public DependencyHealth Look() => Alone;

    /// <inheritdoc/>
    public Task<DependencyHealth?> LookAtMembersAsync() => Task.FromResult<DependencyHealth?>(null);
}
