using Switchboard.Files;

namespace Switchboard.Campaigns;

/// <summary>What an upload does with the audience that is there already.</summary>
public enum AudienceMode
{
    /// <summary>Keeps it. A number that is in it already keeps its row.</summary>
    Add,

    /// <summary>Puts another in its place, at once and as a whole.</summary>
    Replace,
}

/// <summary>Uploads an audience.</summary>
/// <param name="TenantId">Whose.</param>
/// <param name="Country">ISO 3166 code of the country whose national formats numbers may have.</param>
/// <param name="CampaignId">For which campaign.</param>
/// <param name="Mode">What becomes of the audience so far.</param>
/// <param name="Open">Opens the table at its first row, looking for <see cref="AudienceColumns.All"/>; called more than once.</param>
public sealed record UploadAudience(string TenantId, string Country, string CampaignId, AudienceMode Mode, Func<TableReader> Open);

/// <summary>One upload, with its counts. Each row is counted once, as the first of these that it is: invalid, a duplicate, on a list, accepted.</summary>
/// <param name="Id">UUIDv7.</param>
/// <param name="Mode">What became of the audience so far.</param>
/// <param name="Accepted">Distinct numbers to be called, those included that were in the audience already.</param>
/// <param name="Duplicates">Rows whose number stood in the upload before.</param>
/// <param name="RejectedDnc">Numbers on the tenant's do-not-call list.</param>
/// <param name="RejectedNcpr">Numbers in the Indian registry.</param>
/// <param name="RejectedCooldown">Numbers that another campaign has called lately.</param>
/// <param name="RejectedInvalid">Rows without a number that could be dialled.</param>
/// <param name="IgnoredColumns">Columns that were left out because there are more than <see cref="TableReader.OtherColumnsMax"/>.</param>
/// <param name="ShortenedValues">Values that were cut because they are longer than <see cref="TableReader.OtherValueMax"/>.</param>
/// <param name="CreatedAt">When it had been taken in.</param>
public sealed record AudienceUpload(
    string Id,
    AudienceMode Mode,
    long Accepted,
    long Duplicates,
    long RejectedDnc,
    long RejectedNcpr,
    long RejectedCooldown,
    long RejectedInvalid,
    long IgnoredColumns,
    long ShortenedValues,
    DateTimeOffset CreatedAt);

/// <summary>A row of an upload that was not accepted.</summary>
/// <param name="Line">Where it stands: the line of the file, or the place in the list, from 1.</param>
/// <param name="Phone">The number; as it stands there when it is none.</param>
/// <param name="Reason">One of <see cref="RejectionReasons"/>, or the code of a <see cref="Contacts.PhoneFault"/>.</param>
public sealed record RejectedRow(long Line, string Phone, string Reason);

/// <summary>Why a row with a valid number is not accepted.</summary>
public static class RejectionReasons
{
    /// <summary>Its number stood in the upload before.</summary>
    public const string Duplicate = "duplicate";

    /// <summary>Its number is on the tenant's do-not-call list.</summary>
    public const string Dnc = "dnc";

    /// <summary>Its number is in the Indian registry.</summary>
    public const string Ncpr = "ncpr";

    /// <summary>Another campaign has called its number lately.</summary>
    public const string Cooldown = "cooldown";
}

/// <summary>Why an upload is not carried out.</summary>
public enum AudienceRefusal
{
    /// <summary>There is no such campaign of the tenant's.</summary>
    NotFound,

    /// <summary>The campaign is live, and the audience under a run cannot be replaced.</summary>
    Live,

    /// <summary>The campaign is retired.</summary>
    Retired,

    /// <summary>Calls of the campaign are under way, whose outcome would be missing from the new audience.</summary>
    CallsUnderWay,

    /// <summary>The audience would become larger than <see cref="AudienceImporter.TargetsMax"/>.</summary>
    TooLarge,

    /// <summary>Other uploads keep replacing the audience; upload again.</summary>
    Conflict,

    /// <summary>Of the contacts none is there to be called; <see cref="AudienceResult.Upload"/> counts those who must not be.</summary>
    Nobody,
}

/// <summary>What became of an upload.</summary>
/// <param name="Upload">The upload, when it was carried out, or when nobody is left to be called.</param>
/// <param name="AudienceCount">Numbers in the audience afterwards.</param>
/// <param name="Refusal">Why it was not carried out; then the audience is what it was.</param>
public sealed record AudienceResult(AudienceUpload? Upload, long AudienceCount, AudienceRefusal? Refusal)
{
    internal static AudienceResult Refused(AudienceRefusal refusal) => new(null, 0, refusal);
}
