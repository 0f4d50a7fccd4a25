namespace Switchboard.Payments;

/// <summary>Charges the payment method that a tenant has stored with the payment provider. The sandbox is one implementation.</summary>
public interface IPaymentProvider
{
    /// <summary>
    /// Asks for a payment to be made with the tenant's stored method, while nobody is present. Completing means that the provider has the order; how it
    /// ends is reported as a <see cref="PaymentEvent"/>, before or after, as the end of every payment is.
    /// </summary>
    /// <remarks>
    /// The intent's id is the idempotency key: the wallet asks again until it has heard the end, and asking twice must not charge
    /// twice. May throw, which leaves the outcome unknown; must not take longer than a minute.
    /// </remarks>
    Task ChargeAsync(PaymentIntent intent, CancellationToken cancellationToken);
}
