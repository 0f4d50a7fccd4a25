using Switchboard.Campaigns;
using Switchboard.Contacts;

namespace Switchboard.Api.Doors.CallFunnel;

/// <summary>An audience as JSON.</summary>
/// <param name="Rows">The rows: fields by their columns' headers, a number's among them.</param>
/// <param name="Mode"><c>add</c>, the default, or <c>replace</c>.</param>
public sealed record AudienceRowsRequest(IReadOnlyList<IReadOnlyDictionary<string, string>> Rows, string? Mode);

/// <summary>An upload was taken in. Each row is counted once.</summary>
/// <param name="Accepted">Distinct numbers that are to be called.</param>
/// <param name="RejectedDnc">Numbers on the do-not-call list.</param>
/// <param name="RejectedNcpr">Numbers in the Indian registry.</param>
/// <param name="RejectedCooldown">Numbers that another workflow has called lately.</param>
/// <param name="RejectedInvalid">Rows without a number that could be dialled.</param>
/// <param name="TotalTargets">The same as <paramref name="Accepted"/>.</param>
/// <param name="Duplicates">Rows whose number stood in the upload before.</param>
/// <param name="UploadId">Names the upload.</param>
/// <param name="AudienceCount">Numbers in the audience now.</param>
/// <param name="IgnoredColumns">Columns that were left out because there are too many.</param>
/// <param name="ShortenedValues">Values that were cut because they are too long.</param>
public sealed record AudienceResponse(
    long Accepted,
    long RejectedDnc,
    long RejectedNcpr,
    long RejectedCooldown,
    long RejectedInvalid,
    long TotalTargets,
    long Duplicates,
    string UploadId,
    long AudienceCount,
    long IgnoredColumns,
    long ShortenedValues)
{
    internal static AudienceResponse Of(AudienceUpload upload, long audienceCount) => new(
        upload.Accepted, upload.RejectedDnc, upload.RejectedNcpr, upload.RejectedCooldown, upload.RejectedInvalid, upload.Accepted, upload.Duplicates,
        upload.Id, audienceCount, upload.IgnoredColumns, upload.ShortenedValues);
}

/// <summary>The uploads to a workflow, newest first.</summary>
/// <param name="Uploads">The uploads.</param>
/// <param name="NextBefore">What <c>before</c> must be for the next page; null at the end.</param>
public sealed record UploadListResponse(IEnumerable<UploadBody> Uploads, string? NextBefore);

/// <summary>An upload with its counts.</summary>
/// <param name="UploadId">Names the upload.</param>
/// <param name="Mode"><c>add</c> or <c>replace</c>.</param>
/// <param name="Accepted">Distinct numbers that are to be called.</param>
/// <param name="RejectedDnc">Numbers on the do-not-call list.</param>
/// <param name="RejectedNcpr">Numbers in the Indian registry.</param>
/// <param name="RejectedCooldown">Numbers that another workflow had called lately.</param>
/// <param name="RejectedInvalid">Rows without a number that could be dialled.</param>
/// <param name="TotalTargets">The same as <paramref name="Accepted"/>.</param>
/// <param name="Duplicates">Rows whose number stood in the upload before.</param>
/// <param name="CreatedAt">When it had been taken in.</param>
public sealed record UploadBody(
    string UploadId,
    string Mode,
    long Accepted,
    long RejectedDnc,
    long RejectedNcpr,
    long RejectedCooldown,
    long RejectedInvalid,
    long TotalTargets,
    long Duplicates,
    DateTimeOffset CreatedAt)
{
    internal static UploadBody Of(AudienceUpload upload) => new(
        upload.Id, AudienceModes.NameOf(upload.Mode), upload.Accepted, upload.RejectedDnc, upload.RejectedNcpr, upload.RejectedCooldown,
        upload.RejectedInvalid, upload.Accepted, upload.Duplicates, upload.CreatedAt);
}

/// <summary>Rows of an upload that were not accepted, in their order.</summary>
/// <param name="UploadId">The upload; null when there was none yet.</param>
/// <param name="Rows">The rows.</param>
/// <param name="NextAfter">What <c>after</c> must be for the next page; null at the end.</param>
public sealed record RejectedRowsResponse(string? UploadId, IEnumerable<RejectedRowBody> Rows, long? NextAfter);

/// <summary>A row that was not accepted.</summary>
/// <param name="Line">The line of the file that it begins at, or its place in the list, from 1.</param>
/// <param name="Phone">Its number; as it stands there when it is none.</param>
/// <param name="Reason">
/// <c>dnc</c>, <c>ncpr</c>, <c>cooldown</c> or <c>duplicate</c>, or what is wrong with the number: <c>missing</c>, <c>not_a_number</c>,
/// <c>scientific_notation</c>, <c>extension</c>, <c>too_short</c>, <c>too_long</c> or <c>not_in_plan</c>.
/// </param>
/// <param name="Message">The same for people.</param>
public sealed record RejectedRowBody(long Line, string Phone, string Reason, string Message)
{
    internal static RejectedRowBody Of(RejectedRow row) => new(row.Line, row.Phone, row.Reason, MessageOf(row.Reason));

    private static string MessageOf(string reason) => reason switch
    {
        RejectionReasons.Duplicate => "The number stood in the upload before.",
        RejectionReasons.Dnc => "The number is on your do-not-call list.",
        RejectionReasons.Ncpr => "The number is in the Indian registry of numbers not to be called (NCPR).",
        RejectionReasons.Cooldown => "Another workflow has called the number lately.",
        _ => PhoneFault.Of(reason)?.Sentence ?? "",
    };
}

/// <summary>The words for what an upload does with the audience that is there.</summary>
internal static class AudienceModes
{
    public const string Field = "mode";
    public const string Add = "add";
    public const string Replace = "replace";
    public const string Rule = $"must be one of: {Add}, {Replace}";

    public static string NameOf(AudienceMode mode) => mode == AudienceMode.Add ? Add : Replace;

    public static AudienceMode? Parse(string name) => name switch
    {
        Add => AudienceMode.Add,
        Replace => AudienceMode.Replace,
        _ => null,
    };
}
