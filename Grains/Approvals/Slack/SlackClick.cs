using System.Text.Json;

namespace Switchboard.Approvals.Slack;

/// <summary>A click on a button of a message, as Slack tells of it (a payload of type <c>block_actions</c>).</summary>
/// <param name="ApprovalId">The approval that the button is of.</param>
/// <param name="Approve">Which of the two buttons.</param>
/// <param name="DecidedBy"><c>slack:</c> with the person's id and name there.</param>
/// <param name="ResponseUrl">Where the message can be changed for half an hour; null when Slack did not say.</param>
internal sealed record SlackClick(string ApprovalId, bool Approve, string DecidedBy, string? ResponseUrl)
{
    public const string DeciderPrefix = "slack:";

    private const int NameCharsMax = 80;

    /// <summary>Reads a payload; null when it is of something else than a click on one of our buttons.</summary>
    public static SlackClick? Parse(string payload)
    {
        try
        {
            using var document = JsonDocument.Parse(payload);
            var root = document.RootElement;
            if (Text(root, "type") != "block_actions" || !TryGet(root, "actions", JsonValueKind.Array, out var actions))
                return null;
            foreach (var action in actions.EnumerateArray())
            {
                bool? approve = Text(action, "action_id") switch
                {
                    SlackMessages.ApproveAction => true,
                    SlackMessages.DenyAction => false,
                    _ => null,
                };
                if (approve is { } wanted && Guid.TryParseExact(Text(action, "value"), "D", out var id))
                    return new SlackClick(id.ToString("D"), wanted, Decider(root), Text(root, "response_url"));
            }

            return null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Not JSON, or a text in it that is half of a surrogate pair.
            return null;
        }
    }

    private static string Decider(JsonElement root)
    {
        if (!TryGet(root, "user", JsonValueKind.Object, out var user))
            return DeciderPrefix + "unknown";
        var id = Name(Text(user, "id"));
        var name = Name(Text(user, "username") ?? Text(user, "name"));
        return name.Length == 0 ? $"{DeciderPrefix}{(id.Length == 0 ? "unknown" : id)}" : $"{DeciderPrefix}{id}/{name}";
    }

    private static string Name(string? text) => text is null
        ? ""
        : SlackText.Cut(string.Concat(text.Where(c => !char.IsControl(c) && c != '/')), NameCharsMax);

    private static string? Text(JsonElement element, string name) =>
        TryGet(element, name, JsonValueKind.String, out var value) ? value.GetString() : null;

    private static bool TryGet(JsonElement element, string name, JsonValueKind kind, out JsonElement value)
    {
        value = default;
        return element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out value) && value.ValueKind == kind;
    }
}
