using System.Security.Cryptography;
using System.Text;

namespace Switchboard.Webhooks;

/// <summary>
/// Ids of messages, on which receivers recognise repeats: <c>evt_</c> and 32 hex digits. The main message of an event bears the event's id;
/// another one that the same door makes of it (a call that ended unanswered is two at NextNeural's) bears one derived from it.
/// </summary>
public static class MessageId
{
    /// <summary>The id of an event's main message.</summary>
    public static string Of(string eventId) => "evt_" + Guid.Parse(eventId).ToString("N");

    /// <summary>The id of the message that an event is under one of a door's names.</summary>
    public static string Of(string eventId, string name, IReadOnlyList<string> names)
    {
        if (names.Count == 0 || name == names[0])
            return Of(eventId);
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{Guid.Parse(eventId):N}/{name}"));
        return "evt_" + Convert.ToHexStringLower(hash.AsSpan(0, 16));
    }
}
