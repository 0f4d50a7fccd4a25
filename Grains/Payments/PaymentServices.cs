using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Switchboard.Secrets;

namespace Switchboard.Payments;

/// <summary>Puts payments into a node.</summary>
public static class PaymentServices
{
    /// <summary>Registers them. Reads <c>Payments:WebhookSecret</c>.</summary>
    public static IServiceCollection AddPayments(this IServiceCollection services, IConfiguration configuration)
    {
        var secret = GeneratedSecret.Read(configuration, "Payments:WebhookSecret", "payments.key");
        return services
            .AddSingleton(provider => new PaymentSignature(secret, provider.GetRequiredService<TimeProvider>()))
            .AddSingleton<PaymentRegister>()
            .AddSingleton<PaymentEvents>();
    }
}
