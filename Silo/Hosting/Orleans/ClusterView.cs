using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;
using Switchboard.Silo.Health;

namespace Switchboard.Silo.Hosting;

/// <summary>The cluster as the membership of this silo has it; a process that is only a client of the cluster sees no members.</summary>
internal sealed class ClusterView(IServiceProvider services) : IClusterView
{
    private readonly ISiloStatusOracle? _oracle = services.GetService<ISiloStatusOracle>();

    /// <inheritdoc/>
    public DependencyHealth Look()
    {
        if (_oracle is null)
            return new DependencyHealth(Readiness.Ok, "orleans client");
        var own = _oracle.CurrentStatus;
        return new DependencyHealth(own == SiloStatus.Active ? Readiness.Ok : NameOf(own), "orleans")
        {
            Silos = _oracle.GetApproximateSiloStatuses(onlyActive: false).Values.CountBy(NameOf).ToDictionary(),
        };
    }

    private static string NameOf(SiloStatus status) => status.ToString().ToLowerInvariant();
}
