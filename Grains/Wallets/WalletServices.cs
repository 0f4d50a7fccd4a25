using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Switchboard.Deadlines;
using Switchboard.Settings;
using Switchboard.Storage;

namespace Switchboard.Wallets;

/// <summary>Registers the wallets.</summary>
public static class WalletServices
{
    /// <summary>The wallets' record, ledger, prices and deadlines. Reads <c>Billing:Rates:*</c> and <c>Billing:Trial:*</c>.</summary>
    /// <exception cref="InvalidSettingException">A price is not a whole number from 0 to 1,000,000.</exception>
    public static IServiceCollection AddWallets(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton(ReadBilling(configuration))
        .AddSingleton<LedgerRegister>()
        .AddSingleton<IRecordMapper<WalletRecord>, WalletMapper>()
        .AddSingleton(new DeadlineKind(
            WalletTables.Wallets, "tenant_id", WakeAfterRestart: false, (grains, key) => grains.GetGrain<IWalletGrain>(key)));

    private static BillingOptions ReadBilling(IConfiguration configuration) => new()
    {
        RatesPerMinuteMinor = new Dictionary<string, long>
        {
            ["USD"] = configuration.Whole("Billing:Rates:USD", 12, 0, 1_000_000),
            ["INR"] = configuration.Whole("Billing:Rates:INR", 600, 0, 1_000_000),
        },
        TrialsMinor = new Dictionary<string, long>
        {
            ["USD"] = configuration.Whole("Billing:Trial:USD", 500, 0, 100_000_000),
            ["INR"] = configuration.Whole("Billing:Trial:INR", 45_000, 0, 100_000_000),
        },
    };
}
