using System.Text.Json;
using System.Text.Json.Serialization;

namespace Switchboard.Calls;

/// <summary>JSON of calls, as stored and as the data of their events.</summary>
public static class CallJson
{
    /// <summary>The call as the data of an event.</summary>
    public static string Write(CallView view) => JsonSerializer.Serialize(view, CallJsonContext.Default.CallView);

    /// <summary>The data of an event that is only kept for the timeline.</summary>
    public static string WriteStatus(CallStatus status) => $$"""{"status":"{{status.ToName()}}"}""";

    /// <summary>A conversation.</summary>
    public static string Write(Conversation conversation) => JsonSerializer.Serialize(conversation, CallJsonContext.Default.Conversation);

    /// <summary>The call that an event tells of.</summary>
    public static CallView ReadView(string json) => JsonSerializer.Deserialize(json, CallJsonContext.Default.CallView)!;

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
internal sealed partial class CallJsonContext : JsonSerializerContext;
