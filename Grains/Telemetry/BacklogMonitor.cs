using System.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Switchboard.Storage;

namespace Switchboard.Telemetry;

/// <summary>
/// Counts every 15 seconds what waits in the store, and shows it. Every node shows the same, so that the figures stay when a node goes: take the maximum over the nodes, not
/// the sum. While the store cannot be asked, nothing is shown rather than something old.
/// </summary>
public sealed partial class BacklogMonitor : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(15);

    private readonly IStore _store;
    private readonly TimeProvider _time;
    private readonly ILogger<BacklogMonitor> _logger;
    private readonly Meter _meter = new(EngineTelemetry.Name);
    private volatile Backlog? _backlog;

    /// <summary>Makes the instruments.</summary>
    public BacklogMonitor(IStore store, TimeProvider time, ILogger<BacklogMonitor> logger)
    {
        _store = store;
        _time = time;
        _logger = logger;
        _meter.CreateObservableGauge("switchboard.calls.open", () => Tagged("status", backlog => backlog.OpenCalls), "{call}", "Calls that have not ended, by status.");
        Show("switchboard.calls.unsettled", "{call}", "Ended calls that wallet or run have not confirmed.", backlog => backlog.UnsettledCalls);
        Show("switchboard.calls.overdue", "{call}", "Calls that should have been looked at a minute ago.", backlog => backlog.OverdueCalls);
        Show("switchboard.approvals.open", "{approval}", "Approvals that wait for a decision.", backlog => backlog.OpenApprovals);
        Show("switchboard.events.waiting", "{event}", "Events whose deliveries have not been made.", backlog => backlog.WaitingEvents);
        Show("switchboard.events.oldest.age", "s", "Age of the oldest of them.", backlog => Age(backlog.OldestEventAt));
        Show("switchboard.webhook.deliveries.waiting", "{delivery}", "Deliveries that are not over.", backlog => backlog.WaitingDeliveries);
        Show("switchboard.webhook.deliveries.overdue", "s", "How long the longest due delivery to a receiver that answers has been due.", backlog => Age(backlog.OldestDueAt));
        _meter.CreateObservableGauge(
            "switchboard.webhook.endpoints.troubled", () => Tagged("phase", backlog => backlog.TroubledEndpoints), "{endpoint}", "Endpoints whose breaker is not closed.");
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
                _backlog = await Backlog.ReadAsync(_store, _time.GetUtcNow(), stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                // What only watches must not stop the node.
                _backlog = null;
                LogUncounted(e);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(LogLevel.Warning, "What waits in the store could not be counted; its figures are not shown meanwhile")]
    private partial void LogUncounted(Exception error);

    private void Show(string name, string unit, string description, Func<Backlog, double> value) =>
        _meter.CreateObservableGauge(name, () => _backlog is { } backlog ? [new Measurement<double>(value(backlog))] : Array.Empty<Measurement<double>>(), unit, description);

    private IEnumerable<Measurement<long>> Tagged(string label, Func<Backlog, IReadOnlyDictionary<string, long>> values) => _backlog is { } backlog
        ? values(backlog).Select(value => new Measurement<long>(value.Value, new KeyValuePair<string, object?>(label, value.Key)))
        : [];

    private double Age(DateTimeOffset? since) => since is { } at ? Math.Max(0, (_time.GetUtcNow() - at).TotalSeconds) : 0;
}
