using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Switchboard.Calls;
using Switchboard.Campaigns;
using Switchboard.Wallets;

namespace Switchboard.Approvals.Slack;

/// <summary>Writes messages in Slack's Block Kit, within its limits: 3000 characters in a block, 150 in a header.</summary>
public sealed class SlackMessages(CampaignRegister campaigns)
{
    /// <summary>The id of the button that approves.</summary>
    public const string ApproveAction = "approval_approve";

    /// <summary>The id of the button that denies.</summary>
    public const string DenyAction = "approval_deny";

    /// <summary>Lines of the conversation that are shown: the last ones lead to the proposal.</summary>
    internal const int LinesMax = 12;

    private const int LineCharsMax = 200;
    private const int RationaleCharsMax = 600;
    private const int NameCharsMax = 100;

    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Asks for a decision.</summary>
    /// <param name="approval">The approval.</param>
    /// <param name="hasButtons">Whether it can be decided in Slack.</param>
    public async Task<byte[]> AskAsync(ApprovalView approval, bool hasButtons)
    {
        var title = $"Approval needed: {approval.Action}";
        var blocks = new JsonArray(Header(title), Fields(approval, await NameOfCampaignAsync(approval)), Section($"*Why*\n{SlackText.Escape(approval.Rationale, RationaleCharsMax)}"));
        if (Transcript(approval.Context) is { } transcript)
            blocks.Add(Section(transcript));
        blocks.Add(hasButtons ? Buttons(approval.Id) : Context($"Decide it in the approvals queue: `{approval.Id}`"));
        blocks.Add(Context($"The caller is waiting. Expires {Moment(approval.ExpiresAt)}."));
        return Write(new JsonObject { ["text"] = $"{title}, {Value(approval)}", ["blocks"] = blocks });
    }

    /// <summary>Tells what became of it.</summary>
    /// <param name="approval">The approval, which is over.</param>
    /// <param name="replaces">Whether it takes the place of the message that asked, rather than following it.</param>
    public async Task<byte[]> OutcomeAsync(ApprovalView approval, bool replaces)
    {
        var title = $"{(replaces ? "" : "Approval ")}{Word(approval.Status, isFirst: replaces)}: {approval.Action}";
        var blocks = new JsonArray(Header(title), Fields(approval, await NameOfCampaignAsync(approval)));
        if (!string.IsNullOrEmpty(approval.Note))
            blocks.Add(Section($"*Note*\n{SlackText.Escape(approval.Note, RationaleCharsMax)}"));
        blocks.Add(Context(Outcome(approval)));
        var message = new JsonObject { ["text"] = $"{title}, {Value(approval)}", ["blocks"] = blocks };
        if (replaces)
            message["replace_original"] = true;
        return Write(message);
    }

    /// <summary>Tells one person that the click came too late.</summary>
    public static byte[] TooLate(ApprovalView? approval) => Write(new JsonObject
    {
        ["response_type"] = "ephemeral",
        ["replace_original"] = false,
        ["text"] = approval is null ? "There is no such approval any more." : $"Your click came too late. {Outcome(approval)}",
    });

    private static string Outcome(ApprovalView approval) => approval.Status == ApprovalStatus.Expired
        ? $"Expired {Moment(approval.DecidedAt ?? approval.ExpiresAt)}: nobody decided in time."
        : $"{Word(approval.Status, isFirst: true)} by {SlackText.Escape(Decider(approval.DecidedBy), NameCharsMax)} {Moment(approval.DecidedAt!.Value)}.";

    private static string Word(ApprovalStatus status, bool isFirst)
    {
        var word = status.ToName();
        return isFirst ? char.ToUpperInvariant(word[0]) + word[1..] : word;
    }

    /// <summary>The person's name there, when it was decided in Slack.</summary>
    private static string Decider(string? decidedBy) => decidedBy switch
    {
        null => "nobody",
        ApprovalMachine.Policy => "the campaign's threshold",
        _ when decidedBy.StartsWith(SlackClick.DeciderPrefix, StringComparison.Ordinal) => decidedBy[(decidedBy.LastIndexOf('/') + 1)..],
        _ => "a user of the API",
    };

    private async Task<string?> NameOfCampaignAsync(ApprovalView approval) =>
        approval.CampaignId is { } id && await campaigns.FindAsync(approval.TenantId, id) is { } campaign ? campaign.Name : null;

    private static JsonObject Fields(ApprovalView approval, string? campaign)
    {
        var fields = new JsonArray(
            Markdown($"*Value*\n{Value(approval)}"),
            Markdown($"*Number*\n{SlackText.Escape(approval.TargetPhone, NameCharsMax)}"));
        if (campaign is not null)
            fields.Add(Markdown($"*Workflow*\n{SlackText.Escape(campaign, NameCharsMax)}"));
        return new JsonObject { ["type"] = "section", ["fields"] = fields };
    }

    private static string Value(ApprovalView approval) => approval.ValueMinor is { } value ? Money.Format(value, approval.Currency) : "no price";

    private static string? Transcript(string context)
    {
        var lines = CallJson.ReadTranscript(context);
        if (lines.IsEmpty)
            return null;
        var text = new StringBuilder("*Conversation so far*");
        if (lines.Length > LinesMax)
            text.Append(CultureInfo.InvariantCulture, $"\n_{lines.Length - LinesMax} earlier lines are left out._");
        foreach (var line in lines.TakeLast(LinesMax))
            text.Append(CultureInfo.InvariantCulture, $"\n>*{(line.Role == "agent" ? "Agent" : "Customer")}:* {SlackText.Escape(line.Text, LineCharsMax)}");

        // Escaping can make a line five times as long.
        return text.Length <= 3000 ? text.ToString() : text.ToString(0, text.ToString().LastIndexOf('\n', 2999));
    }

    private static JsonObject Buttons(string approvalId) => new()
    {
        ["type"] = "actions",
        ["block_id"] = "approval",
        ["elements"] = new JsonArray(Button("Approve", "primary", ApproveAction, approvalId), Button("Deny", "danger", DenyAction, approvalId)),
    };

    private static JsonObject Button(string text, string style, string action, string value) => new()
    {
        ["type"] = "button",
        ["text"] = Plain(text),
        ["style"] = style,
        ["action_id"] = action,
        ["value"] = value,
    };

    // Slack shows the moment in each reader's own zone; the text after the bar is for what cannot.
    private static string Moment(DateTimeOffset at) => string.Create(
        CultureInfo.InvariantCulture, $"<!date^{at.ToUnixTimeSeconds()}^{{date_short_pretty}} {{time_secs}}|{at.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC>");

    private static JsonObject Header(string text) => new() { ["type"] = "header", ["text"] = Plain(SlackText.Cut(text, 150)) };

    private static JsonObject Section(string text) => new() { ["type"] = "section", ["text"] = Markdown(text) };

    private static JsonObject Context(string text) => new() { ["type"] = "context", ["elements"] = new JsonArray(Markdown(text)) };

    private static JsonObject Markdown(string text) => new() { ["type"] = "mrkdwn", ["text"] = text };

    private static JsonObject Plain(string text) => new() { ["type"] = "plain_text", ["text"] = text };

    private static byte[] Write(JsonObject message) => Encoding.UTF8.GetBytes(message.ToJsonString(Json));
}
