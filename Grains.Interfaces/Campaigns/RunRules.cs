using System.Collections.Immutable;
using Orleans;

namespace Switchboard.Campaigns;

/// <summary>When people may be called, on their own clocks.</summary>
/// <param name="Days">Days of the week on which calls may be placed.</param>
/// <param name="Start">The first minute of the day, <c>HH:mm</c>.</param>
/// <param name="End">The minute from which no call is placed, <c>HH:mm</c>; later than <paramref name="Start"/>. <c>24:00</c> is midnight.</param>
/// <param name="FallbackZone">
/// IANA zone of people whose number does not tell where they are; null for UTC. A number that tells is judged by its own zone.
/// </param>
[GenerateSerializer, Immutable, Alias("switchboard.calling-window")]
public sealed record CallingWindow(ImmutableArray<DayOfWeek> Days, string Start, string End, string? FallbackZone);

/// <summary>
/// When a target is called again (contract, section 9). Seconds of the carrier. Never after an answer, an invalid number, an opt-out or a decline.
/// </summary>
/// <param name="BusySec">After a busy line; null: not again.</param>
/// <param name="NoAnswerSec">After nobody answered; null: not again.</param>
/// <param name="CarrierErrorSec">After the carrier failed; null: not again.</param>
/// <param name="AttemptsMax">Calls in all, the first included.</param>
[GenerateSerializer, Immutable, Alias("switchboard.retry-policy")]
public sealed record RetryPolicy(int? BusySec, int? NoAnswerSec, int? CarrierErrorSec, int AttemptsMax)
{
    /// <summary>Busy after 5 minutes, no answer after an hour, carrier error after 2 minutes, 3 attempts.</summary>
    public static readonly RetryPolicy Default = new(BusySec: 300, NoAnswerSec: 3600, CarrierErrorSec: 120, AttemptsMax: 3);
}

/// <summary>How fast a run may call. Each is the lower of this and what the carrier carries.</summary>
/// <param name="ConcurrentCallsMax">Calls at once; null: the carrier's limit.</param>
/// <param name="CallsPerSecond">Calls begun in a second of the carrier's; null: the carrier's limit.</param>
/// <param name="CallsPerSecondPerCallerId">The same for each caller id; null for none.</param>
[GenerateSerializer, Immutable, Alias("switchboard.run-pace")]
public sealed record RunPace(int? ConcurrentCallsMax, double? CallsPerSecond, double? CallsPerSecondPerCallerId)
{
    /// <summary>As fast as the carrier.</summary>
    public static readonly RunPace Unlimited = new(null, null, null);
}
