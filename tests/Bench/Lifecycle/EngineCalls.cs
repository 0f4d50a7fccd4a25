using Microsoft.Extensions.DependencyInjection;
using Switchboard.Bench.Hosting;
using Switchboard.Bench.Measuring;
using Switchboard.Calls;
using Switchboard.Storage;
using Switchboard.Wallets;

namespace Switchboard.Bench.Lifecycle;

/// <summary>Calls as the engine makes them: accepted, dialled, answered, completed, charged; each step durable.</summary>
public sealed class EngineCalls(Node node, BenchTenant tenant)
{
    /// <summary>A person answers and talks for 30 seconds: the scenario with the most steps.</summary>
    public const string Number = "+12025550100";

    /// <summary>A busy line: the scenario with the fewest steps that rings nobody.</summary>
    public const string BusyNumber = "+12025550101";

    /// <summary>Requests to place a call under way at once.</summary>
    private const int Callers = 128;

    /// <summary>
    /// The simulator's settings: a call takes 0.33 s of real time, a thousand at once. Much faster, and the watchdog takes a busy machine for a silent carrier.
    /// </summary>
    public static readonly (string Key, string Value)[] Settings =
    [
        ("Carrier:Simulator:TimeScale", "100"),
        ("Carrier:Simulator:MaxConcurrentCalls", "1000"),
        ("Carrier:Simulator:CallsPerSecond", "1000000"),
        ("RateLimits:Enabled", "false"),
    ];

    /// <summary>Calls accepted and settled a second.</summary>
    public async Task<double> RateAsync(int calls)
    {
        var before = await CompletedAsync();
        var rate = await Rounds.RateAsync(calls, async () =>
        {
            await Workers.RunAsync(calls, Callers, _ => PlaceAsync());
            await AwaitSettledAsync();
        });
        var completed = await CompletedAsync() - before;
        if (completed != calls) throw new InvalidOperationException($"Of {calls} calls {completed} completed.");
        return rate;
    }

    /// <summary>Places a call; completes when it is accepted.</summary>
    public async Task<string> PlaceAsync(string number = Number)
    {
        var command = new PlaceCall(tenant.Id, tenant.AgentId, number, From: null, Language: null, MaxDurationSec: 300, Metadata: null);
        var answer = await node.Grains.GetGrain<ICallGrain>(Guid.CreateVersion7().ToString()).Place(command);
        return answer.Call?.Id ?? throw new InvalidOperationException($"A call was refused: {answer.Refusal}.");
    }

    /// <summary>Waits until every call has ended and its wallet has confirmed the charge.</summary>
    public async Task AwaitSettledAsync()
    {
        // The wallet knows first, from memory; the calls' last writes follow within milliseconds.
        var wallet = node.Grains.GetGrain<IWalletGrain>(tenant.Id);
        await Until.HoldsAsync(async () => (await wallet.Get()).HeldMinor == 0, () => "Money stays held.");
        var open = new SqlQuery("SELECT COUNT(*) AS n FROM calls WHERE due_shard BETWEEN 0 AND 7 AND due_at IS NOT NULL");
        await Until.HoldsAsync(async () => await node.Store.FirstOrDefaultAsync(open, row => row.Int64("n")) == 0, () => "Calls stay open.");
    }

    private async Task<long> CompletedAsync() =>
        (await node.Services.GetRequiredService<CallRegister>().PageAsync(tenant.Id, CallFilter.Of(CallStatus.Completed), 1, 0)).Total;
}
