using System.Collections.Immutable;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Switchboard.Webhooks;

/// <summary>The JSON that webhooks' rows hold.</summary>
[JsonSerializable(typeof(ImmutableArray<string>))]
[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class WebhookJson : JsonSerializerContext
{
    /// <summary>The data of the event that an endpoint was disabled.</summary>
    public static string Disabled(WebhookEndpoint endpoint) =>
        new JsonObject { ["url"] = endpoint.Url, ["reason"] = endpoint.DisabledReason }.ToJsonString();
}
