namespace Switchboard.Numbers;

/// <summary>
/// The life of a number in a tenant's hands, pure. What is to be done elsewhere follows from the state (<see cref="Next"/>), one step after the other, each
/// repeated until its outcome is known; so whoever takes a number over knows what is left to do.
/// </summary>
internal static class NumberMachine
{
    /// <summary>How long the wallet and the carrier are given before a step is tried again.</summary>
    public static readonly TimeSpan TryAgainAfter = TimeSpan.FromSeconds(30);

    /// <summary>How often a month that could not be charged is tried.</summary>
    public static readonly TimeSpan RetryPeriod = TimeSpan.FromDays(1);

    /// <summary>How long after the first such try the number is given back.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromDays(7);

    /// <summary>A number that is being taken.</summary>
    /// <param name="id">The id of this holding.</param>
    /// <param name="command">By whom, and how.</param>
    /// <param name="terms">What it costs and where it is from.</param>
    /// <param name="now">The time.</param>
    public static NumberState Open(string id, AcquireNumber command, NumberTerms terms, DateTimeOffset now) => new()
    {
        View = new NumberView(
            id, command.TenantId, command.Phone, terms.Country, command.Source, terms.Provider, terms.MonthlyMinor, NumberStatus.Provisioning,
            AreWebhooksConfigured: false, PaidUntil: null, now, ReleasedAt: null),
        DueAt = now + TryAgainAfter,
    };

    /// <summary>What is to be done elsewhere now; null when there is nothing.</summary>
    public static NumberStep? Next(NumberState state, DateTimeOffset now) => state.View.Status switch
    {
        NumberStatus.Provisioning => state is { MonthsPaid: 0, View.MonthlyMinor: > 0 } ? NumberStep.Charge : NumberStep.Attach,
        NumberStatus.Active or NumberStatus.PastDue => state.View.MonthlyMinor > 0 && state.DueAt <= now ? NumberStep.Charge : null,
        NumberStatus.Releasing => state.IsRefundPending ? NumberStep.Refund : NumberStep.Detach,
        _ => null,
    };

    /// <summary>The wallet has paid the month that <see cref="NumberState.NextMonth"/> begins.</summary>
    public static NumberState Charged(NumberState state)
    {
        var paid = state with { MonthsPaid = state.MonthsPaid + 1 };
        paid = paid with { View = paid.View with { PaidUntil = paid.NextMonth } };
        if (state.View.Status == NumberStatus.Provisioning) return paid;
        return paid with { View = paid.View with { Status = NumberStatus.Active }, PastDueSince = null, DueAt = paid.NextMonth };
    }

    /// <summary>The wallet has not paid. A number that is being taken is not taken: null, for there is nothing to be kept of it.</summary>
    public static NumberState? ChargeRefused(NumberState state, DateTimeOffset now)
    {
        if (state.View.Status == NumberStatus.Provisioning) return null;
        var since = state.PastDueSince ?? now;
        if (now >= since + Grace) return Releasing(state with { PastDueSince = since }, now);
        return state with { View = state.View with { Status = NumberStatus.PastDue }, PastDueSince = since, DueAt = now + RetryPeriod };
    }

    /// <summary>The carrier has taken the order, or has refused it for certain.</summary>
    public static NumberState Attached(NumberState state, bool isAccepted, DateTimeOffset now)
    {
        if (!isAccepted) return state.MonthsPaid > 0 ? Releasing(state with { IsRefundPending = true }, now) : Released(state, now);
        return state with
        {
            View = state.View with { Status = NumberStatus.Active, AreWebhooksConfigured = true },
            DueAt = state.View.PaidUntil,
        };
    }

    /// <summary>The tenant gives it back. One that is being taken, or is given back already, stays as it is.</summary>
    public static NumberState Release(NumberState state, DateTimeOffset now) =>
        state.View.Status is NumberStatus.Active or NumberStatus.PastDue ? Releasing(state, now) : state;

    /// <summary>The wallet or the carrier has confirmed the last step of giving it back.</summary>
    public static NumberState Released(NumberState state, DateTimeOffset now) => state with
    {
        View = state.View with { Status = NumberStatus.Released, AreWebhooksConfigured = false, ReleasedAt = now },
        IsRefundPending = false,
        DueAt = null,
    };

    /// <summary>When the number is next to be looked at; null when never.</summary>
    public static DateTimeOffset? NextLook(NumberState state, DateTimeOffset now) => state.DueAt <= now ? now + TryAgainAfter : state.DueAt;

    private static NumberState Releasing(NumberState state, DateTimeOffset now) =>
        state with { View = state.View with { Status = NumberStatus.Releasing }, DueAt = now + TryAgainAfter };
}

/// <summary>What a number costs and where it is from.</summary>
/// <param name="Country">ISO 3166 code; null when it belongs to no single country.</param>
/// <param name="Provider">Whose number it is.</param>
/// <param name="MonthlyMinor">What a month costs; 0 for nothing.</param>
internal sealed record NumberTerms(string? Country, string Provider, long MonthlyMinor);
