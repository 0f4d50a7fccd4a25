using System.Text.Json.Serialization;
using Switchboard.Agents;
using Switchboard.Api.Requests;
using Switchboard.Campaigns;
using Switchboard.Contacts;
using Switchboard.Webhooks;

namespace Switchboard.Api.Doors.NextNeural;

/// <summary>Asks for a campaign.</summary>
/// <param name="Kind">What sort of campaign it is, in your own word; without it <c>outbound</c>.</param>
/// <param name="Name">What you call it.</param>
/// <param name="Provider">Your own word for who carries the calls, given back as it came.</param>
/// <param name="VoiceAgentId">The voice agent that speaks; without it the one that you started with.</param>
/// <param name="PhoneNumber">The number to call from; without it the carrier's default.</param>
/// <param name="Branches">A list of your own, given back as it came.</param>
/// <param name="StartDate">The first day on which it calls, where the people are.</param>
/// <param name="EndDate">The last day on which it calls; when it is over the campaign is completed.</param>
/// <param name="TimeWindow">When people may be called, on their own clocks.</param>
/// <param name="Config">
/// Your own object, given back as it came. `persona_prompt`, `recording_disclosure` and `guardrails` say what is said; only contacts with all `audience_tags` are called.
/// </param>
/// <param name="Status"><c>draft</c>, or <c>active</c> to launch it at once.</param>
public sealed record CreateCampaignBody(
    string? Kind,
    string Name,
    string? Provider,
    string? VoiceAgentId,
    string? PhoneNumber,
    RawJsonList? Branches,
    DateOnly? StartDate,
    DateOnly? EndDate,
    TimeWindowBody? TimeWindow,
    RawJson? Config,
    string? Status) : IRequestBody<CreateCampaignBody>
{
    internal const string Draft = "draft";
    internal const string Active = "active";

    /// <inheritdoc/>
    public static CreateCampaignBody Read(RequestReader fields)
    {
        var (first, last) = CampaignFields.Period(fields);
        return new(
            CampaignFields.Kind(fields), fields.Text("name", CampaignFields.NameMax), CampaignFields.Provider(fields), fields.OptionalId(CampaignFields.VoiceAgent),
            CampaignFields.PhoneNumber(fields), CampaignFields.Branches(fields), first, last, CampaignFields.TimeWindow(fields), CampaignFields.ReadConfig(fields),
            fields.OptionalOneOf("status", Draft, Active));
    }

    internal CreateContactCampaign ToCommand(string tenantId) => new(tenantId, Name, VoiceAgentId ?? Agent.DemoId, new CampaignChanges
    {
        Kind = Kind,
        Provider = Provider,
        CallerIds = PhoneNumber is { } number ? [number] : [],
        Branches = Branches?.Text,
        FirstDay = StartDate,
        LastDay = EndDate,
        Window = TimeWindow?.ToWindow(),
        Config = Config?.Text,
    });
}

