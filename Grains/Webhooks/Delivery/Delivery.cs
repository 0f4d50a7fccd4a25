using Switchboard.Events;

namespace Switchboard.Webhooks;

/// <summary>What names a delivery: an event may reach an endpoint under several of a door's names.</summary>
/// <param name="EventId">The event.</param>
/// <param name="EndpointId">The endpoint.</param>
/// <param name="Name">The door's name of the event.</param>
internal readonly record struct DeliveryKey(string EventId, string EndpointId, string Name)
{
    /// <inheritdoc/>
    public override string ToString() => $"{EventId}/{EndpointId}/{Name}";
}

/// <summary>A delivery that is due, with its event.</summary>
/// <param name="Key">What names it.</param>
/// <param name="Event">The event.</param>
/// <param name="Attempts">Attempts made so far.</param>
internal sealed record DueDelivery(DeliveryKey Key, EngineEvent Event, int Attempts);

/// <summary>An attempt as the log of an endpoint shows it.</summary>
/// <param name="Id">UUIDv7.</param>
/// <param name="EventId">The event sent.</param>
/// <param name="Name">The door's name of it.</param>
/// <param name="Number">1 for the first attempt, and so on. A number comes twice when a node died before it could note an attempt.</param>
/// <param name="At">When it began.</param>
/// <param name="StatusCode">The receiver's answer; null when there was none.</param>
/// <param name="Error">Why there was no answer, one of the names of <see cref="AttemptError"/>; null when there was one.</param>
/// <param name="DurationMs">How long it took, in milliseconds.</param>
/// <param name="Response">The beginning of the answer's body; null when there was none.</param>
public sealed record WebhookAttempt(
    string Id, string EventId, string Name, int Number, DateTimeOffset At, int? StatusCode, string? Error, long DurationMs, string? Response)
{
    /// <summary>Whether the receiver took the delivery: only a status from 200 to 299 says so.</summary>
    public bool IsSuccess => StatusCode is >= 200 and <= 299;
}

/// <summary>A page of an endpoint's log.</summary>
/// <param name="Attempts">The attempts, the latest first.</param>
/// <param name="Total">How many there are in all.</param>
public sealed record AttemptPage(IReadOnlyList<WebhookAttempt> Attempts, long Total);
