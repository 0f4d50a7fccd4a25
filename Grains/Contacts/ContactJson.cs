using System.Text.Json;
using System.Text.Json.Serialization;

namespace Switchboard.Contacts;

/// <summary>JSON of contacts, as the data of their events.</summary>
public static class ContactJson
{
    /// <summary>The contact as the data of an event.</summary>
    public static string Write(Contact contact) => JsonSerializer.Serialize(contact, ContactJsonContext.Default.Contact);

    /// <summary>The contact that an event tells of.</summary>
    public static Contact Read(string json) => JsonSerializer.Deserialize(json, ContactJsonContext.Default.Contact)!;
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(Contact))]
internal sealed partial class ContactJsonContext : JsonSerializerContext;
