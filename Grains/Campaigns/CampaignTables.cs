using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Switchboard.RuleBooks;
using Switchboard.Storage;

namespace Switchboard.Campaigns;

/// <summary>The tables of campaigns and of the versions of their rule books.</summary>
public static class CampaignTables
{
    /// <summary>
    /// One row a campaign. Changed only on the condition of the revision that was read; a run changes its status in the run's own transactions.
    /// </summary>
    public static readonly TableSchema Campaigns = new(
        "campaigns",
        [
            Column.Text("id"), Column.Text("tenant_id"), Column.Text("name"), Column.Text("status"), Column.Text("persona"), Column.Text("agent_id"),
            Column.Text("prompt"), Column.Json("rule_book"), Column.Text("rule_book_id"), Column.Int64("rule_book_version"),
            Column.Json("calling_window").OrNull(), Column.Json("retries"), Column.Json("pace"), Column.Json("caller_ids"), Column.Int64("max_duration_sec"),
            Column.Int64("approval_threshold_minor"), Column.Boolean("is_test"), Column.Text("author_user_id").OrNull(), Column.Json("consent").OrNull(),
            Column.Text("audience_id").OrNull(), Column.Json("audience_zones"), Column.Text("run_id").OrNull(), Column.Int64("runs_count"),
            Column.Int64("event_sequence"), Column.Int64("revision"), Column.Timestamp("created_at"), Column.Timestamp("updated_at"),
            Column.Timestamp("archived_at").OrNull(),

            // What a campaign of contacts has besides.
            Column.Text("kind"), Column.Text("audience_source"), Column.Text("start_date").OrNull(), Column.Text("end_date").OrNull(),
            Column.Json("config").OrNull(), Column.Json("branches").OrNull(), Column.Text("provider").OrNull(),
        ],
        key: ["id"],
        indexes: [TableIndex.On("tenant_id", "id"), TableIndex.On("tenant_id", "status", "id")]);

    /// <summary>Every version of every rule book, never changed.</summary>
    public static readonly TableSchema RuleBooks = new(
        "rule_books",
        [
            Column.Text("campaign_id"), Column.Int64("number"), Column.Text("id"), Column.Text("tenant_id"), Column.Text("prompt"), Column.Json("rule_book"),
            Column.Text("writer"), Column.Timestamp("created_at"),
        ],
        key: ["campaign_id", "number"],
        indexes: [TableIndex.Unique("id")]);

    private const string Contacts = "contacts";
    private const string Uploads = "uploads";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>The whole row of a campaign.</summary>
    internal static Row ToRow(Campaign campaign) => new()
    {
        ["id"] = campaign.Id,
        ["tenant_id"] = campaign.TenantId,
        ["name"] = campaign.Name,
        ["status"] = campaign.Status.ToName(),
        ["persona"] = campaign.Persona,
        ["agent_id"] = campaign.AgentId,
        ["prompt"] = campaign.Prompt,
        ["rule_book"] = JsonSerializer.Serialize(campaign.RuleBook, Json),
        ["rule_book_id"] = campaign.RuleBookId,
        ["rule_book_version"] = campaign.RuleBookVersion,
        ["calling_window"] = campaign.Window is { } window ? JsonSerializer.Serialize(window, Json) : null,
        ["retries"] = JsonSerializer.Serialize(campaign.Retries, Json),
        ["pace"] = JsonSerializer.Serialize(campaign.Pace, Json),
        ["caller_ids"] = JsonSerializer.Serialize(campaign.CallerIds, Json),
        ["max_duration_sec"] = campaign.MaxDurationSec,
        ["approval_threshold_minor"] = campaign.ApprovalThresholdMinor,
        ["is_test"] = campaign.IsTest,
        ["author_user_id"] = campaign.AuthorUserId,
        ["consent"] = campaign.Consent is { } consent ? JsonSerializer.Serialize(consent, Json) : null,
        ["audience_id"] = campaign.AudienceId,
        ["audience_zones"] = JsonSerializer.Serialize(campaign.AudienceZones, Json),
        ["run_id"] = campaign.RunId,
        ["runs_count"] = campaign.RunsCount,
        ["event_sequence"] = campaign.EventSequence,
        ["revision"] = campaign.Revision,
        ["created_at"] = campaign.CreatedAt,
        ["updated_at"] = campaign.UpdatedAt,
        ["archived_at"] = campaign.ArchivedAt,
        ["kind"] = campaign.Kind,
        ["audience_source"] = campaign.AudienceSource == AudienceSource.Contacts ? Contacts : Uploads,
        ["start_date"] = campaign.Period.First?.ToString("O"),
        ["end_date"] = campaign.Period.Last?.ToString("O"),
        ["config"] = campaign.Config,
        ["branches"] = campaign.Branches,
        ["provider"] = campaign.Provider,
    };

