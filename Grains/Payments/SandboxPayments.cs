namespace Switchboard.Payments;

/// <summary>
/// The sandbox's stored payment method: every tenant has one, and it pays at once, but for <see cref="DeclinedAmountMinor"/> or when
/// <c>Payments:Sandbox:DeclineAutocharge</c> says that all is to be declined.
/// </summary>
/// <param name="events">Where it reports to.</param>
/// <param name="declinesAll">Whether nothing is paid.</param>
public sealed class SandboxPayments(PaymentEvents events, bool declinesAll) : IPaymentProvider
{
    /// <summary>A payment of exactly so much is always declined, so that a client can see what it then has to deal with.</summary>
    public const long DeclinedAmountMinor = 402;

    /// <inheritdoc/>
    public async Task ChargeAsync(PaymentIntent intent, CancellationToken cancellationToken)
    {
        var isDeclined = declinesAll || intent.AmountMinor == DeclinedAmountMinor;
        var report = PaymentEvent.OfSandbox(intent, isDeclined ? PaymentEvent.Failed : PaymentEvent.Succeeded);
        var result = await events.ApplyAsync(report);
        if (result is not (PaymentEventResult.Applied or PaymentEventResult.Repeated))
            throw new InvalidOperationException($"The report on payment {intent.Id} was not taken in: {result}.");
    }
}
