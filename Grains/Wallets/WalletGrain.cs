using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Runtime;
using Switchboard.Deadlines;
using Switchboard.Identity;
using Switchboard.Payments;
using Switchboard.Storage;

namespace Switchboard.Wallets;

/// <summary>
/// The wallet of a tenant. Operations queue up while a write is under way and are committed by the next one together, so that
/// a hot wallet costs one write for many operations, and a quiet one does not wait.
/// </summary>
internal sealed partial class WalletGrain(
    [PersistentState("wallet", StoreNames.Grains)] IPersistentState<WalletRecord> record,
    LedgerRegister ledger,
    TenantRegister tenants,
    BillingOptions billing,
    IPaymentProvider payments,
    DeadlineArmer deadlines,
    TimeProvider time,
    ILogger<WalletGrain> logger) : Grain, IWalletGrain
{
    /// <summary>A write carries at most so many operations, so that one does not wait for thousands of others.</summary>
    private const int OperationsPerWrite = 256;

    private readonly Queue<Operation> _waiting = new();
    private WalletState? _committed;
    private bool _isWriting;
    private bool _isAsking;

    private string TenantId => this.GetPrimaryKeyString();

    /// <summary>The wallet as last committed.</summary>
    private WalletState State => _committed ?? throw new InvalidOperationException($"There is no tenant {TenantId}.");

    private long Rate => billing.RatesPerMinuteMinor[State.Currency];

    /// <inheritdoc/>
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (await tenants.FindAsync(TenantId) is not { } tenant) return;
        if (!record.RecordExists) await OpenAsync(tenant);
        var open = await ledger.OpenHoldsAsync(TenantId);
        _committed = record.State.Wallet! with { IsSuspended = tenant.IsSuspended, Holds = open.ToImmutableDictionary(hold => hold.CallId) };
    }

    /// <inheritdoc/>
    public Task<HoldAnswer> Hold(string callId, int maxSeconds) => Enqueue(batch =>
    {
        if (batch.FindHold(callId) is { } known)
        {
            return known.IsOpen
                ? new HoldAnswer(HoldResult.Ok, known.AmountMinor, known.RatePerMinuteMinor)
                : new HoldAnswer(HoldResult.Closed, 0, known.RatePerMinuteMinor);
        }

        var decision = WalletMachine.Hold(batch.State, callId, maxSeconds, Rate, time.GetUtcNow());
        WalletMetrics.Decided("hold", decision.Result);
        return new HoldAnswer(batch.Apply(decision), decision.Hold?.AmountMinor ?? 0, Rate);
    }, callId: callId);

    /// <inheritdoc/>
    public Task<long> Settle(string callId, int seconds) => Enqueue(batch =>
    {
        if (batch.FindHold(callId) is not { } hold)
        {
            LogUnknownHold(TenantId, callId);
            return 0;
        }

        if (!hold.IsOpen) return hold.ChargedMinor;
        var decision = WalletMachine.Settle(batch.State, callId, seconds, NewId(), time.GetUtcNow());
        batch.Apply(decision);
        WalletMetrics.Decided("settle", decision.Result);
        return decision.Hold!.ChargedMinor;
    }, callId: callId);

    /// <inheritdoc/>
    public Task<bool> Credit(Credit credit) => Enqueue(batch =>
    {
        if (batch.IsBooked(credit.OperationId)) return false;
        batch.Apply(WalletMachine.Credit(batch.State, credit, NewId(), time.GetUtcNow()));
        if (credit.IntentId is { } intent) batch.MarkPaid(intent);
        WalletMetrics.Decided("credit", HoldResult.Ok);
        return true;
    }, operationId: credit.OperationId);

    /// <inheritdoc/>
    public Task<HoldResult> Charge(Charge charge) => Enqueue(batch =>
    {
        if (batch.IsBooked(charge.OperationId)) return HoldResult.Ok;
        var result = batch.Apply(WalletMachine.Charge(batch.State, charge, NewId(), time.GetUtcNow()));
        WalletMetrics.Decided("charge", result);
        return result;
    }, operationId: charge.OperationId);

    /// <inheritdoc/>
    public Task<AutochargeView?> SetAutocharge(SetAutocharge command) => Enqueue(batch =>
    {
        if (WalletMachine.SetAutocharge(batch.State, command) is not { } next) return null;
        batch.SetAutocharge(next);
        return next.Autocharge.ToView();
    });

    /// <inheritdoc/>
    public Task FailRecharge(string intentId) => Enqueue(batch =>
    {
        batch.SetAutocharge(WalletMachine.FailRecharge(batch.State, intentId));
        return true;
    });

    /// <inheritdoc/>
    public Task<HoldResult> Precheck(int expectedSeconds) =>
        Task.FromResult(WalletMachine.CanCall(State, Pricing.Price(expectedSeconds, Rate), time.GetUtcNow()));

    /// <inheritdoc/>
    public Task<WalletView> Get() => Task.FromResult(State.ToView(Rate));

    /// <summary>Gives back the holds that no call has confirmed in time, and goes on with automatic recharge.</summary>
    public async Task<DateTimeOffset?> OnDeadline()
    {
        if (_committed is null) return null;
        if (State.AuditAt <= time.GetUtcNow())
        {
            var open = (await ledger.OpenHoldsAsync(TenantId)).ToDictionary(hold => hold.CallId);
            await Enqueue(batch => Audit(batch, open, time.GetUtcNow()));
        }

        if (State.Autocharge is { DueAt: { } dueAt, Pending: var pending } && dueAt <= time.GetUtcNow())
        {
            // Every write decides the recharge whose time has come; one that is pending is only asked for again.
            if (pending is null) await Enqueue(batch => batch.State.TenantId);
            else _ = AskForRechargeAsync();
        }

        // The end of what was asked for just now comes by itself, or the deadline asks again.
        var now = time.GetUtcNow();
        return State.DueAt <= now ? now + WalletMachine.AskAgainAfter : State.DueAt;
    }

    /// <summary>
    /// Asks the payment provider for the pending recharge. Nobody waits for it here: how it ends is told to this wallet as any payment's end is, and
    /// until then the deadline asks again.
    /// </summary>
    private async Task AskForRechargeAsync()
    {
        if (_isAsking || State.PendingRecharge is not { } intent) return;
        _isAsking = true;
        try
        {
            await payments.ChargeAsync(intent, CancellationToken.None);
        }
        catch (Exception e)
        {
            LogRechargeUnknown(e, TenantId, intent.Id);
        }
        finally
        {
            _isAsking = false;
        }
    }

    private static DateTimeOffset? Audit(WalletBatch batch, Dictionary<string, Hold> stored, DateTimeOffset now)
    {
        DateTimeOffset? next = null;
        foreach (var hold in batch.State.Holds.Values.Where(hold => hold.Status == HoldStatus.Held))
        {
            var dueAt = hold.CreatedAt + WalletMachine.ConfirmationTimeout;
            if (dueAt > now || !stored.TryGetValue(hold.CallId, out var row)) next = Earlier(next, Later(dueAt, now + WalletMachine.ConfirmationTimeout));
            else if (row.Status == HoldStatus.Held) batch.Apply(WalletMachine.Release(batch.State, hold.CallId));
            else batch.NoteConfirmed(row);
        }

        batch.SetAudit(next);
        return next;
    }

    private static DateTimeOffset? Earlier(DateTimeOffset? a, DateTimeOffset b) => a is { } value && value < b ? value : b;

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;

    private async Task OpenAsync(Tenant tenant)
    {
        var now = time.GetUtcNow();
        var trial = billing.TrialsMinor[tenant.Currency];
        var batch = new WalletBatch(WalletMachine.New(tenant.Id, tenant.Currency, tenant.TrialExpiresAt), [], []);
        if (trial > 0) batch.Apply(WalletMachine.GrantTrial(batch.State, trial, NewId(), now));
        await CommitAsync(batch);
    }

    private Guid NewId() => Guid.CreateVersion7(time.GetUtcNow());

    [LoggerMessage(LogLevel.Warning, "Wallet {TenantId}: the payment provider could not be asked for the recharge {IntentId}; it is asked again")]
    private partial void LogRechargeUnknown(Exception error, string tenantId, string intentId);

    [LoggerMessage(LogLevel.Error, "Wallet {TenantId}: asked to settle call {CallId}, which never had a hold")]
    private partial void LogUnknownHold(string tenantId, string callId);
}
