using Switchboard.Bench.Hosting;
using Switchboard.Bench.Measuring;
using Switchboard.Bench.Raw;
using Switchboard.Bench.Reporting;
using Switchboard.Storage;
using Switchboard.Wallets;

namespace Switchboard.Bench.Wallets;

/// <summary>One wallet that everybody wants: holds and settlements, each durable when it is answered.</summary>
public sealed class WalletBench : IBench
{
    private const int Callers = 256;
    private const int MaxSeconds = 300;
    private const int Seconds = 30;

    public string Name => "wallet";

    public async Task RunAsync(BenchSettings settings, Report report)
    {
        var template = (await CallRecorder.RecordAsync()).Only("holds", "ledger");
        foreach (var kind in BenchDatabase.Kinds(settings))
        {
            await using var database = await kind();
            var count = settings.Scaled(10_000);
            var rates = await MeasureAsync(database, count, settings.Rounds);
            var limit = await RawCalls.RateAsync(database, template, count, settings.Rounds);
            report.Add(new Figure(Name, $"holds and settlements of one wallet, {database.Name}", "a second", Better.Higher, rates)
            {
                Aim = 5000,
                Limit = 2 * limit,
                LimitName = "the same rows in the best batch",
            });
        }
    }

    private static async Task<IReadOnlyList<double>> MeasureAsync(BenchDatabase database, int count, int rounds)
    {
        await using var node = await Node.StartAsync(database);
        var tenant = await node.SignUpAsync();
        await HoldAndSettleAsync(node, tenant, count / 10);
        return await Rounds.OfAsync(rounds, () => HoldAndSettleAsync(node, tenant, count));
    }

    private static async Task<double> HoldAndSettleAsync(Node node, BenchTenant tenant, int count)
    {
        var wallet = node.Grains.GetGrain<IWalletGrain>(tenant.Id);
        var before = (await wallet.Get()).BalanceMinor;
        var charged = 0L;
        var rate = await Rounds.RateAsync(2 * count, () => Workers.RunAsync(count, Callers, async _ =>
        {
            var call = Guid.CreateVersion7().ToString();
            if ((await wallet.Hold(call, MaxSeconds)).Result != HoldResult.Ok) throw new InvalidOperationException("A hold was refused.");
            await ConfirmAsync(node, call);
            Interlocked.Add(ref charged, await wallet.Settle(call, Seconds));
        }));
        var after = await wallet.Get();
        if (after.BalanceMinor != before - charged || after.HeldMinor != 0) throw new InvalidOperationException($"The wallet does not balance: {after}.");
        return rate;
    }

    /// <summary>As the acceptance of the call does.</summary>
    private static async Task ConfirmAsync(Node node, string call)
    {
        if (await node.Store.CommitAsync(new WriteSet().ConfirmHold(call)) is not CommitVerdict.Committed)
            throw new InvalidOperationException("A hold was not there to be confirmed.");
    }
}
