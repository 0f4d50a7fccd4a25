using System.Collections.Immutable;
using System.Text.Json;
using System.Text.RegularExpressions;
using NodaTime;
using Switchboard.Campaigns;
using Switchboard.Objections;

namespace Switchboard.RuleBooks.LanguageModel;

/// <summary>What a model answers, in the shape of <see cref="ModelTask.Schema"/>. Whatever it leaves out is null: the validator says so.</summary>
internal sealed partial record ModelAnswer(
    string? Name,
    string? Language,
    string? Persona,
    RuleBookOpening? Opening,
    ImmutableArray<RuleBookBranch>? Branches,
    ImmutableArray<ObjectionHandler>? ObjectionHandlers,
    ImmutableArray<string>? ForbiddenPhrases,
    RuleBookGoal? Goal,
    ImmutableArray<string>? Offers,
    ModelSchedule? Schedule)
{
    private static readonly JsonSerializerOptions Format = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, PropertyNameCaseInsensitive = true };

    /// <summary>Reads an answer; null when it is not such an object.</summary>
    public static ModelAnswer? Parse(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<ModelAnswer>(json, Format);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The rule book in it.</summary>
    /// <param name="forbidden">What is forbidden besides what the model lists.</param>
    /// <param name="systemPrompt">The instructions.</param>
    public RuleBook ToRuleBook(IEnumerable<string> forbidden, string systemPrompt) => new(
        systemPrompt,
        Language!,
        Opening!,
        Branches ?? [],
        [.. (ObjectionHandlers ?? []).Select(handler => handler is null ? handler! : handler with { LibraryId = ObjectionLibrary.Find(handler.LibraryId)?.Id })],
        [.. (ForbiddenPhrases ?? []).Concat(forbidden).Distinct(StringComparer.OrdinalIgnoreCase).Take(RuleBookValidator.ItemsMax)],
        Goal!,
        Offers ?? []);

    /// <summary>The calling hours that it read in the prompt; null for none. With what is wrong with them.</summary>
    public (CallingWindow? Window, string? Error) ReadWindow()
    {
        if (Schedule is not { } hours)
            return (null, null);
        ImmutableArray<DayOfWeek> days = [.. (hours.Days ?? []).Select(name => Enum.TryParse<DayOfWeek>(name, ignoreCase: true, out var day) ? day : (DayOfWeek?)null).OfType<DayOfWeek>().Distinct()];
        if (days.IsEmpty)
            return (null, "schedule.days must name one or more days");
        if (!IsClock(hours.Start) || !IsClock(hours.End) || string.CompareOrdinal(hours.Start, hours.End) >= 0)
            return (null, "schedule.start and schedule.end must be times such as 09:00, the end after the start");
        return hours.TimeZone is { } zone && DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) is null
            ? (null, "schedule.time_zone must be an IANA time zone or null")
            : (new CallingWindow(days, hours.Start!, hours.End!, hours.TimeZone), null);
    }

    private static bool IsClock(string? text) => text is not null && Clock().IsMatch(text);

    [GeneratedRegex(@"\A(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Clock();
}

/// <summary>Calling hours as a model reads them.</summary>
internal sealed record ModelSchedule(ImmutableArray<string>? Days, string? Start, string? End, string? TimeZone);
