using Microsoft.Extensions.Configuration;
using Orleans.Configuration;
using Switchboard.Settings;

namespace Switchboard.Silo.Hosting;

/// <summary><c>Cluster:FailureDetection</c>: how soon a silo that does not answer is given up, and its grains come back on others.</summary>
/// <remarks>
/// A process that was killed refuses connections and is given up within a few probes, 2 to 4 s. A silo that only stands still, or is cut off, is given up after twice
/// <see cref="MissedProbes"/> times <see cref="ProbeTimeout"/> at the latest, 12 s and a little, and ends itself when it learns so. Until then calls to its grains wait, and telephone
/// calls whose reports it had are silent. Lower values bring service back sooner; a silo that an overloaded or paused machine holds up for as long is then given
/// up without need.
/// </remarks>
/// <param name="ProbeTimeout"><c>ProbeTimeoutSeconds</c>: how long a silo may take to answer a probe, and how often it is asked.</param>
/// <param name="MissedProbes">So many probes in a row without an answer make a silo suspect.</param>
/// <param name="Votes">
/// So many silos must suspect one to give it up; fewer when fewer are there. With one, a node with a broken network card gives up everybody else;
/// with more, giving up takes longer.
/// </param>
internal sealed record FailureDetection(TimeSpan ProbeTimeout, int MissedProbes, int Votes)
{
    /// <summary>Rows of silos that are gone are deleted when they are this old.</summary>
    private static readonly TimeSpan DefunctAge = TimeSpan.FromDays(1);

    /// <summary>Reads the section.</summary>
    public static FailureDetection Read(IConfiguration configuration) => new(
        TimeSpan.FromSeconds(configuration.Number("Cluster:FailureDetection:ProbeTimeoutSeconds", 2, 0.2, 60)),
        (int)configuration.Whole("Cluster:FailureDetection:MissedProbes", 3, 1, 20),
        (int)configuration.Whole("Cluster:FailureDetection:Votes", 2, 1, 10));

    /// <summary>Sets Orleans up.</summary>
    public void Apply(ClusterMembershipOptions options)
    {
        options.ProbeTimeout = ProbeTimeout;
        // The timeout follows what a silo's answers take; within bounds, or giving up would take as long as the slowest of them.
        options.MinProbeTimeout = ProbeTimeout / 2;
        options.MaxProbeTimeout = ProbeTimeout * 2;
        options.NumMissedProbesLimit = MissedProbes;
        options.NumVotesForDeathDeclaration = Votes;
        options.TableRefreshTimeout = TimeSpan.FromSeconds(15);
        options.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(15);
        options.DefunctSiloExpiration = DefunctAge;
        options.DefunctSiloCleanupPeriod = TimeSpan.FromMinutes(15);
    }
}
