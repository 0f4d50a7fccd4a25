using Switchboard.Campaigns;

namespace Switchboard.Api.Doors.CallFunnel;

/// <summary>The examples of the audience's routes.</summary>
internal static class AudienceExamples
{
    private const string UploadId = "019aa9c2-5b10-7a3e-8f44-0c1d2e3f4a5b";

    public static readonly AudienceRowsRequest Rows = new(
        [
            new Dictionary<string, string> { ["phone"] = "+12025550100", ["name"] = "Amara Diallo", ["company"] = "Harbour Books" },
            new Dictionary<string, string> { ["phone"] = "(202) 555-0112", ["name"] = "Ben Fischer" },
        ],
        Mode: null);

    private static readonly AudienceUpload Upload = new(
        UploadId, AudienceMode.Add, Accepted: 1184, Duplicates: 6, RejectedDnc: 4, RejectedNcpr: 0, RejectedCooldown: 3, RejectedInvalid: 3,
        IgnoredColumns: 0, ShortenedValues: 0, new(2026, 5, 25, 7, 41, 2, TimeSpan.Zero));

    public static readonly AudienceResponse Uploaded = AudienceResponse.Of(Upload, audienceCount: 1200);
    public static readonly UploadListResponse Uploads = new([UploadBody.Of(Upload)], NextBefore: null);

    public static readonly RejectedRowsResponse Rejected = new(
        UploadId,
        [
            RejectedRowBody.Of(new RejectedRow(17, "9.19E+11", "scientific_notation")),
            RejectedRowBody.Of(new RejectedRow(212, "+12025550106", RejectionReasons.Dnc)),
        ],
        NextAfter: null);
}
