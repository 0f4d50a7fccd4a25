using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Switchboard.Compliance;

namespace Switchboard.Campaigns;

/// <summary>
/// The whole of a run as its grain knows it. Its targets are not in it, but for those with a call under way, which are read from their rows when
/// a node takes the run over: it stays as small for a million targets as for ten.
/// </summary>
internal sealed record RunState
{
    /// <summary>What the world sees.</summary>
    public required RunView View { get; init; }

    /// <summary>The audience that it walks over.</summary>
    public required string AudienceId { get; init; }

    /// <summary>The ordinal of the next target to be taken up; all before it have been.</summary>
    public long Cursor { get; init; }

    /// <summary>Targets with a lower ordinal are counted in <see cref="RunView.Targets"/>.</summary>
    public long CountedTo { get; init; }

    /// <summary>How many ids it has given out; see <see cref="RunIds"/>.</summary>
    public long IdsDrawn { get; init; }

    /// <summary>The calls that the carrier failed at since the last one at which it did not.</summary>
    public ImmutableArray<FailedCall> FailuresInARow { get; init; } = [];

    /// <summary>The calling hours that it has gone by since it last began or went on, as <see cref="CallingHours.Describe"/> puts them; null for the carrier's.</summary>
    public string? Hours { get; init; }

    /// <summary>
    /// The hours have changed: targets that were put off by the old ones are to be looked at again before anybody else's turn comes. A node that takes the
    /// run over knows it from here.
    /// </summary>
    public bool ReopensDeferred { get; init; }

    /// <summary>When the run is to be looked at again; null when never.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>Targets with a call to be placed or under way, by the call's id.</summary>
    [JsonIgnore]
    public ImmutableSortedDictionary<string, ClaimedTarget> InFlight { get; init; } = ImmutableSortedDictionary.Create<string, ClaimedTarget>(StringComparer.Ordinal);
}

/// <summary>A target with a call to be placed or under way.</summary>
/// <param name="CallId">The call; its id was committed before the call was placed.</param>
/// <param name="Phone">The number, E.164.</param>
/// <param name="Attempt">Which call to it in this run, from 1.</param>
/// <param name="Name">The person's name, if known.</param>
/// <param name="Fields">What else the audience's file says of the person, as a JSON object; null for nothing.</param>
/// <param name="Zone">IANA zone where the number is; null when it does not tell.</param>
internal sealed record ClaimedTarget(string CallId, string Phone, int Attempt, string? Name, string? Fields, string? Zone)
{
    /// <summary>The number to call from; null for the carrier's default, and after a crash, when the next in turn will do.</summary>
    public string? From { get; init; }

    /// <summary>The note of the number's last call, as it was replaced by the claim; null when it is not known, as after a crash.</summary>
    public ReplacedNote? Replaced { get; init; }

    /// <summary>The contact that the target was made of; null for none.</summary>
    public string? ContactId { get; init; }

    /// <summary>BCP 47 tag of the language that the person wants to be spoken to in; null when it is not known.</summary>
    public string? Language { get; init; }

    /// <summary>The claim of a target.</summary>
    /// <param name="target">The target.</param>
    /// <param name="callId">The call.</param>
    /// <param name="attempt">Which call to it in this run, from 1.</param>
    public static ClaimedTarget Of(Target target, string callId, int attempt) => new(callId, target.Phone, attempt, target.Name, target.Fields, target.Zone)
    {
        ContactId = target.ContactId,
        Language = target.Language,
    };
}

/// <summary>The note of a number's last call that a claim replaced.</summary>
/// <param name="Before">The note before; null when there was none.</param>
/// <param name="NotedAt">The time in the note that replaced it.</param>
internal sealed record ReplacedNote(CampaignCall? Before, DateTimeOffset NotedAt);

/// <summary>A call that the carrier failed at, as the evidence of a pause tells of it.</summary>
/// <param name="CallId">The call.</param>
/// <param name="Phone">The number, E.164.</param>
/// <param name="Reason">How it failed.</param>
/// <param name="At">When.</param>
internal sealed record FailedCall(string CallId, string Phone, string Reason, DateTimeOffset At);

/// <summary>JSON of runs, as stored.</summary>
internal static class RunJson
{
    public static string Write(RunState state) => JsonSerializer.Serialize(state, RunJsonContext.Default.RunState);

    public static RunState ReadState(string json) => JsonSerializer.Deserialize(json, RunJsonContext.Default.RunState)!;

    /// <summary>The evidence of a pause, as clients read it.</summary>
    public static string WriteEvidence(ImmutableArray<FailedCall> failures) =>
        JsonSerializer.Serialize(failures, RunEvidenceContext.Default.ImmutableArrayFailedCall);

    /// <summary>The evidence of a pause for a reason that is no call's.</summary>
    public static string WriteEvidence(string reason, DateTimeOffset at) =>
        JsonSerializer.Serialize([new RunEvidence(reason, at)], RunEvidenceContext.Default.ImmutableArrayRunEvidence);
}

/// <summary>What led to a pause, when it is not a call.</summary>
internal sealed record RunEvidence(string Reason, DateTimeOffset At);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(RunState))]
internal sealed partial class RunJsonContext : JsonSerializerContext;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ImmutableArray<FailedCall>))]
[JsonSerializable(typeof(ImmutableArray<RunEvidence>))]
internal sealed partial class RunEvidenceContext : JsonSerializerContext;
