using Switchboard.Events;

namespace Switchboard.Webhooks;

/// <summary>
/// How one door speaks to its customers' endpoints: the names of its events, their bodies and its own headers (contract, sections 7 and 10).
/// The Standard Webhooks headers are added to every door's deliveries by the sender.
/// </summary>
public interface IWebhookFormat
{
    /// <summary>The door's name in lower case, as stored with its endpoints.</summary>
    string Door { get; }

    /// <summary>The events that an endpoint can ask for.</summary>
    IReadOnlyList<string> Events { get; }

    /// <summary>The door's events that an event of the engine is: none, one or several, the main one first.</summary>
    IReadOnlyList<string> Translate(EngineEvent engineEvent);

    /// <summary>The body: the same bytes at every attempt, for they depend on nothing but the event.</summary>
    /// <param name="engineEvent">What happened.</param>
    /// <param name="name">The door's name of it, one of <see cref="Translate"/>.</param>
    /// <param name="messageId">The message's id, see <see cref="MessageId"/>.</param>
    byte[] Write(EngineEvent engineEvent, string name, string messageId);

    /// <summary>The door's own headers of one attempt.</summary>
    IEnumerable<KeyValuePair<string, string>> Headers(AttemptContext attempt);
}

/// <summary>One attempt, as far as headers depend on it.</summary>
/// <param name="Id">UUIDv7 of the attempt.</param>
/// <param name="At">When it is made.</param>
/// <param name="Name">The door's name of the event.</param>
/// <param name="Body">The bytes sent.</param>
/// <param name="Secret">The endpoint's secret.</param>
public sealed record AttemptContext(string Id, DateTimeOffset At, string Name, byte[] Body, SigningSecret Secret);
