using System.Text.Json;
using Switchboard.Api.Auth;
using Switchboard.Api.Docs;
using Switchboard.Api.Requests;
using Switchboard.Campaigns;
using Switchboard.Files;
using Switchboard.Identity;

namespace Switchboard.Api.Doors.CallFunnel;

/// <summary>Whom a workflow calls: <c>workflows/{id}/audience</c>.</summary>
internal static class AudienceRoutes
{
    private const int PageDefault = 100;
    private const int UploadsMax = 500;
    private const int RejectedMax = 1000;
    private const string RowsField = "rows";

    private static readonly Refusal IsLive =
        Refusal.Conflict("The workflow is live: rows can be added to its audience, but it cannot be replaced. Pause it first.") with { Code = "WORKFLOW_LIVE" };

    private static readonly Refusal IsRetired =
        Refusal.Conflict("The workflow is retired, for good.") with { Code = "WORKFLOW_RETIRED" };

    private static readonly Refusal CallsUnderWay =
        Refusal.Conflict("Calls of the workflow are still under way; replace its audience when they have ended.") with { Code = "CALLS_UNDER_WAY" };

    private static readonly Refusal TooLarge =
        Refusal.Conflict($"The audience would have more than {AudienceImporter.TargetsMax} numbers.") with { Code = "AUDIENCE_TOO_LARGE" };

    private static readonly Refusal Replaced =
        Refusal.Conflict("Other uploads replaced the audience at the same time; upload again.") with { Code = "AUDIENCE_REPLACED" };

    private static readonly QueryParameter Mode = QueryParameter.OneOf(
        AudienceModes.Field,
        "`add` (the default) keeps the numbers that are there, `replace` puts the upload in their place. May also be a field of the form or of the JSON.",
        [AudienceModes.Add, AudienceModes.Replace]);

    public static void Map(IEndpointRouteBuilder api)
    {
        var audience = api.MapGroup("/workflows/{id}/audience").WithTags("Workflows");
        audience.MapPost("", Take).Requires(Permissions.CampaignsWrite).Upload()
            .WithSummary("Upload an audience")
            .WithDescription(
                "A CSV file (UTF-8; commas, semicolons or tabs) in the form's field `file`, or JSON rows. The column of numbers is found by its header (phone, mobile, "
                + "number, …), a file without headers by its numbers; `name`, or `first_name` and `last_name`, is the name, and up to "
                + $"{TableReader.OtherColumnsMax} other columns are kept, {TableReader.OtherValueMax} characters of each value. National formats are read in your country.\n\n"
                + "Each row counts once, as the first of these that it is: invalid, a duplicate within the upload, on your do-not-call list, in NCPR (India), in cool-down, "
                + "accepted. A first audience and a replacement come into force as a whole or not at all, and people reached before stay reached. Should the server fail "
                + "while rows are added, some may be there; uploading the file again adds the rest and nothing twice. A live workflow takes further rows and calls them. "
                + "Numbers are called in the order of the file; those of a file of more than 100,000 rows in blocks of that many, each in the order of its numbers.")
            .Query(Mode)
            .FormFields(Mode)
            .WithMetadata(new BodyMetadata(typeof(AudienceRowsRequest)))
            .Takes(AudienceExamples.Rows)
            .Answers(StatusCodes.Status200OK, AudienceExamples.Uploaded)
            .Refuses(
                Refusal.InvalidField(Requests.Upload.FileField, "has no column with one of the headers phone, mobile, number, …"),
                IsLive, IsRetired, CallsUnderWay, TooLarge, Replaced);
        audience.MapGet("/uploads", ListUploads).Requires(Permissions.CampaignsRead)
            .WithSummary("The uploads to a workflow")
            .WithDescription("Newest first, with their counts.")
            .Query(
                QueryParameter.Whole("limit", "Uploads on a page.", 1, UploadsMax, PageDefault),
                QueryParameter.Text("before", "Only uploads older than the one of this id: the `next_before` of the page before."))
            .Answers(StatusCodes.Status200OK, AudienceExamples.Uploads);
        audience.MapGet("/rejected", ListRejected).Requires(Permissions.CampaignsRead)
            .WithSummary("The rows that were not accepted")
            .WithDescription($"Of the last upload, or of the one that is named; its first {AudienceImporter.RejectedRowsMax} of them, duplicates included.")
            .Query(
                QueryParameter.Text("upload_id", "The upload; the last one when absent."),
                QueryParameter.Whole("limit", "Rows on a page.", 1, RejectedMax, PageDefault),
                QueryParameter.Text("after", "Only rows behind this line: the `next_after` of the page before."))
            .Answers(StatusCodes.Status200OK, AudienceExamples.Rejected);
    }

