using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Messaging;
using Orleans.Runtime;
using Switchboard.Settings;
using Switchboard.Silo.Health;

namespace Switchboard.Silo.Hosting;

/// <summary>The cluster as the membership of this silo has it; a process that is only a client of the cluster sees those that it is connected to.</summary>
internal sealed class ClusterView : IClusterView
{
    private readonly ISiloStatusOracle? _oracle;
    private readonly SilosInReach? _inReach;
    private readonly DependencyProbe? _members;

    /// <summary>The view of a silo, or of a client.</summary>
    public ClusterView(IServiceProvider services, ClusterSettings settings, TimeProvider time)
    {
        _oracle = services.GetService<ISiloStatusOracle>();
        _inReach = services.GetService<SilosInReach>();
        if (settings.Membership != ClusterMembership.Localhost)
            _members = new DependencyProbe(settings.Membership, () => ReadMembersAsync(services), time);
    }

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

    /// <inheritdoc/>
    public async Task<DependencyHealth?> LookAtMembersAsync() => _members is null ? null : await _members.LookAsync();

    /// <summary>
    /// Fails when the table cannot be read, and when this silo or all gateways are missing from it, as after a Redis came back empty: whoever starts then founds a second cluster.
    /// </summary>
    private async Task ReadMembersAsync(IServiceProvider services)
    {
        bool isKnown = _oracle is { SiloAddress: var own }
            ? (await services.GetRequiredService<IMembershipTable>().ReadAllAsync(CancellationToken.None)).Members.Any(member => member.Item1.SiloAddress.Equals(own))
            : (await services.GetRequiredService<IGatewayListProvider>().GetGateways()).Count > 0;
        if (!isKnown)
            throw new InvalidOperationException("The table of members does not know this cluster.");
    }

    private static DependencyHealth InReach(int count) =>
        new(count > 0 ? Readiness.Ok : DependencyHealth.Unavailable, "orleans client") { Silos = new Dictionary<string, int> { ["connected"] = count } };

    private static string NameOf(SiloStatus status) => status.ToString().ToLowerInvariant();
}
