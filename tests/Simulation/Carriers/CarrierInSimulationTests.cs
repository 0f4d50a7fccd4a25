using Microsoft.Extensions.Logging.Abstractions;
using Switchboard.Carriers;
using Switchboard.Carriers.Simulator;
using Switchboard.Embedded.Simulation;

namespace Switchboard.Tests.Simulation.Carriers;

/// <summary>The simulated carrier under the simulation's clock and scheduler: everything the same every time.</summary>
public sealed class CarrierInSimulationTests
{
    private static readonly DateTimeOffset Start = new(2026, 5, 29, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_seed_replays_every_report_in_its_order() => Assert.Equal(Run(seed: 1), Run(seed: 1));

    [Fact]
    public void A_process_that_is_killed_reports_nothing_more()
    {
        var (all, _) = Run(seed: 1);
        var (some, _) = Run(seed: 1, killAt: TimeSpan.FromSeconds(40));

        Assert.True(some.Length > 0 && some.Length < all.Length);
        Assert.StartsWith(some, all, StringComparison.Ordinal);
    }

    private static (string Reports, ulong Trace) Run(int seed, TimeSpan? killAt = null)
    {
        const int Calls = 300;
        using var simulation = new SimulationScheduler(seed, Start);
        var received = new Journal();
        simulation.Run(async () =>
        {
            var node = simulation.CreateProcess("node");
            await node.Run(async () =>
            {
                var carrier = new SimulatedCarrier(new SimulatorOptions(), received, node.TimeProvider, NullLogger<SimulatedCarrier>.Instance);
                for (var i = 0; i < Calls; i++)
                    await carrier.DialAsync(Call($"+1303{i:0000000}"), CancellationToken.None);
            });
            await simulation.Delay(killAt ?? TimeSpan.FromSeconds(300));
            node.Kill();
            await simulation.Delay(TimeSpan.FromSeconds(300));
        });
        if (killAt is null)
            Assert.Equal(Calls, received.Ends);
        return (received.ToString(), simulation.TraceHash);
    }

    private static CarrierCall Call(string number) =>
        new($"call-{number}", null, "tenant", number, null, "en-US", 1, 300, Start, null, null);

    private sealed class Journal : ICarrierEvents
    {
        private readonly List<string> _lines = [];

        public int Ends { get; private set; }

        public async Task DeliverAsync(CarrierEvent carrierEvent)
        {
            await Task.Yield();
            _lines.Add($"{carrierEvent.CallId} {carrierEvent.Kind} {carrierEvent.AtSec}");
            Ends += carrierEvent.Kind == CarrierEventKind.Ended ? 1 : 0;
        }

        public override string ToString() => string.Join('\n', _lines);
    }
}
