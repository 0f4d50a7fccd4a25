using Switchboard.Storage;

namespace Switchboard.Campaigns;

/// <summary>
/// The tables of audiences. An audience is everything uploaded to a campaign since its last replacement; its targets are numbered 0, 1, 2, … so that a run
/// walks over a million of them with nothing in memory but its place.
/// </summary>
public static class TargetTables
{
    /// <summary>
    /// One row for each number of an audience. The importer inserts rows; after that only the campaign's run of the moment changes them, in the
    /// transactions of its own row, so that the run's version is their fence.
    /// </summary>
    public static readonly TableSchema Targets = new(
        "targets",
        [
            Column.Text("audience_id"), Column.Text("phone_e164"), Column.Int64("ordinal"), Column.Text("tenant_id"), Column.Text("campaign_id"),
            Column.Text("name").OrNull(), Column.Json("fields").OrNull(), Column.Text("zone").OrNull(), Column.Text("upload_id"),
            Column.Text("contact_id").OrNull(), Column.Text("language").OrNull(),

            // Where it stands (see TargetStatus), in the run of this number; 0: no run has taken it up.
            Column.Text("status"), Column.Int64("run_number"), Column.Int64("attempts"), Column.Boolean("reached"), Column.Text("reason").OrNull(),
            Column.Text("call_id").OrNull(), Column.Timestamp("retry_at").OrNull(),
        ],
        key: ["audience_id", "phone_e164"],
        ordinal: new OrdinalColumn("ordinal", "audience_id"),
        indexes:
        [
            TableIndex.Unique("audience_id", "ordinal"),
            TableIndex.On("audience_id", "retry_at").WhereNotNull("retry_at"),
            TableIndex.On("audience_id", "ordinal").WhereEquals("status", "claimed") with { Name = "targets_claimed" },
            TableIndex.On("tenant_id", "phone_e164"),
        ]);

    /// <summary>How many targets of an audience are gone because the people were erased, counted in the transactions that delete them; no row for none.</summary>
    public static readonly TableSchema Erased = new(
        "audience_erasures", [Column.Text("audience_id"), Column.Int64("targets")], key: ["audience_id"]);

    /// <summary>One row an upload, with its exact counts.</summary>
    public static readonly TableSchema Uploads = new(
        "audience_uploads",
        [
            Column.Text("id"), Column.Text("tenant_id"), Column.Text("campaign_id"), Column.Text("audience_id"), Column.Text("mode"), Column.Int64("accepted"),
            Column.Int64("duplicates"), Column.Int64("rejected_dnc"), Column.Int64("rejected_ncpr"), Column.Int64("rejected_cooldown"),
            Column.Int64("rejected_invalid"), Column.Int64("ignored_columns"), Column.Int64("shortened_values"), Column.Timestamp("created_at"),
        ],
        key: ["id"],
        indexes: [TableIndex.On("campaign_id", "id")]);

    /// <summary>
    /// The rows of an upload that were not accepted, by their line in the file: the first <see cref="AudienceImporter.RejectedRowsMax"/> of them.
    /// </summary>
    public static readonly TableSchema RejectedRows = new(
        "audience_rejected_rows",
        [Column.Text("upload_id"), Column.Int64("line"), Column.Text("tenant_id"), Column.Text("phone"), Column.Text("reason")],
        key: ["upload_id", "line"],
        indexes: [TableIndex.On("tenant_id", "upload_id", "line")]);

    /// <summary>
    /// Why each target was called, skipped or put off, attempt by attempt. Written in the transaction that makes it so, never changed.
    /// </summary>
    public static readonly TableSchema Decisions = new(
        "decisions",
        [
            Column.Text("id"), Column.Text("tenant_id"), Column.Text("campaign_id"), Column.Text("run_id"), Column.Text("phone_e164"), Column.Int64("attempt"),
            Column.Text("decision"), Column.Text("reason"), Column.Text("call_id").OrNull(), Column.Timestamp("at"),
        ],
        key: ["id"],
        indexes: [TableIndex.On("campaign_id", "phone_e164", "id"), TableIndex.On("campaign_id", "id"), TableIndex.On("run_id", "id"), TableIndex.On("tenant_id", "phone_e164")]);
}

/// <summary>Where a target stands in the run that took it up.</summary>
public static class TargetStatus
{
    /// <summary>Not taken up yet.</summary>
    public const string Waiting = "waiting";

    /// <summary>A call with the id in <c>call_id</c> is to be placed, or under way.</summary>
    public const string Claimed = "claimed";

    /// <summary>To be called (again) at <c>retry_at</c>.</summary>
    public const string Deferred = "deferred";

    /// <summary>Called for the last time.</summary>
    public const string Done = "done";

    /// <summary>Not called, for the reason in <c>reason</c>.</summary>
    public const string Skipped = "skipped";
}
