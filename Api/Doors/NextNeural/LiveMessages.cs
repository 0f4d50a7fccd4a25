using System.Text.Json.Serialization;

namespace Switchboard.Api.Doors.NextNeural;

/// <summary>A message of the live web socket.</summary>
/// <param name="Type">Which.</param>
public abstract record LiveMessage([property: JsonPropertyOrder(-1)] string Type);

/// <summary>The call was answered.</summary>
/// <param name="CallUuid">The call.</param>
/// <param name="FromNumber">The caller id; null for the carrier's default.</param>
/// <param name="ToNumber">The number called.</param>
/// <param name="StartedAt">When dialling began.</param>
/// <param name="AnsweredAt">When it was answered.</param>
public sealed record LiveStart(string CallUuid, string? FromNumber, string ToNumber, DateTimeOffset? StartedAt, DateTimeOffset AnsweredAt) : LiveMessage("start");

/// <summary>A line was spoken.</summary>
/// <param name="Speaker"><c>agent</c>, <c>user</c>, or <c>human_agent</c> for who took the call over.</param>
/// <param name="Text">What was said.</param>
/// <param name="Timestamp">Seconds after the answer.</param>
public sealed record LiveTranscript(string Speaker, string Text, double Timestamp) : LiveMessage("transcript");

/// <summary>How the call stands has changed.</summary>
/// <param name="Status"><c>handoff_requested</c> or <c>transfer_initiated</c>.</param>
/// <param name="TransferInitiated">Whether the call is being transferred.</param>
/// <param name="Target">The number of who takes it over; null while nobody does.</param>
/// <param name="Queue">The queue that the person serves, if one.</param>
/// <param name="Agent">The person's name, if known.</param>
public sealed record LiveStatus(string Status, bool TransferInitiated, string? Target, string? Queue, string? Agent) : LiveMessage("status");

/// <summary>The call is over.</summary>
/// <param name="Outcome"><c>connected</c>, <c>voicemail</c>, <c>no-answer</c> or <c>failed</c>.</param>
/// <param name="DurationSeconds">Whole seconds from answer to hang-up; 0 when nobody answered.</param>
public sealed record LiveEnd(string Outcome, int DurationSeconds) : LiveMessage("end");

/// <summary>The examples of the live web socket.</summary>
internal static class LiveExamples
{
    public static readonly LiveTranscript Line = new("user", "I would rather speak with a person.", 8.6);
}
