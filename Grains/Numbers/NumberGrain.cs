using System.Globalization;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;
using Switchboard.Carriers;
using Switchboard.Contacts;
using Switchboard.Deadlines;
using Switchboard.Storage;
using Switchboard.Wallets;

namespace Switchboard.Numbers;

/// <summary>
/// A number: loads, asks <see cref="NumberMachine"/>, commits, and does what the state says is left to do, step by step. A step whose outcome is
/// unknown stays in the state, and the deadline tries it again.
/// </summary>
internal sealed partial class NumberGrain(
    [PersistentState("number", StoreNames.Grains)] IPersistentState<NumberRecord> record,
    NumberRegister numbers,
    INumberInventory inventory,
    BillingOptions billing,
    DeadlineArmer deadlines,
    TimeProvider time,
    ILogger<NumberGrain> logger) : Grain, INumberGrain
{
    /// <summary>A tenant has at most so many; imported ones cost nothing, and something must bound them.</summary>
    private const int NumbersPerTenantMax = 1000;

    private string Id => this.GetPrimaryKeyString();

    private NumberState? State => record.State.Number;

    private DateTimeOffset Now => StoreTime.AsStored(time.GetUtcNow());

    /// <inheritdoc/>
    public async Task<AcquireNumberResult> Acquire(AcquireNumber command)
    {
        if (State is { } taken)
            return taken.View.TenantId == command.TenantId ? AcquireNumberResult.Taken(taken.View) : AcquireNumberResult.Refused(NumberRefusal.Held);
        if ((await numbers.HeldAmongAsync([command.Phone])).Count > 0)
            return AcquireNumberResult.Refused(NumberRefusal.Held);
        if (await FindTermsAsync(command) is not { } terms)
            return AcquireNumberResult.Refused(NumberRefusal.NotOffered);
        if (await numbers.CountAsync(command.TenantId) >= NumbersPerTenantMax)
            return AcquireNumberResult.Refused(NumberRefusal.TooMany);
        if (!await TryReserveAsync(NumberMachine.Open(Id, command, terms, Now)))
            return AcquireNumberResult.Refused(NumberRefusal.Held);

        var refusal = await CarryOnAsync();
        return State is { IsHeld: true, IsRefundPending: false } number
            ? AcquireNumberResult.Taken(number.View)
            : AcquireNumberResult.Refused(refusal ?? NumberRefusal.RefusedByCarrier);
    }

    /// <inheritdoc/>
    public async Task<NumberView?> Release(string tenantId)
    {
        if (State is not { } state || state.View.TenantId != tenantId) return null;
        var next = NumberMachine.Release(state, Now);
        if (next == state) return state.View;
        await CommitAsync(next);
        await CarryOnAsync();
        return State!.View;
    }

    /// <inheritdoc/>
    public Task<NumberView?> Get() => Task.FromResult(State?.View);

    /// <inheritdoc/>
    public async Task<DateTimeOffset?> OnDeadline()
    {
        await CarryOnAsync();
        return State is { } state ? NumberMachine.NextLook(state, Now) : null;
    }

    private async Task<NumberTerms?> FindTermsAsync(AcquireNumber command)
    {
        if (command.Source == NumberSource.Imported)
            return new NumberTerms(CallingCodes.CountryOf(command.Phone), command.Provider!, 0);
        if (await inventory.FindAsync(command.Phone, CancellationToken.None) is not { } offer) return null;
        var wallet = await Wallet(command.TenantId).Get();
        return new NumberTerms(offer.Country, inventory.Name, billing.NumberMonthsMinor[wallet.Currency]);
    }

    /// <summary>Makes the number this tenant's, unless somebody was faster: of all that are held, a number is there once.</summary>
    private async Task<bool> TryReserveAsync(NumberState state)
    {
        try
        {
            await CommitAsync(state);
            return true;
        }
        catch (InconsistentStateException)
        {
            return false;
        }
    }

    /// <summary>Does what is left to do, until there is nothing or an outcome is unknown.</summary>
    /// <returns>Why the wallet or the carrier refused something, if they did.</returns>
    private async Task<NumberRefusal?> CarryOnAsync()
    {
        NumberRefusal? refusal = null;
        while (State is { } state && NumberMachine.Next(state, Now) is { } step)
        {
            if (await TryAsync(step, state) is not { } outcome) break;
            refusal = outcome.Refusal ?? refusal;
            if (outcome.Next is { } next) await CommitAsync(next);
            else await ForgetAsync();
        }

        return refusal;
    }

    private async Task<Outcome?> TryAsync(NumberStep step, NumberState state)
    {
        try
        {
            return step switch
            {
                NumberStep.Charge => await ChargeAsync(state),
                NumberStep.Attach => await AttachAsync(state),
                NumberStep.Refund => await RefundAsync(state),
                NumberStep.Detach => await DetachAsync(state),
                _ => throw new ArgumentOutOfRangeException(nameof(step), step, "not a step"),
            };
        }
        catch (Exception e)
        {
            LogFailedStep(e, step, Id, state.View.TenantId);
            return null;
        }
    }

    private async Task<Outcome> ChargeAsync(NumberState state)
    {
        var month = state.NextMonth.ToString("yyyy-MM", CultureInfo.InvariantCulture);
        var day = state.NextMonth.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var result = await Wallet(state.View.TenantId).Charge(new Charge(
            $"number:{Id}:{month}", "number_charge", state.View.MonthlyMinor, $"Number {state.View.Phone}, month from {day}"));
        return result == HoldResult.Ok
            ? new Outcome(NumberMachine.Charged(state))
            : new Outcome(NumberMachine.ChargeRefused(state, Now), RefusalOf(result));
    }

    private async Task<Outcome> AttachAsync(NumberState state)
    {
        var isAccepted = state.View.Source == NumberSource.Imported
            ? await inventory.ImportAsync(OrderOf(state), CancellationToken.None)
            : await inventory.ProvisionAsync(OrderOf(state), CancellationToken.None);
        return new Outcome(NumberMachine.Attached(state, isAccepted, Now), isAccepted ? null : NumberRefusal.RefusedByCarrier);
    }

    private async Task<Outcome> RefundAsync(NumberState state)
    {
        await Wallet(state.View.TenantId).Credit(new Credit(
            $"number:{Id}:refund", "refund", state.View.MonthlyMinor, $"Number {state.View.Phone} could not be provisioned"));
        return new Outcome(NumberMachine.Released(state, Now));
    }

    private async Task<Outcome> DetachAsync(NumberState state)
    {
        await inventory.ReleaseAsync(OrderOf(state), CancellationToken.None);
        return new Outcome(NumberMachine.Released(state, Now));
    }

    private async Task CommitAsync(NumberState next)
    {
        record.State = new NumberRecord { Number = next };
        await SaveAsync(record.WriteStateAsync());
        deadlines.Arm(NumberTables.Numbers.Name, Id, next.DueAt);
    }

    private async Task ForgetAsync()
    {
        await SaveAsync(record.ClearStateAsync());
        deadlines.Arm(NumberTables.Numbers.Name, Id, null);
        DeactivateOnIdle();
    }

    private async Task SaveAsync(Task saved)
    {
        try
        {
            await saved;
        }
        catch
        {
            // What is in the store is unknown now; a fresh activation reads it.
            DeactivateOnIdle();
            throw;
        }
    }

    private IWalletGrain Wallet(string tenantId) => GrainFactory.GetGrain<IWalletGrain>(tenantId);

    private static NumberOrder OrderOf(NumberState state) => new(state.View.Id, state.View.TenantId, state.View.Phone, state.View.Provider);

    private static NumberRefusal RefusalOf(HoldResult result) => result switch
    {
        HoldResult.TrialExpired => NumberRefusal.NoActivePlan,
        HoldResult.Suspended => NumberRefusal.Suspended,
        _ => NumberRefusal.InsufficientFunds,
    };

    [LoggerMessage(LogLevel.Warning, "{Step} of number {NumberId} of tenant {TenantId} failed and is tried again later")]
    private partial void LogFailedStep(Exception error, NumberStep step, string numberId, string tenantId);

    /// <summary>What became of a step.</summary>
    /// <param name="Next">The state after it; null when nothing is to be kept of the number.</param>
    /// <param name="Refusal">Why it was refused, if it was.</param>
    private sealed record Outcome(NumberState? Next, NumberRefusal? Refusal = null);
}
