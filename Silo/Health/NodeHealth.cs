using Switchboard.Carriers;
using Switchboard.Compliance;
using Switchboard.Mail;
using Switchboard.Silo.Telemetry;

namespace Switchboard.Silo.Health;

/// <summary>This node and what it depends on.</summary>
internal sealed class NodeHealth(
    Readiness readiness, StoreProbe store, IClusterView cluster, ICarrier carrier, MailOptions mail, Mailer mailer, NationalRegistry registry,
    TelemetryOptions options)
{
    /// <summary>The status of what this node can do without for a while.</summary>
    private const string Failing = "failing";

    /// <summary>Looks at everything. Takes two seconds at most.</summary>
    public async Task<HealthReport> LookAsync()
    {
        var storing = store.LookAsync();
        var members = await cluster.LookAtMembersAsync();
        var stored = await storing;
        var silos = cluster.Look();
        var phase = readiness.Phase;
        var dependencies = new Dictionary<string, DependencyHealth>
        {
            ["store"] = stored,
            ["cluster"] = silos,
            ["carrier"] = new(Readiness.Ok, carrier.Name),
            ["mail"] = new(mailer.HasFailed ? Failing : Readiness.Ok, mail.Server is null ? "files" : "smtp"),
        };
        // Nodes that run go on without it; only none can join, or take over from one that is lost.
        if (members is not null)
            dependencies["membership"] = members;
        if (registry.IsConfigured)
            dependencies["registry"] = new DependencyHealth(registry.IsStale ? Failing : Readiness.Ok, "file");
        return new HealthReport(
            phase != Readiness.Ok ? phase : !stored.IsOk ? Readiness.StoreUnavailable : !silos.IsOk ? Readiness.ClusterUnavailable : phase,
            options.Node,
            TelemetryOptions.Version,
            dependencies);
    }
}
