using System.Collections.Immutable;
using Switchboard.Calls;

namespace Switchboard.Api.Doors.Cordiul;

/// <summary>Cordiul's ids and words (contract, sections 5 and 10).</summary>
internal static class CordiulNames
{
    public const string CallPrefix = "call_";
    public const string ContactPrefix = "contact_";
    public const string KeyPrefix = "key_";
    public const string AgentPrefix = "agent_";

    private const string Initiating = "initiating";

    /// <summary>The words of <see cref="Status"/>, in the order of a call's life.</summary>
    public static readonly ImmutableArray<string> Statuses = [.. Enum.GetValues<CallStatus>().Select(Status).Distinct()];

    /// <summary>One of eight words for the nine states.</summary>
    public static string Status(CallStatus status) => status is CallStatus.Queued or CallStatus.Dialing ? Initiating : status.ToName();

    /// <summary>The states that a word stands for; none for a word that is none of <see cref="Statuses"/>.</summary>
    public static ImmutableArray<CallStatus> StatesOf(string? word) => [.. Enum.GetValues<CallStatus>().Where(status => Status(status) == word)];
}
