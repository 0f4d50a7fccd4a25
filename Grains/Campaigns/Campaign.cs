using System.Collections.Immutable;
using Switchboard.RuleBooks;

namespace Switchboard.Campaigns;

/// <summary>A campaign as stored: what is called, how, and with which words. Its runs are grains; the campaign itself is a row.</summary>
public sealed record Campaign
{
    /// <summary>The kind of a campaign of which nobody said one.</summary>
    public const string DefaultKind = "outbound";

    /// <summary>UUIDv7.</summary>
    public required string Id { get; init; }

    /// <summary>Whose it is.</summary>
    public required string TenantId { get; init; }

    /// <summary>What people call it.</summary>
    public required string Name { get; init; }

    /// <summary>What sort of campaign it is, in the tenant's own word.</summary>
    public string Kind { get; init; } = DefaultKind;

    /// <summary>Where it stands.</summary>
    public required CampaignStatus Status { get; init; }

    /// <summary>The voice; one of the personas.</summary>
    public required string Persona { get; init; }

    /// <summary>The voice agent that speaks.</summary>
    public required string AgentId { get; init; }

    /// <summary>The prompt that the rule book was written from.</summary>
    public required string Prompt { get; init; }

    /// <summary>The rule book in force.</summary>
    public required RuleBook RuleBook { get; init; }

    /// <summary>The id of that version of the rule book.</summary>
    public required string RuleBookId { get; init; }

    /// <summary>1 for the first version, and so on.</summary>
    public required int RuleBookVersion { get; init; }

    /// <summary>When people may be called; null for the carrier's own hours (contract, section 11).</summary>
    public CallingWindow? Window { get; init; }

    /// <summary>The days on which people may be called.</summary>
    public CallingPeriod Period { get; init; }

    /// <summary>When targets are called again.</summary>
    public RetryPolicy Retries { get; init; } = RetryPolicy.Default;

    /// <summary>How fast it may call.</summary>
    public RunPace Pace { get; init; } = RunPace.Unlimited;

    /// <summary>Numbers to call from, in turn, E.164; empty for the carrier's default.</summary>
    public ImmutableArray<string> CallerIds { get; init; } = [];

    /// <summary>Seconds of conversation after which a call is cut.</summary>
    public required int MaxDurationSec { get; init; }

    /// <summary>A proposal worth less than this is approved at once, minor units; 0: everything asks.</summary>
    public long ApprovalThresholdMinor { get; init; }

    /// <summary>Whether its runs may only ever touch the simulator.</summary>
    public bool IsTest { get; init; }

    /// <summary>The caller's own word on who wrote it; null for none.</summary>
    public string? AuthorUserId { get; init; }

    /// <summary>The attestation that everybody in the audience agreed to be called; null: there is none.</summary>
    public ConsentAttestation? Consent { get; init; }

    /// <summary>Where its audience comes from.</summary>
    public AudienceSource AudienceSource { get; init; }

    /// <summary>
    /// The tenant's own settings as a JSON object, given back as it came; what the engine reads of it is in <see cref="CampaignConfig"/>. Null for none.
    /// </summary>
    public string? Config { get; init; }

    /// <summary>The tenant's own branches as a JSON array, given back as it came; null for none.</summary>
    public string? Branches { get; init; }

    /// <summary>The tenant's own word for who carries the calls, given back as it came; null for none.</summary>
    public string? Provider { get; init; }

    /// <summary>The audience in force (the scope of its targets' ordinals); null: none was uploaded yet.</summary>
    public string? AudienceId { get; init; }

    /// <summary>IANA zones that occur in the audience.</summary>
    public ImmutableArray<string> AudienceZones { get; init; } = [];

    /// <summary>The run of the moment, or else the last one; null before the first.</summary>
    public string? RunId { get; init; }

    /// <summary>How many runs there were.</summary>
    public int RunsCount { get; init; }

    /// <summary>The number of its last event.</summary>
    public long EventSequence { get; init; }

    /// <summary>Rises with every change of the row: who changes it names the revision that was read.</summary>
    public long Revision { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>When it was deleted, which leaves it readable; null when it was not.</summary>
    public DateTimeOffset? ArchivedAt { get; init; }

    /// <summary>
    /// Whether a run could begin or go on: it has an audience and, if that was uploaded, a consent attestation (contract, section 9). Contacts are people whom the
    /// tenant knows, each with the consent noted on them.
    /// </summary>
    public bool IsReady => AudienceId is not null && (Consent is not null || AudienceSource == AudienceSource.Contacts);

    /// <summary>
    /// The language of a call: the person's own, else that of the rule book; null for the agent's, whose it is when fields and no prompt made the rule book.
    /// </summary>
    /// <param name="preferred">BCP 47 tag of the language that the person wants to be spoken to in; null when it is not known.</param>
    internal string? LanguageFor(string? preferred) => preferred ?? (AudienceSource == AudienceSource.Contacts ? null : RuleBook.Language);
}

/// <summary>Where a campaign's audience comes from.</summary>
public enum AudienceSource
{
    /// <summary>Tables that people upload.</summary>
    Uploads,

    /// <summary>The tenant's contacts who have certain tags, drawn when it is launched.</summary>
    Contacts,
}

/// <summary>A person's word that the audience agreed to be called (TCPA, DPDP, GDPR).</summary>
/// <param name="Text">What was attested.</param>
/// <param name="ByUserId">The logged-in user who did.</param>
/// <param name="At">When.</param>
/// <param name="TcpaSenderId">Who calls, as TCPA wants it named; null for none.</param>
/// <param name="DpdpConsentMethod">How consent was given, as DPDP wants it named; null for none.</param>
public sealed record ConsentAttestation(string Text, string ByUserId, DateTimeOffset At, string? TcpaSenderId, string? DpdpConsentMethod);
