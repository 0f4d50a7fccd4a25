using Switchboard.Embedded.Simulation;
using Switchboard.Payments;

namespace Switchboard.Tests.Simulation;

/// <summary>
/// A payment provider that keeps its word and little else: it answers late, now and then not at all, with or without having taken the order,
/// and reports what it has done twice.
/// </summary>
internal sealed class SimulatedPayments(SimulationScheduler simulation, PaymentEvents events) : IPaymentProvider
{
    private readonly SandboxPayments _sandbox = new(events, declinesAll: false);

    public async Task ChargeAsync(PaymentIntent intent, CancellationToken cancellationToken)
    {
        await Task.Delay(TimeSpan.FromMilliseconds(simulation.Random.Next(1, 5000)), simulation.TimeProvider, cancellationToken);
        var fate = simulation.Random.Next(4);
        if (fate == 0) throw new HttpRequestException("The provider did not take the order.");
        await _sandbox.ChargeAsync(intent, cancellationToken);
        if (fate == 1) await events.ApplyAsync(PaymentEvent.OfSandbox(intent, PaymentEvent.Succeeded) with { Id = $"evt_again_{intent.Id}" });
        if (fate == 2) throw new HttpRequestException("The provider took the order, and the answer was lost.");
    }
}
