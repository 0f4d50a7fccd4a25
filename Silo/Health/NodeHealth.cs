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
        var stored = await store.LookAsync();
        var silos = cluster.Look();
        var phase = readiness.Phase;
        var dependencies = new Dictionary<string, DependencyHealth>
        {
            ["store"] = stored,
            ["cluster"] = silos,
            ["carrier"] = new(Readiness.Ok, carrier.Name),
            ["mail"] = new(mailer.HasFailed ? Failing : Readiness.Ok, mail.Server is null ? "files" : "smtp"),
        };
        if (registry.IsConfigured)
            dependencies["registry"] = new DependencyHealth(registry.IsStale ? Failing : Readiness.Ok, "file");
        return new HealthReport(
            phase != Readiness.Ok ? phase : !stored.IsOk ? Readiness.StoreUnavailable : !silos.IsOk ? Readiness.ClusterUnavailable : phase,
            options.Node,
            TelemetryOptions.Version,
            dependencies);
    }
}
