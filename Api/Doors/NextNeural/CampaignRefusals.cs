using Switchboard.Campaigns;

namespace Switchboard.Api.Doors.NextNeural;

/// <summary>Why campaigns are not changed, launched or called with, in the door's words.</summary>
internal static class CampaignRefusals
{
    public static readonly Refusal NotFound = Refusal.NotFound("Campaign not found");

    public static readonly Refusal UnknownAgent = Refusal.InvalidField(CampaignFields.VoiceAgent, "is not one of your voice agents");

    public static readonly Refusal Active = Refusal.Conflict("Campaign is active: stop it first");

    public static readonly Refusal AlreadyActive = Refusal.Conflict("Campaign is already active");

    public static readonly Refusal NotActive = Refusal.Conflict("Campaign is not active");

    public static readonly Refusal Completed = Refusal.Conflict("Campaign is completed: create another one to call again");

    public static readonly Refusal StatusIsNotAField =
        Refusal.Conflict("status is changed by launch and stop: POST /v1/campaigns/{id}/launch, POST /v1/campaigns/{id}/stop");

    public static readonly Refusal PeriodOver = Refusal.Conflict("end_date has passed");

    public static readonly Refusal NobodyThere = Refusal.Conflict("There is nobody to call: no contact has all of config.audience_tags");

    public static readonly Refusal InsufficientFunds = new(RefusalKind.InsufficientFunds, "Insufficient balance: it does not cover one call. Top up and try again.");

    public static readonly Refusal NoActivePlan = new(RefusalKind.Forbidden, "No active plan");

    public static readonly Refusal Suspended = new(RefusalKind.Forbidden, "Account is suspended");

    public static readonly Refusal NoAgent = Refusal.Conflict("The campaign's voice agent is deleted or inactive: give the campaign another one");

    private static readonly Refusal NotReady =
        Refusal.Conflict("Campaign is not ready: it was made from a prompt and needs an uploaded audience and a consent attestation");

    private static readonly Refusal TestOnly = Refusal.Conflict("Campaign is a test and may only use the simulated carrier");

    private static readonly Refusal TooLarge = Refusal.Conflict($"More than {AudienceImporter.TargetsMax} contacts have all of config.audience_tags");

    private static readonly Refusal ChangedMeanwhile = Refusal.Conflict("Campaign was changed by others at the same moment: try again");

    /// <summary>Why a campaign is not changed.</summary>
    public static Refusal Of(CampaignResult result) => result.Refusal switch
    {
        CampaignRefusal.NotFound => NotFound,
        CampaignRefusal.Live => Active,
        CampaignRefusal.Retired => Completed,
        CampaignRefusal.UnknownAgent => UnknownAgent,
        CampaignRefusal.PeriodBackwards => Refusal.InvalidField(CampaignFields.EndDate, CampaignFields.BackwardsRule),
        _ => Refusal.InvalidField("config", $"makes no rule book: {string.Join("; ", result.Errors)}"),
    };

    /// <summary>Why a campaign is not launched, or not called with.</summary>
    /// <param name="why">The reason.</param>
    /// <param name="audience">The counts of those who must not be called; null when there is nobody at all, or when that is not why.</param>
    public static Refusal Of(LaunchRefusal why, AudienceUpload? audience = null) => why switch
    {
        LaunchRefusal.NotFound => NotFound,
        LaunchRefusal.UnknownAgent => UnknownAgent,
        LaunchRefusal.PeriodBackwards => Refusal.InvalidField(CampaignFields.EndDate, CampaignFields.BackwardsRule),
        LaunchRefusal.Live => AlreadyActive,
        LaunchRefusal.Completed or LaunchRefusal.Retired => Completed,
        LaunchRefusal.NotReady => NotReady,
        LaunchRefusal.NoAgent => NoAgent,
        LaunchRefusal.TestOnly => TestOnly,
        LaunchRefusal.PeriodOver => PeriodOver,
        LaunchRefusal.Nobody => Nobody(audience),
        LaunchRefusal.TooLarge => TooLarge,
        LaunchRefusal.InsufficientFunds => InsufficientFunds,
        LaunchRefusal.NoActivePlan => NoActivePlan,
        LaunchRefusal.Suspended => Suspended,
        _ => ChangedMeanwhile,
    };

    private static Refusal Nobody(AudienceUpload? audience) => audience is { RejectedDnc: var dnc, RejectedNcpr: var ncpr, RejectedCooldown: var cooldown } && dnc + ncpr + cooldown > 0
        ? Refusal.Conflict(
            $"There is nobody to call: of the contacts with all of config.audience_tags {dnc} are on your do-not-call list, {ncpr} on the national registry (NCPR) and "
            + $"{cooldown} were called by another campaign lately")
        : NobodyThere;
}
