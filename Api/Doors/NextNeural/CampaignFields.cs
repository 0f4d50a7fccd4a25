using System.Collections.Immutable;
using Switchboard.Api.Requests;
using Switchboard.Campaigns;
using Switchboard.Contacts;

namespace Switchboard.Api.Doors.NextNeural;

/// <summary>When people may be called, on their own clocks.</summary>
/// <param name="Start">The first minute, <c>HH:mm</c>.</param>
/// <param name="End">The minute from which no call is placed; <c>24:00</c> is midnight.</param>
/// <param name="Timezone">IANA zone of people whose number does not tell where they are, and of the metrics; without it UTC.</param>
public sealed record TimeWindowBody(string Start, string End, string? Timezone)
{
    private static readonly ImmutableArray<DayOfWeek> EveryDay = [.. Enum.GetValues<DayOfWeek>()];

    internal static TimeWindowBody? Of(CallingWindow? window) => window is null ? null : new(window.Start, window.End, window.FallbackZone);

    internal static TimeWindowBody Read(RequestReader fields)
    {
        var (start, end) = ClockFields.Hours(fields);
        return new(start, end, ClockFields.OptionalZone(fields));
    }

    internal CallingWindow ToWindow() => new(EveryDay, Start, End, Timezone);
}

/// <summary>The fields that creating and changing a campaign have in common.</summary>
internal static class CampaignFields
{
    public const string VoiceAgent = "voice_agent_id";
    public const string EndDate = "end_date";
    public const int NameMax = 200;

    private const string Config = "config";
    private const int WordMax = 50;
    private const int JsonBytesMax = 64 * 1024;
    private const int PersonaPromptMax = 20_000;
    private const int DisclosureMax = 500;
    private const int GuardrailsMax = 50;
    private const int GuardrailMax = 1000;
    private const int AudienceTagsMax = 20;

    public static string? Kind(RequestReader fields) => fields.OptionalText("kind", WordMax, min: 1);

    public static string? Provider(RequestReader fields) => fields.OptionalText("provider", WordMax, min: 1);

    public static string? PhoneNumber(RequestReader fields) => fields.OptionalPhone("phone_number", ContactFields.PhoneRule);

    public static RawJsonList? Branches(RequestReader fields) => RawJsonList.Of(fields.OptionalList("branches", JsonBytesMax));

    public static TimeWindowBody? TimeWindow(RequestReader fields) => fields.OptionalNested("time_window") is { } window ? TimeWindowBody.Read(window) : null;

    public static (DateOnly? First, DateOnly? Last) Period(RequestReader fields)
    {
        var (first, last) = (fields.OptionalDay("start_date"), fields.OptionalDay(EndDate));
        if (first > last)
            fields.Fail(EndDate, BackwardsRule);
        return (first, last);
    }

    /// <summary>What the last day must be.</summary>
    public const string BackwardsRule = "must not be before start_date";

    /// <summary>The settings as they came; those that the engine reads must be what it can read.</summary>
    public static RawJson? ReadConfig(RequestReader fields)
    {
        if (fields.OptionalObject(Config, JsonBytesMax) is not { } json)
            return null;
        var config = fields.OptionalNested(Config)!;
        config.OptionalText(CampaignConfig.PersonaPromptField, PersonaPromptMax);
        config.OptionalText(CampaignConfig.RecordingDisclosureField, DisclosureMax);
        config.OptionalTexts(CampaignConfig.GuardrailsField, GuardrailsMax, GuardrailMax);
        config.OptionalTexts(CampaignConfig.AudienceTagsField, AudienceTagsMax, ContactRules.TagMax);
        return new RawJson(json);
    }
}
