using System.Collections.Immutable;

namespace Switchboard.RuleBooks.Prompts.Hours;

/// <summary>The names of days.</summary>
internal static class DayNames
{
    /// <summary>The alternatives of a pattern that matches one day or a group of days.</summary>
    public const string Pattern =
        "mon(?:day)?s?|tue(?:s(?:day)?)?s?|wed(?:s|nesdays?)?|thu(?:r(?:s(?:days?)?)?)?|fri(?:days?)?|sat(?:urdays?)?|sun(?:days?)?"
        + "|week ?days?|working days?|business days?|work ?days|weekends?|every ?day|daily|all days|all week|(?:7|seven) days a week"
        + "|सोमवार|मंगलवार|बुधवार|गुरुवार|बृहस्पतिवार|वीरवार|शुक्रवार|शनिवार|रविवार|इतवार|कार्यदिवस|रोजाना|रोज|हर दिन|प्रतिदिन";

    /// <summary>The seven days, from Monday.</summary>
    public static readonly ImmutableArray<DayOfWeek> All =
    [
        DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday, DayOfWeek.Saturday, DayOfWeek.Sunday,
    ];

    /// <summary>Monday to Friday.</summary>
    public static readonly ImmutableArray<DayOfWeek> WorkingDays = [.. All.Take(5)];

    private static readonly ImmutableArray<DayOfWeek> Weekend = [.. All.Skip(5)];

    /// <summary>The days that a text matched by <see cref="Pattern"/> stands for.</summary>
    public static ImmutableArray<DayOfWeek> Of(string name) => name switch
    {
        "गुरुवार" or "बृहस्पतिवार" or "वीरवार" => [DayOfWeek.Thursday],
        "सोमवार" => [DayOfWeek.Monday],
        "मंगलवार" => [DayOfWeek.Tuesday],
        "बुधवार" => [DayOfWeek.Wednesday],
        "शुक्रवार" => [DayOfWeek.Friday],
        "शनिवार" => [DayOfWeek.Saturday],
        "रविवार" or "इतवार" => [DayOfWeek.Sunday],
        "कार्यदिवस" => WorkingDays,
        _ when name.StartsWith("weekend", StringComparison.Ordinal) => Weekend,
        _ when name.StartsWith("week", StringComparison.Ordinal) || name.StartsWith("work", StringComparison.Ordinal) || name.StartsWith("business", StringComparison.Ordinal) => WorkingDays,
        _ => OneDay(name) is { } day ? [day] : All,
    };

    /// <summary>From one day to another, over the end of the week where the second comes first.</summary>
    public static ImmutableArray<DayOfWeek> Range(DayOfWeek first, DayOfWeek last)
    {
        var from = All.IndexOf(first);
        var count = ((All.IndexOf(last) - from + 7) % 7) + 1;
        return [.. Enumerable.Range(from, count).Select(place => All[place % 7])];
    }

    private static DayOfWeek? OneDay(string name) => name.Length < 3 ? null : name[..3] switch
    {
        "mon" => DayOfWeek.Monday,
        "tue" => DayOfWeek.Tuesday,
        "wed" => DayOfWeek.Wednesday,
        "thu" => DayOfWeek.Thursday,
        "fri" => DayOfWeek.Friday,
        "sat" => DayOfWeek.Saturday,
        "sun" => DayOfWeek.Sunday,
        _ => null,
    };
}
