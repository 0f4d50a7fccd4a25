using System.Collections.Immutable;
using Switchboard.Api.Requests;
using Switchboard.Calls;
using Switchboard.Campaigns;
using Switchboard.Contacts;
using Switchboard.Voices;

namespace Switchboard.Api.Doors.CallFunnel;

/// <summary>When people may be called, on their own clocks.</summary>
/// <param name="Kind"><c>window</c>, or <c>always</c>: the carrier's own hours.</param>
/// <param name="Days"><c>mon</c> to <c>sun</c>.</param>
/// <param name="Start">The first minute, <c>HH:mm</c>.</param>
/// <param name="End">The minute from which no call is placed; <c>24:00</c> is midnight.</param>
/// <param name="Timezone">IANA zone of people whose number does not tell where they are.</param>
public sealed record ScheduleBody(string Kind, ImmutableArray<string>? Days, string? Start, string? End, string? Timezone)
{
    private const string Window = "window";
    private const string Always = "always";

    private static readonly ImmutableArray<(string Name, DayOfWeek Day)> DayNames =
    [
        ("mon", DayOfWeek.Monday), ("tue", DayOfWeek.Tuesday), ("wed", DayOfWeek.Wednesday), ("thu", DayOfWeek.Thursday), ("fri", DayOfWeek.Friday),
        ("sat", DayOfWeek.Saturday), ("sun", DayOfWeek.Sunday),
    ];

    internal static string KindOf(CallingWindow? window) => window is null ? Always : Window;

    internal static ScheduleBody Of(CallingWindow? window) => new(
        KindOf(window),
        window is null ? null : [.. DayNames.Where(entry => window.Days.Contains(entry.Day)).Select(entry => entry.Name)],
        window?.Start,
        window?.End,
        window?.FallbackZone);

    internal static ScheduleBody Read(RequestReader fields)
    {
        if (fields.OptionalOneOf("kind", Window, Always) == Always)
            return Of(null);
        var (start, end) = ClockFields.Hours(fields);
        return Of(new CallingWindow(ReadDays(fields), start, end, ClockFields.OptionalZone(fields)));
    }

    internal CallingWindow? ToWindow() =>
        Kind == Always ? null : new CallingWindow([.. Days!.Value.Select(name => DayOf(name)!.Value)], Start!, End!, Timezone);

    private static ImmutableArray<DayOfWeek> ReadDays(RequestReader fields)
    {
        if (fields.OptionalTexts("days", itemsMax: 7, max: 9) is not { } names)
            return [.. DayNames.Select(entry => entry.Day)];
        var days = names.Select(DayOf).ToImmutableArray();
        if (days.Length == 0 || days.Contains(null))
            fields.Fail("days", $"must be one or more of: {string.Join(", ", DayNames.Select(entry => entry.Name))}");
        return [.. days.OfType<DayOfWeek>().Distinct()];
    }

    private static DayOfWeek? DayOf(string name) =>
        DayNames.Where(entry => name.Equals(entry.Name, StringComparison.OrdinalIgnoreCase) || name.Equals(entry.Day.ToString(), StringComparison.OrdinalIgnoreCase))
            .Select(entry => (DayOfWeek?)entry.Day).FirstOrDefault();
}

/// <summary>When a target is called again, in seconds of the carrier; null: not again.</summary>
/// <param name="BusySec">After a busy line.</param>
/// <param name="NoAnswerSec">After nobody answered.</param>
/// <param name="CarrierErrorSec">After the carrier failed.</param>
/// <param name="MaxAttempts">Calls in all, the first included.</param>
public sealed record RetryPolicyBody(int? BusySec, int? NoAnswerSec, int? CarrierErrorSec, int MaxAttempts)
{
    private const int DelaySecMax = 7 * 24 * 3600;
    private const int AttemptsMax = 10;

    internal static RetryPolicyBody Of(RetryPolicy policy) =>
        new(policy.BusySec, policy.NoAnswerSec, policy.CarrierErrorSec, policy.AttemptsMax);

    /// <summary>Reads what of a policy is to change: what it does not name stays, and a null means not again.</summary>
    internal static Func<RetryPolicy, RetryPolicy> ReadChange(RequestReader fields)
    {
        var busy = ReadDelay(fields, "busy_sec");
        var noAnswer = ReadDelay(fields, "no_answer_sec");
        var carrierError = ReadDelay(fields, "carrier_error_sec");
        var attempts = fields.OptionalInt("max_attempts", 1, AttemptsMax);
        return policy => new RetryPolicy(
            busy(policy.BusySec), noAnswer(policy.NoAnswerSec), carrierError(policy.CarrierErrorSec), attempts ?? policy.AttemptsMax);
    }

    private static Func<int?, int?> ReadDelay(RequestReader fields, string name)
    {
        var (isGiven, delay) = (fields.Has(name), fields.OptionalInt(name, 0, DelaySecMax));
        return current => isGiven ? delay : current;
    }
}