/// <summary>Changes a campaign. What is absent stays; null takes away what can be absent; <c>config</c> and <c>branches</c> are replaced as a whole.</summary>
/// <param name="Kind">What sort of campaign it is.</param>
/// <param name="Name">What you call it.</param>
/// <param name="Provider">Your own word for who carries the calls.</param>
/// <param name="VoiceAgentId">The voice agent that speaks.</param>
/// <param name="PhoneNumber">The number to call from.</param>
/// <param name="Branches">A list of your own.</param>
/// <param name="StartDate">The first day on which it calls.</param>
/// <param name="EndDate">The last day on which it calls.</param>
/// <param name="TimeWindow">When people may be called, on their own clocks.</param>
/// <param name="Config">Your own object, as a whole.</param>
/// <param name="Status">What it is already: launch and stop change it.</param>
public record ChangeCampaignBody(
    string? Kind,
    string? Name,
    string? Provider,
    string? VoiceAgentId,
    string? PhoneNumber,
    RawJsonList? Branches,
    DateOnly? StartDate,
    DateOnly? EndDate,
    TimeWindowBody? TimeWindow,
    RawJson? Config,
    string? Status) : IRequestBody<ChangeCampaignBody>
{
    [JsonIgnore]
    internal CampaignChanges Changes { get; private init; } = new();

    /// <inheritdoc/>
    public static ChangeCampaignBody Read(RequestReader fields) => Read(fields, replaces: false);

    /// <summary>Reads it.</summary>
    /// <param name="fields">The body.</param>
    /// <param name="replaces">Whether what is absent is taken away as if it were null.</param>
    private protected static ChangeCampaignBody Read(RequestReader fields, bool replaces)
    {
        var (first, last) = CampaignFields.Period(fields);
        var name = replaces ? fields.Text("name", CampaignFields.NameMax) : fields.OptionalText("name", CampaignFields.NameMax, min: 1);
        var body = new ChangeCampaignBody(
            CampaignFields.Kind(fields), name, CampaignFields.Provider(fields), fields.OptionalId(CampaignFields.VoiceAgent), CampaignFields.PhoneNumber(fields),
            CampaignFields.Branches(fields), first, last, CampaignFields.TimeWindow(fields), CampaignFields.ReadConfig(fields),
            fields.OptionalOneOf("status", CreateCampaignBody.Draft, CreateCampaignBody.Active, "paused", "completed"));
        return body with
        {
            Changes = new CampaignChanges
            {
                Kind = body.Kind ?? (IsGiven("kind") ? Campaign.DefaultKind : null),
                Name = body.Name,
                AgentId = body.VoiceAgentId,
                CallerIds = IsGiven("phone_number") ? body.PhoneNumber is { } number ? [number] : [] : null,
                Window = body.TimeWindow?.ToWindow(),
                ClearsWindow = body.TimeWindow is null && IsGiven("time_window"),
                Provider = IfGiven("provider", body.Provider),
                Branches = IfGiven("branches", body.Branches?.Text),
                FirstDay = IfGiven("start_date", body.StartDate),
                LastDay = IfGiven(CampaignFields.EndDate, body.EndDate),
                Config = IfGiven("config", body.Config?.Text),
            },
        };

        bool IsGiven(string field) => replaces || fields.Has(field);

        Given<T> IfGiven<T>(string field, T? value) => new(IsGiven(field), value);
    }
}

/// <summary>Replaces a campaign's fields: what is absent is taken away, but for the voice agent.</summary>
public sealed record ReplaceCampaignBody : ChangeCampaignBody, IRequestBody<ReplaceCampaignBody>
{
    private ReplaceCampaignBody(ChangeCampaignBody body)
        : base(body)
    {
    }

    /// <inheritdoc/>
    public static new ReplaceCampaignBody Read(RequestReader fields) => new(Read(fields, replaces: true));
}

/// <summary>A campaign.</summary>
/// <param name="Uuid">Its id.</param>
/// <param name="Kind">What sort of campaign it is.</param>
/// <param name="Name">What you call it.</param>
/// <param name="Status"><c>draft</c>, <c>active</c>, <c>paused</c> or <c>completed</c>.</param>
/// <param name="Provider">Your own word for who carries the calls.</param>
/// <param name="VoiceAgentId">The voice agent that speaks.</param>
/// <param name="PhoneNumber">The number to call from; null for the carrier's default.</param>
/// <param name="Branches">Your own list.</param>
/// <param name="StartDate">The first day on which it calls.</param>
/// <param name="EndDate">The last day on which it calls.</param>
/// <param name="TimeWindow">When people may be called, on their own clocks.</param>
/// <param name="Config">Your own object.</param>
/// <param name="Metrics">What its calls come to; null in a list without <c>include_metrics</c>.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="UpdatedAt">When it last changed.</param>
public record CampaignBody(
    string Uuid,
    string Kind,
    string Name,
    string Status,
    string? Provider,
    string VoiceAgentId,
    string? PhoneNumber,
    RawJsonList Branches,
    DateOnly? StartDate,
    DateOnly? EndDate,
    TimeWindowBody? TimeWindow,
    RawJson Config,
    MetricsBody? Metrics,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt)
{
    internal static CampaignBody Of(Campaign campaign, CampaignMetrics? metrics) => new(
        campaign.Id, campaign.Kind, campaign.Name, NextNeuralNames.Status(campaign.Status), campaign.Provider, campaign.AgentId,
        campaign.CallerIds.FirstOrDefault(), new RawJsonList(campaign.Branches ?? "[]"), campaign.Period.First, campaign.Period.Last,
        TimeWindowBody.Of(campaign.Window), new RawJson(campaign.Config ?? "{}"), metrics is null ? null : MetricsBody.Of(metrics), campaign.CreatedAt,
        campaign.UpdatedAt);
}

