using System.Collections.Immutable;

namespace Switchboard.RuleBooks.Prompts.Hours;

/// <summary>What a piece of a prompt means to somebody who looks for calling hours.</summary>
internal enum HoursTokenKind
{
    /// <summary>A time of day, or a number that could be one.</summary>
    Time,

    /// <summary>What stands between the two ends of a range: a hyphen, "to", "till".</summary>
    To,

    /// <summary>"and", which ends a range after "between" and joins days.</summary>
    And,

    /// <summary>A day of the week, or several in a word such as "weekdays".</summary>
    Days,

    /// <summary>A time zone.</summary>
    Zone,

    /// <summary>"not", "never", "except".</summary>
    Not,

    /// <summary>"before" or "until".</summary>
    Before,

    /// <summary>"after".</summary>
    After,

    /// <summary>A word that says that calls are meant: "call", "hours".</summary>
    Calls,

    /// <summary>A word that says that something else has these hours: "webinar", "store".</summary>
    Other,

    /// <summary>A word that may stand between hours and what belongs to them: "on", "from".</summary>
    Filler,

    /// <summary>A comma, a slash, a bracket.</summary>
    Comma,

    /// <summary>The end of a sentence.</summary>
    End,

    /// <summary>Anything else.</summary>
    Word,
}

/// <summary>A piece of a prompt.</summary>
/// <param name="Kind">What it means.</param>
/// <param name="Text">The piece in lower case.</param>
internal sealed record HoursToken(HoursTokenKind Kind, string Text)
{
    /// <summary>The time, of <see cref="HoursTokenKind.Time"/>.</summary>
    public ClockTime? Time { get; init; }

    /// <summary>The days, of <see cref="HoursTokenKind.Days"/>.</summary>
    public ImmutableArray<DayOfWeek> Days { get; init; } = [];

    /// <summary>The IANA zone, of <see cref="HoursTokenKind.Zone"/>.</summary>
    public string? Zone { get; init; }
}

/// <summary>A time of day as it is written.</summary>
/// <param name="Hour">0 to 24.</param>
/// <param name="Minute">0 to 59; null when none is written.</param>
/// <param name="Half">Which half of the day it says it is in; null when it does not say.</param>
/// <param name="IsCertain">Whether it cannot be just a number: it has minutes, a half of the day or "o'clock".</param>
internal sealed record ClockTime(int Hour, int? Minute, DayHalf? Half, bool IsCertain)
{
    /// <summary>Minutes from midnight if the half of the day that it says, or else the 24-hour clock, holds.</summary>
    public int Minutes => In(Half);

    /// <summary>Minutes from midnight in one half of the day.</summary>
    public int In(DayHalf? half) => (half switch
    {
        DayHalf.Morning when Hour <= 12 => Hour % 12,
        DayHalf.Afternoon when Hour <= 12 => (Hour % 12) + 12,
        _ => Hour,
    } * 60) + (Minute ?? 0);
}

/// <summary>Half of a day.</summary>
internal enum DayHalf
{
    /// <summary>Midnight to noon.</summary>
    Morning,

    /// <summary>Noon to midnight.</summary>
    Afternoon,
}