/// <summary>How fast a workflow may call; null: as the carrier.</summary>
/// <param name="MaxConcurrentCalls">Calls at once.</param>
/// <param name="CallsPerSecond">Calls begun in a second of the carrier's.</param>
/// <param name="CallsPerSecondPerCallerId">The same for each caller id.</param>
public sealed record PaceBody(int? MaxConcurrentCalls, double? CallsPerSecond, double? CallsPerSecondPerCallerId)
{
    private const int Max = 10_000;
    private const double Min = 0.01;

    internal static PaceBody Of(RunPace pace) => new(pace.ConcurrentCallsMax, pace.CallsPerSecond, pace.CallsPerSecondPerCallerId);

    /// <summary>Reads what of a pace is to change: what it does not name stays, and a null means as the carrier.</summary>
    internal static Func<RunPace, RunPace> ReadChange(RequestReader fields)
    {
        var (hasCalls, calls) = (fields.Has("max_concurrent_calls"), fields.OptionalInt("max_concurrent_calls", 1, Max));
        var (hasRate, rate) = (fields.Has("calls_per_second"), fields.OptionalReal("calls_per_second", Min, Max));
        var (hasIdRate, idRate) = (fields.Has("calls_per_second_per_caller_id"), fields.OptionalReal("calls_per_second_per_caller_id", Min, Max));
        return pace => new RunPace(
            hasCalls ? calls : pace.ConcurrentCallsMax, hasRate ? rate : pace.CallsPerSecond, hasIdRate ? idRate : pace.CallsPerSecondPerCallerId);
    }
}

/// <summary>What of a workflow is to change; what is absent stays.</summary>
/// <param name="Name">The name.</param>
/// <param name="Persona">The voice.</param>
/// <param name="Schedule">The calling hours.</param>
/// <param name="RuleBook">Fields of the rule book, which becomes a new version.</param>
/// <param name="RetryPolicy">When targets are called again.</param>
/// <param name="Pace">How fast it may call.</param>
/// <param name="CallerIds">Numbers to call from, in turn, E.164.</param>
/// <param name="MaxDurationSec">Seconds of conversation after which a call is cut.</param>
/// <param name="ApprovalThresholdMinor">A proposal worth less is approved at once; 0: everything asks.</param>
/// <param name="AgentId">The voice agent that speaks.</param>
public sealed record UpdateWorkflowRequest(
    string? Name,
    string? Persona,
    ScheduleBody? Schedule,
    RuleBookChangesBody? RuleBook,
    RetryPolicyBody? RetryPolicy,
    PaceBody? Pace,
    ImmutableArray<string>? CallerIds,
    int? MaxDurationSec,
    long? ApprovalThresholdMinor,
    string? AgentId) : IRequestBody<UpdateWorkflowRequest>
{
    private const int CallerIdsMax = 100;
    private const long ThresholdMax = 100_000_000;

    private Func<RetryPolicy, RetryPolicy>? RetryChange { get; init; }

    private Func<RunPace, RunPace>? PaceChange { get; init; }

    /// <inheritdoc/>
    public static UpdateWorkflowRequest Read(RequestReader fields) => new(
        fields.OptionalText("name", 200, min: 1),
        fields.OptionalOneOf("persona", Personas.Names.AsSpan()),
        fields.OptionalNested("schedule") is { } schedule ? ScheduleBody.Read(schedule) : null,
        fields.OptionalNested("rule_book") is { } ruleBook ? RuleBookChangesBody.Read(ruleBook) : null,
        RetryPolicy: null,
        Pace: null,
        ReadCallerIds(fields),
        fields.OptionalInt("max_duration_sec", CallLimits.DurationSecMin, CallLimits.DurationSecMax),
        fields.OptionalWhole("approval_threshold_minor", 0, ThresholdMax),
        fields.OptionalId("agent_id", "ag_"))
    {
        RetryChange = fields.OptionalNested("retry_policy") is { } retries ? RetryPolicyBody.ReadChange(retries) : null,
        PaceChange = fields.OptionalNested("pace") is { } pace ? PaceBody.ReadChange(pace) : null,
    };

    internal CampaignChanges ToChanges() => new()
    {
        Name = Name,
        Persona = Persona,
        AgentId = AgentId,
        Window = Schedule?.ToWindow(),
        ClearsWindow = Schedule is { } schedule && schedule.ToWindow() is null,
        Retries = RetryChange,
        Pace = PaceChange,
        CallerIds = CallerIds,
        MaxDurationSec = MaxDurationSec,
        ApprovalThresholdMinor = ApprovalThresholdMinor,
        RuleBook = RuleBook?.ToEdit(),
    };

    private static ImmutableArray<string>? ReadCallerIds(RequestReader fields)
    {
        var numbers = fields.OptionalTexts("caller_ids", CallerIdsMax, max: 16);
        foreach (var (number, index) in (numbers ?? []).Select((number, index) => (number, index)))
        {
            if (!PhoneNumber.IsE164(number))
                fields.Fail($"caller_ids[{index}]", FieldRules.PhoneRule);
        }

        return numbers;
    }
}
