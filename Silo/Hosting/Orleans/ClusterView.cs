using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;
using Switchboard.Silo.Health;

namespace Switchboard.Silo.Hosting;

/// <summary>The cluster as the membership of this silo has it; a process that is only a client of the cluster sees those that it is connected to.</summary>
internal sealed class ClusterView(IServiceProvider services) : IClusterView
{
    private readonly ISiloStatusOracle? _oracle = services.GetService<ISiloStatusOracle>();
    private readonly SilosInReach? _inReach = services.GetService<SilosInReach>();

    /// <inheritdoc/>
    public DependencyHealth Look()
    {
        if (_oracle is null)
            return InReach(_inReach?.Count ?? 0);
        var own = _oracle.CurrentStatus;
        return new DependencyHealth(own == SiloStatus.Active ? Readiness.Ok : NameOf(own), "orleans")
        {
            Silos = _oracle.GetApproximateSiloStatuses(onlyActive: false).Values.CountBy(NameOf).ToDictionary(),
        };
    }

    private static DependencyHealth InReach(int count) =>
        new(count > 0 ? Readiness.Ok : DependencyHealth.Unavailable, "orleans client") { Silos = new Dictionary<string, int> { ["connected"] = count } };

    private static string NameOf(SiloStatus status) => status.ToString().ToLowerInvariant();
}
