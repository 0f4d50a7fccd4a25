using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Switchboard.Calls;

/// <summary>JSON of calls, as stored and as the data of their events.</summary>
public static class CallJson
{
    /// <summary>The call as the data of an event.</summary>
    public static string Write(CallView view) => JsonSerializer.Serialize(view, CallJsonContext.Default.CallView);

    /// <summary>An ended call as the data of the event that tells so: with <c>transcript</c> besides, when something was said.</summary>
    public static string Write(CallView view, Conversation? conversation)
    {
        if (conversation is not { Transcript: { IsDefaultOrEmpty: false } transcript })
            return Write(view);
        // An object's text ends with its brace, before which one more property goes: no need to build a tree of it all.
        return string.Concat(
            Write(view).AsSpan()[..^1], ",\"transcript\":", JsonSerializer.Serialize(transcript, CallJsonContext.Default.ImmutableArrayUtterance), "}");
    }

    /// <summary>The data of an event that is only kept for the timeline.</summary>
    public static string WriteStatus(CallStatus status) => $$"""{"status":"{{status.ToName()}}"}""";

    /// <summary>A conversation.</summary>
    public static string Write(Conversation conversation) => JsonSerializer.Serialize(conversation, CallJsonContext.Default.Conversation);

    /// <summary>The call that an event tells of.</summary>
    public static CallView ReadView(string json) => JsonSerializer.Deserialize(json, CallJsonContext.Default.CallView)!;

    /// <summary>What was said in the call that an event tells of; empty when the event does not carry it.</summary>
    public static ImmutableArray<Utterance> ReadTranscript(string json) =>
        JsonSerializer.Deserialize(json, CallJsonContext.Default.Conversation) is { Transcript: { IsDefault: false } transcript } ? transcript : [];

    /// <summary>A stored conversation.</summary>
    public static Conversation ReadConversation(string json) => JsonSerializer.Deserialize(json, CallJsonContext.Default.Conversation)!;

    internal static string Write(CallState state) => JsonSerializer.Serialize(state, CallJsonContext.Default.CallState);

    internal static CallState ReadState(string json) => JsonSerializer.Deserialize(json, CallJsonContext.Default.CallState)!;
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(CallState))]
[JsonSerializable(typeof(CallView))]
[JsonSerializable(typeof(Conversation))]
[JsonSerializable(typeof(ImmutableArray<Utterance>))]
internal sealed partial class CallJsonContext : JsonSerializerContext;
