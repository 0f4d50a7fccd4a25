using System.Collections.Immutable;

namespace Switchboard.Reports.Weekly;

/// <summary>Everything that a weekly report says.</summary>
/// <param name="Days">The calls of each day of the period, empty days included.</param>
/// <param name="Before">The calls of as many days before, all together.</param>
/// <param name="Workflows">The campaigns with the most calls, and direct calls.</param>
/// <param name="OtherWorkflows">What further campaigns add up to; null when there are none.</param>
/// <param name="Approvals">What the voice agent asked for, by action.</param>
/// <param name="DecisionSec">Seconds that people took to decide on average; null when nobody decided anything.</param>
/// <param name="Intents">What people wanted, the most frequent first.</param>
/// <param name="Objections">Objections that were met, the most frequent first.</param>
/// <param name="Ledger">Movements of the wallet by kind.</param>
/// <param name="LedgerBefore">Those of as many days before.</param>
public sealed record WeeklyFigures(
    ImmutableArray<DayFigures> Days,
    CallFigures Before,
    ImmutableArray<WorkflowFigures> Workflows,
    WorkflowFigures? OtherWorkflows,
    ImmutableArray<ApprovalFigures> Approvals,
    double? DecisionSec,
    ImmutableArray<NamedCount> Intents,
    ImmutableArray<NamedCount> Objections,
    ImmutableArray<LedgerFigures> Ledger,
    ImmutableArray<LedgerFigures> LedgerBefore)
{
    /// <summary>The calls of the period.</summary>
    public CallFigures Calls => CallFigures.Sum(Days.Select(day => day.Calls));

    /// <summary>What the period cost: charges less refunds, minor units.</summary>
    public long CostMinor => CostOf(Ledger);

    /// <summary>What the days before cost.</summary>
    public long CostBeforeMinor => CostOf(LedgerBefore);

    private static long CostOf(ImmutableArray<LedgerFigures> ledger) => -ledger.Where(kind => kind.IsCost).Sum(kind => kind.AmountMinor);
}

/// <summary>The calls of a day.</summary>
public sealed record DayFigures(DateOnly Day, CallFigures Calls);

/// <summary>Calls by what became of them; each call is in one of them.</summary>
/// <param name="Person">A person answered, or somebody of whom the carrier could not tell.</param>
/// <param name="Voicemail">A voicemail answered.</param>
/// <param name="NoAnswer">Nobody answered.</param>
/// <param name="Busy">The line was busy.</param>
/// <param name="Failed">The carrier or the number failed.</param>
/// <param name="Canceled">Withdrawn before the answer.</param>
/// <param name="Underway">Not over yet, and not answered.</param>
/// <param name="Seconds">Seconds of conversation.</param>
public readonly record struct CallFigures(
    long Person, long Voicemail, long NoAnswer, long Busy, long Failed, long Canceled, long Underway, long Seconds)
{
    /// <summary>All calls.</summary>
    public long Total => Person + Voicemail + NoAnswer + Busy + Failed + Canceled + Underway;

    /// <summary>Calls that somebody or something answered.</summary>
    public long Connected => Person + Voicemail;

    /// <summary>The share of the calls that are over and were not withdrawn; null when there are none.</summary>
    public double? ConnectRate => Total - Canceled - Underway is var over and > 0 ? (double)Connected / over : null;

    /// <summary>All of them together.</summary>
    public static CallFigures Sum(IEnumerable<CallFigures> parts) => parts.Aggregate(default(CallFigures), (a, b) => new CallFigures(
        a.Person + b.Person, a.Voicemail + b.Voicemail, a.NoAnswer + b.NoAnswer, a.Busy + b.Busy, a.Failed + b.Failed, a.Canceled + b.Canceled,
        a.Underway + b.Underway, a.Seconds + b.Seconds));
}

/// <summary>The calls of a campaign.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsTest">Whether its runs only touch the simulator.</param>
/// <param name="Calls">Its calls.</param>
/// <param name="Targets">Different numbers that were dialled.</param>
/// <param name="Reached">Different numbers that answered.</param>
/// <param name="CostMinor">What its conversations cost, minor units.</param>
public sealed record WorkflowFigures(string Name, bool IsTest, CallFigures Calls, long Targets, long Reached, long CostMinor);

/// <summary>The approvals of an action.</summary>
/// <param name="Action"><c>concession</c>, <c>callback</c> or <c>escalate</c>.</param>
/// <param name="ByPolicy">Approved because they were worth less than the campaign's threshold.</param>
/// <param name="Approved">Approved by people.</param>
/// <param name="Denied">Denied.</param>
/// <param name="Expired">Nobody decided in time.</param>
/// <param name="Pending">Still waiting.</param>
/// <param name="ConcededMinor">What those approved are worth, minor units.</param>
public sealed record ApprovalFigures(string Action, long ByPolicy, long Approved, long Denied, long Expired, long Pending, long ConcededMinor)
{
    /// <summary>All that was asked.</summary>
    public long Asked => ByPolicy + Approved + Denied + Expired + Pending;
}

/// <summary>How often something happened.</summary>
/// <param name="Name">What, in words.</param>
/// <param name="Count">How often.</param>
public sealed record NamedCount(string Name, long Count);

/// <summary>The movements of a kind.</summary>
/// <param name="Kind">The ledger's kind.</param>
/// <param name="Entries">How many.</param>
/// <param name="AmountMinor">Their sum, minor units; negative for what was charged.</param>
public sealed record LedgerFigures(string Kind, long Entries, long AmountMinor)
{
    /// <summary>Whether it is part of what the service cost, rather than of what was paid in.</summary>
    public bool IsCost => Kind is "call_charge" or "number_charge" or "refund" || (AmountMinor < 0 && Kind is not ("trial" or "topup"));
}