/// <summary>What a campaign's calls come to, on the clock of its time window.</summary>
/// <param name="CallsToday">Calls dialled since midnight.</param>
/// <param name="TotalCalls">All calls dialled.</param>
/// <param name="ConnectRate">The share of its ended calls that a person answered, 0 to 1.</param>
/// <param name="AvgHandleTime">Seconds of an average conversation with a person.</param>
/// <param name="PeakHour">The hour of the day, 0 to 23, in which most conversations began; null before the first.</param>
public sealed record MetricsBody(long CallsToday, long TotalCalls, double ConnectRate, double AvgHandleTime, int? PeakHour)
{
    internal static MetricsBody Of(CampaignMetrics metrics) =>
        new(metrics.CallsToday, metrics.TotalCalls, metrics.ConnectRate, metrics.AvgHandleTimeSec, metrics.PeakHour);
}

/// <summary>A campaign that has just been launched.</summary>
public sealed record LaunchedCampaignBody : CampaignBody
{
    private LaunchedCampaignBody(CampaignBody campaign, AudienceBody? audience)
        : base(campaign) => Audience = audience;

    /// <summary>Whom it calls; null when a stopped campaign goes on with the audience that it has.</summary>
    [JsonPropertyOrder(1)]
    public AudienceBody? Audience { get; }

    internal static LaunchedCampaignBody Of(LaunchResult launched, CampaignMetrics metrics) =>
        Of(CampaignBody.Of(launched.Campaign!, metrics), launched.Audience);

    internal static LaunchedCampaignBody Of(CampaignBody campaign, AudienceUpload? audience) =>
        new(campaign, audience is null ? null : AudienceBody.Of(audience));
}

/// <summary>The contacts of a launch.</summary>
/// <param name="ToCall">Those who are called.</param>
/// <param name="ExcludedDnc">Those on your do-not-call list.</param>
/// <param name="ExcludedNcpr">Those on India's registry (NCPR).</param>
/// <param name="ExcludedCooldown">Those whom another campaign has called lately.</param>
public sealed record AudienceBody(long ToCall, long ExcludedDnc, long ExcludedNcpr, long ExcludedCooldown)
{
    internal static AudienceBody Of(AudienceUpload audience) =>
        new(audience.Accepted, audience.RejectedDnc, audience.RejectedNcpr, audience.RejectedCooldown);
}

/// <summary>A page of the campaigns, newest first.</summary>
/// <param name="Campaigns">The campaigns.</param>
/// <param name="Total">How many there are on all pages.</param>
public sealed record CampaignListResponse(IEnumerable<CampaignBody> Campaigns, long Total);

/// <summary>A page of the flows, which are the campaigns, newest first.</summary>
/// <param name="Flows">The flows.</param>
/// <param name="Total">How many there are on all pages.</param>
public sealed record FlowListResponse(IEnumerable<CampaignBody> Flows, long Total);

/// <summary>A campaign that is deleted.</summary>
/// <param name="Uuid">Its id.</param>
/// <param name="Deleted">Always true.</param>
public sealed record CampaignDeletedResponse(string Uuid, bool Deleted);