    private static async Task<IResult> Take(
        string id, Upload upload, QueryReader query, Caller caller, CampaignRegister campaigns, TenantRegister tenants, AudienceImporter importer,
        CancellationToken cancellationToken)
    {
        var queryMode = query.OptionalOneOf(AudienceModes.Field, AudienceModes.Add, AudienceModes.Replace);
        query.Check();
        var campaign = await WorkflowRoutes.FindAsync(id, caller, campaigns);
        var tenant = await tenants.FindAsync(caller.TenantId)
            ?? throw new InvalidOperationException($"Tenant {caller.TenantId} of a valid credential is gone.");
        using var body = new ParsedBody();
        try
        {
            var result = await importer.ImportAsync(PrepareAsync, cancellationToken);
            return result.Upload is { } taken ? Answer.Ok(AudienceResponse.Of(taken, result.AudienceCount)) : RefusalOf(result.Refusal!.Value);
        }
        catch (TableFileException broken)
        {
            return Refusal.InvalidField(upload.IsJson ? RowsField : Requests.Upload.FileField, broken.Message);
        }

        async Task<UploadAudience> PrepareAsync()
        {
            var json = upload.IsJson ? (body.Document = await upload.ParseAsync(cancellationToken)).RootElement : (JsonElement?)null;
            Func<TableReader> open = json is { } rows
                ? () => new JsonTable(RowsOf(rows), AudienceColumns.All)
                : () => CsvTable.Open(upload.Content, AudienceColumns.All);
            return new UploadAudience(tenant.Id, tenant.Country, campaign.Id, ModeOf(queryMode, upload, json), open);
        }
    }

    private static async Task<IResult> ListUploads(string id, QueryReader query, Caller caller, CampaignRegister campaigns, AudienceRegister audiences)
    {
        var limit = query.Int("limit", PageDefault, 1, UploadsMax);
        var before = query.OptionalId("before");
        query.Check();
        var campaign = await WorkflowRoutes.FindAsync(id, caller, campaigns);
        var page = KeysetPage<AudienceUpload>.Of(await audiences.UploadsAsync(caller.TenantId, campaign.Id, before, limit + 1), limit);
        return Answer.Ok(new UploadListResponse(page.Rows.Select(UploadBody.Of), page.Next(upload => upload.Id)));
    }

    private static async Task<IResult> ListRejected(string id, QueryReader query, Caller caller, CampaignRegister campaigns, AudienceRegister audiences)
    {
        var uploadId = query.OptionalId("upload_id");
        var limit = query.Int("limit", PageDefault, 1, RejectedMax);
        var after = query.OptionalWhole("after", 0, long.MaxValue) ?? 0;
        query.Check();
        var campaign = await WorkflowRoutes.FindAsync(id, caller, campaigns);
        var upload = uploadId is null
            ? await audiences.LastUploadAsync(caller.TenantId, campaign.Id)
            : await audiences.FindUploadAsync(caller.TenantId, campaign.Id, uploadId);
        if (upload is null)
            return uploadId is null ? Answer.Ok(new RejectedRowsResponse(null, [], null)) : Refusal.NotFound("There is no such upload to this workflow.");
        var page = KeysetPage<RejectedRow>.Of(await audiences.RejectedRowsAsync(caller.TenantId, upload.Id, after, limit + 1), limit);
        return Answer.Ok(new RejectedRowsResponse(upload.Id, page.Rows.Select(RejectedRowBody.Of), page.NextNumber(row => row.Line)));
    }

    // Whoever names a mode in two places must mean the same by it.
    private static AudienceMode ModeOf(string? inQuery, Upload upload, JsonElement? json)
    {
        var inBody = json is { } body ? BodyModeOf(body) : upload.Field(AudienceModes.Field) is { Length: > 0 } field ? field : null;
        var mode = AudienceModes.Parse(inBody ?? inQuery ?? AudienceModes.Add);
        return mode is { } known && (inQuery is null || inBody is null || inQuery == inBody)
            ? known
            : throw new RefusedException(Refusal.InvalidField(AudienceModes.Field, AudienceModes.Rule));
    }

    private static string? BodyModeOf(JsonElement body)
    {
        var errors = new FieldErrors();
        var mode = new RequestReader(body, errors).OptionalOneOf(AudienceModes.Field, AudienceModes.Add, AudienceModes.Replace);
        errors.ThrowIfAny(RefusalKind.InvalidField);
        return mode;
    }

    private static JsonElement RowsOf(JsonElement body) => body.TryGetProperty(RowsField, out var rows) && rows.ValueKind == JsonValueKind.Array
        ? rows
        : throw new TableFileException(rows.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null ? "is required" : "must be a list");

    private static Refusal RefusalOf(AudienceRefusal refusal) => refusal switch
    {
        AudienceRefusal.Live => IsLive,
        AudienceRefusal.Retired => IsRetired,
        AudienceRefusal.CallsUnderWay => CallsUnderWay,
        AudienceRefusal.TooLarge => TooLarge,
        AudienceRefusal.Conflict => Replaced,
        _ => WorkflowRoutes.NotFound(),
    };

    /// <summary>The JSON of a request while it is worked on.</summary>
    private sealed class ParsedBody : IDisposable
    {
        public JsonDocument? Document { get; set; }

        public void Dispose() => Document?.Dispose();
    }
}
