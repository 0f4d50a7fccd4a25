using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Switchboard.Secrets;
using Switchboard.Settings;

namespace Switchboard.Payments;

/// <summary>Puts payments into a node.</summary>
public static class PaymentServices
{
    /// <summary>Registers them. Reads <c>Payments:WebhookSecret</c> and <c>Payments:Sandbox:DeclineAutocharge</c>.</summary>
    public static IServiceCollection AddPayments(this IServiceCollection services, IConfiguration configuration)
    {
        var use = new GeneratedSecretUse("Payments:WebhookSecret", "payments.key");
        var declines = configuration.Flag("Payments:Sandbox:DeclineAutocharge", fallback: false);
        var secret = GeneratedSecret.Read(configuration, use.Key, use.FileName);
        return services
            .AddSingleton(use)
            .AddSingleton(provider => new PaymentSignature(secret, provider.GetRequiredService<TimeProvider>()))
            .AddSingleton<PaymentRegister>()
            .AddSingleton<PaymentEvents>()
            .AddSingleton<IPaymentProvider>(provider => new SandboxPayments(
                provider.GetRequiredService<PaymentEvents>(), declines));
    }
}