    internal static Campaign Read(RowReader row) => new()
    {
        Id = row.Text("id"),
        TenantId = row.Text("tenant_id"),
        Name = row.Text("name"),
        Status = CampaignNames.ParseStatus(row.Text("status"))!.Value,
        Persona = row.Text("persona"),
        AgentId = row.Text("agent_id"),
        Prompt = row.Text("prompt"),
        RuleBook = Parse<RuleBook>(row.Text("rule_book")),
        RuleBookId = row.Text("rule_book_id"),
        RuleBookVersion = (int)row.Int64("rule_book_version"),
        Window = row.TextOrNull("calling_window") is { } window ? Parse<CallingWindow>(window) : null,
        Retries = Parse<RetryPolicy>(row.Text("retries")),
        Pace = Parse<RunPace>(row.Text("pace")),
        CallerIds = Parse<ImmutableArray<string>>(row.Text("caller_ids")),
        MaxDurationSec = (int)row.Int64("max_duration_sec"),
        ApprovalThresholdMinor = row.Int64("approval_threshold_minor"),
        IsTest = row.Boolean("is_test"),
        AuthorUserId = row.TextOrNull("author_user_id"),
        Consent = row.TextOrNull("consent") is { } consent ? Parse<ConsentAttestation>(consent) : null,
        AudienceId = row.TextOrNull("audience_id"),
        AudienceZones = Parse<ImmutableArray<string>>(row.Text("audience_zones")),
        RunId = row.TextOrNull("run_id"),
        RunsCount = (int)row.Int64("runs_count"),
        EventSequence = row.Int64("event_sequence"),
        Revision = row.Int64("revision"),
        CreatedAt = row.Timestamp("created_at"),
        UpdatedAt = row.Timestamp("updated_at"),
        ArchivedAt = row.TimestampOrNull("archived_at"),
        Kind = row.Text("kind"),
        AudienceSource = row.Text("audience_source") == Contacts ? AudienceSource.Contacts : AudienceSource.Uploads,
        Period = new CallingPeriod(Day(row.TextOrNull("start_date")), Day(row.TextOrNull("end_date"))),
        Config = row.TextOrNull("config"),
        Branches = row.TextOrNull("branches"),
        Provider = row.TextOrNull("provider"),
    };

    internal static Row ToRuleBookRow(RuleBookVersion version) => new()
    {
        ["campaign_id"] = version.CampaignId,
        ["number"] = version.Number,
        ["id"] = version.Id,
        ["tenant_id"] = version.TenantId,
        ["prompt"] = version.Prompt,
        ["rule_book"] = JsonSerializer.Serialize(version.RuleBook, Json),
        ["writer"] = version.Writer,
        ["created_at"] = version.CreatedAt,
    };

    internal static RuleBookVersion ReadRuleBook(RowReader row) => new(
        row.Text("id"), row.Text("campaign_id"), row.Text("tenant_id"), (int)row.Int64("number"), row.Text("prompt"),
        Parse<RuleBook>(row.Text("rule_book")), row.Text("writer"), row.Timestamp("created_at"));

    private static DateOnly? Day(string? text) => text is null ? null : DateOnly.ParseExact(text, "O", CultureInfo.InvariantCulture);

    private static T Parse<T>(string json) => JsonSerializer.Deserialize<T>(json, Json)!;
}

/// <summary>One version of a campaign's rule book.</summary>
/// <param name="Id">UUIDv7.</param>
/// <param name="CampaignId">Whose rule book.</param>
/// <param name="TenantId">The tenant.</param>
/// <param name="Number">1 for the first, and so on.</param>
/// <param name="Prompt">The prompt that it was written from.</param>
/// <param name="RuleBook">The rule book.</param>
/// <param name="Writer">Who wrote it: <c>deterministic</c>, a model's name, or <c>edited</c>.</param>
/// <param name="CreatedAt">When.</param>
public sealed record RuleBookVersion(
    string Id, string CampaignId, string TenantId, int Number, string Prompt, RuleBook RuleBook, string Writer, DateTimeOffset CreatedAt);
