using System.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Switchboard.Silo.Health;
using Switchboard.Telemetry;

namespace Switchboard.Silo.Telemetry;

/// <summary>Looks every five seconds at what <c>/healthz</c> would answer, and shows it: who is only scraped is watched too.</summary>
internal sealed class NodeMonitor : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(5);

    private readonly NodeHealth _health;
    private readonly TimeProvider _time;
    private readonly Meter _meter = new(EngineTelemetry.Name);
    private volatile HealthReport? _report;

    /// <summary>Makes the instruments.</summary>
    public NodeMonitor(NodeHealth health, Readiness readiness, TimeProvider time)
    {
        _health = health;
        _time = time;
        _meter.CreateObservableGauge(
            "switchboard.node.ready", () => readiness.IsReady && _report?.Status == Readiness.Ok ? 1 : 0, "{node}", "1 while /healthz answers 200, else 0.");
        _meter.CreateObservableGauge("switchboard.node.dependency", Dependencies, "{dependency}", "1 for each dependency in /healthz that is ok, else 0.");
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _meter.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, _time);
        do
        {
            try
            {
                _report = await _health.LookAsync();
            }
            catch (Exception)
            {
                // What only watches must not stop the node; one that cannot tell how it is, is not ready.
                _report = null;
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private IEnumerable<Measurement<int>> Dependencies() => _report is { } report
        ? report.Dependencies.Select(dependency => new Measurement<int>(dependency.Value.IsOk ? 1 : 0, new KeyValuePair<string, object?>("dependency", dependency.Key)))
        : [];
}
