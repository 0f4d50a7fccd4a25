using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Switchboard.Deadlines;
using Switchboard.Settings;
using Switchboard.Storage;

namespace Switchboard.Wallets;

/// <summary>Registers the wallets.</summary>
public static class WalletServices
{
    /// <summary>The wallets' record, ledger, prices and deadlines. Reads <c>Billing:Rates:*</c>, <c>Billing:Trial:*</c> and <c>Billing:Numbers:*</c>.</summary>
    /// <exception cref="InvalidSettingException">An amount is not a whole number within its bounds.</exception>
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
        NumberMonthsMinor = new Dictionary<string, long>
        {
            ["USD"] = configuration.Whole("Billing:Numbers:USD", 150, 0, 100_000_000),
            ["INR"] = configuration.Whole("Billing:Numbers:INR", 12_000, 0, 100_000_000),
        },
    };
}
