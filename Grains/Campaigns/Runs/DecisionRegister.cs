using Switchboard.Storage;

namespace Switchboard.Campaigns;

/// <summary>Why a target was called, not called, or put off; one row for each such decision, never changed.</summary>
/// <param name="Id">UUIDv7; rises with time and, within a run, with every decision.</param>
/// <param name="CampaignId">The campaign.</param>
/// <param name="RunId">The run that decided.</param>
/// <param name="Phone">The target, E.164.</param>
/// <param name="Attempt">The attempt that it is about, from 1.</param>
/// <param name="Decision">One of <see cref="DecisionNames"/>.</param>
/// <param name="Reason">Why, one of <see cref="DecisionReasons"/> or a call's <see cref="Calls.CallView.EndReason"/>.</param>
/// <param name="CallId">The call that it led to or followed from; null for none.</param>
/// <param name="At">When.</param>
public sealed record TargetDecision(
    string Id, string CampaignId, string RunId, string Phone, int Attempt, string Decision, string Reason, string? CallId, DateTimeOffset At);

/// <summary>What can be decided about a target.</summary>
public static class DecisionNames
{
    /// <summary>It is called.</summary>
    public const string Call = "call";

    /// <summary>It is not called, or not called again, in this run.</summary>
    public const string Skip = "skip";

    /// <summary>It is called later than its turn, without an attempt being spent.</summary>
    public const string Defer = "defer";

    /// <summary>Its call reached nobody and is repeated.</summary>
    public const string Retry = "retry";

    /// <summary>It has been called for the last time in this run.</summary>
    public const string Done = "done";
}

/// <summary>Why something was decided, besides the reasons for which calls end.</summary>
public static class DecisionReasons
{
    /// <summary>Its turn has come.</summary>
    public const string FirstAttempt = "first_attempt";

    /// <summary>The time of its repetition has come.</summary>
    public const string RetryDue = "retry_due";

    /// <summary>The number is on the tenant's do-not-call list.</summary>
    public const string DoNotCall = Calls.EndReasons.DoNotCallList;

    /// <summary>The Indian number is on the national registry.</summary>
    public const string NationalRegistry = Calls.EndReasons.NationalRegistry;

    /// <summary>Another campaign of the tenant has called the number lately.</summary>
    public const string Cooldown = "cooldown";

    /// <summary>The person has been erased from the store.</summary>
    public const string Erased = "erased";

    /// <summary>It is outside of the calling hours where the number is.</summary>
    public const string OutsideHours = "outside_calling_hours";

    /// <summary>The campaign's last day is over: why it completed with targets that were not called.</summary>
    public const string PeriodOver = "period_over";

    /// <summary>The wallet did not cover the call after all.</summary>
    public const string InsufficientFunds = "insufficient_funds";

    /// <summary>The call waited for a line and was withdrawn, because the run was paused or the calling hours had ended.</summary>
    public const string Withdrawn = Calls.EndReasons.Withdrawn;

    /// <summary>The person refused what was offered.</summary>
    public const string Declined = "declined";

    /// <summary>The person asked not to be called again.</summary>
    public const string OptOut = "do_not_call";
}

/// <summary>Which decisions are wanted.</summary>
/// <param name="CampaignId">Those about targets of this campaign.</param>
/// <param name="RunId">Only those of this run; null for all.</param>
/// <param name="Phone">Only those about this number, E.164; null for all.</param>
public readonly record struct DecisionFilter(string CampaignId, string? RunId, string? Phone);

/// <summary>Reads the decisions of runs.</summary>
public sealed class DecisionRegister(IStore store)
{
    /// <summary>Decisions of the tenant's, newest first.</summary>
    /// <param name="tenantId">Whose.</param>
    /// <param name="filter">Which.</param>
    /// <param name="beforeId">Only older ones than this; null from the newest.</param>
    /// <param name="limit">At most so many.</param>
    public ValueTask<IReadOnlyList<TargetDecision>> PageAsync(string tenantId, DecisionFilter filter, string? beforeId, int limit)
    {
        var query = new SqlQuery("SELECT * FROM decisions WHERE campaign_id = @campaign AND tenant_id = @tenant")
        {
            ["campaign"] = filter.CampaignId,
            ["tenant"] = tenantId,
            ["limit"] = limit,
        };
        if (filter.RunId is { } runId)
            query.Append(" AND run_id = @run").With("run", runId);
        if (filter.Phone is { } phone)
            query.Append(" AND phone_e164 = @phone").With("phone", phone);
        if (beforeId is not null)
            query.Append(" AND id < @before").With("before", beforeId);
        return store.QueryAsync(query.Append(" ORDER BY id DESC LIMIT @limit"), Read);
    }

    /// <summary>The decisions of all of the tenant's campaigns about a number, newest first.</summary>
    /// <param name="tenantId">Whose.</param>
    /// <param name="phone">The number, E.164.</param>
    /// <param name="before">Only those from before then; null from the newest.</param>
    /// <param name="limit">At most so many.</param>
    public ValueTask<IReadOnlyList<TargetDecision>> OfNumberAsync(string tenantId, string phone, DateTimeOffset? before, int limit)
    {
        var query = new SqlQuery("SELECT * FROM decisions WHERE tenant_id = @tenant AND phone_e164 = @phone")
        {
            ["tenant"] = tenantId,
            ["phone"] = phone,
            ["limit"] = limit,
        };
        if (before is { } until)
            query.Append(" AND at < @before").With("before", until);
        return store.QueryAsync(query.Append(" ORDER BY at DESC LIMIT @limit"), Read);
    }

    internal static Row ToRow(string tenantId, TargetDecision decision) => new()
    {
        ["id"] = decision.Id,
        ["tenant_id"] = tenantId,
        ["campaign_id"] = decision.CampaignId,
        ["run_id"] = decision.RunId,
        ["phone_e164"] = decision.Phone,
        ["attempt"] = decision.Attempt,
        ["decision"] = decision.Decision,
        ["reason"] = decision.Reason,
        ["call_id"] = decision.CallId,
        ["at"] = decision.At,
    };

    private static TargetDecision Read(RowReader row) => new(
        row.Text("id"), row.Text("campaign_id"), row.Text("run_id"), row.Text("phone_e164"), (int)row.Int64("attempt"), row.Text("decision"),
        row.Text("reason"), row.TextOrNull("call_id"), row.Timestamp("at"));
}
