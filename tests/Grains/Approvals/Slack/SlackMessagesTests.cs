using System.Text.Json;
using Switchboard.Approvals;
using Switchboard.Approvals.Slack;
using Switchboard.Calls;
using Switchboard.Campaigns;
using Switchboard.Tests.Grains.Support;

namespace Switchboard.Tests.Grains.Approvals.Slack;

public sealed class SlackMessagesTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = new(2026, 5, 29, 9, 0, 0, TimeSpan.Zero);
    private TestStore _store = null!;
    private SlackMessages _messages = null!;

    public async Task InitializeAsync()
    {
        _store = await TestStore.OpenAsync(CampaignTables.Campaigns, CampaignTables.RuleBooks);
        _messages = new SlackMessages(new CampaignRegister(_store.Store));
    }

    public async Task DisposeAsync() => await _store.DisposeAsync();

    [Fact]
    public async Task A_question_shows_what_is_proposed_and_has_buttons_with_its_id()
    {
        var approval = Pending(new Utterance("user", "Anything off the price?", 7));
        var message = Read(await _messages.AskAsync(approval, hasButtons: true));

        var text = message.GetRawText();
        foreach (var shown in new[] { "concession", "$25.00", approval.TargetPhone, approval.Rationale, "Anything off the price?" })
            Assert.Contains(shown, text, StringComparison.Ordinal);
        var buttons = Blocks(message, "actions").Single().GetProperty("elements").EnumerateArray().ToList();
        Assert.Equal(
            [(SlackMessages.ApproveAction, approval.Id), (SlackMessages.DenyAction, approval.Id)],
            buttons.Select(button => (button.GetProperty("action_id").GetString(), button.GetProperty("value").GetString())));
    }

    [Fact]
    public async Task Without_a_signing_secret_there_are_no_buttons() =>
        Assert.Empty(Blocks(Read(await _messages.AskAsync(Pending(), hasButtons: false)), "actions"));

    [Fact]
    public async Task What_was_said_calls_nobodys_attention_and_stays_within_slacks_limits()
    {
        var lines = Enumerable.Range(0, 100).Select(i => new Utterance("user", $"{i} <!channel> & <https://evil.example|link> " + new string('<', 5000), i)).ToArray();
        var message = Read(await _messages.AskAsync(Pending(lines) with { Rationale = "<!here> " + new string('&', 5000) }, hasButtons: true));

        var texts = Texts(message).ToList();
        Assert.All(texts, text => Assert.InRange(text.Length, 1, 3000));
        Assert.All(texts, text => Assert.DoesNotContain("<!channel>", text, StringComparison.Ordinal));
        Assert.All(texts, text => Assert.DoesNotContain("<!here>", text, StringComparison.Ordinal));
        Assert.All(texts, text => Assert.DoesNotContain("<https", text, StringComparison.Ordinal));
        Assert.Contains(texts, text => text.Contains("88 earlier lines", StringComparison.Ordinal));
        Assert.InRange(message.GetProperty("blocks").GetArrayLength(), 1, 50);
    }

    [Theory]
    [InlineData(ApprovalStatus.Approved, "slack:U1/ann", "Approved by ann")]
    [InlineData(ApprovalStatus.Denied, "019aa9af-3c55-7be1-a4d2-6f0e8b7c9d10", "Denied by a user of the API")]
    [InlineData(ApprovalStatus.Expired, null, "Expired")]
    public async Task An_outcome_says_who_decided(ApprovalStatus status, string? by, string shown)
    {
        var over = Pending() with { Status = status, DecidedAt = Now, DecidedBy = by };
        var following = Read(await _messages.OutcomeAsync(over, replaces: false));
        var replacing = Read(await _messages.OutcomeAsync(over, replaces: true));

        Assert.Contains(Texts(following), text => text.StartsWith(shown, StringComparison.Ordinal));
        Assert.False(following.TryGetProperty("replace_original", out _));
        Assert.True(replacing.GetProperty("replace_original").GetBoolean());
        Assert.Empty(Blocks(replacing, "actions"));
        Assert.Equal("ephemeral", Read(SlackMessages.TooLate(over)).GetProperty("response_type").GetString());
    }

    private static ApprovalView Pending(params Utterance[] lines) => ApprovalMachine.Open(
        Guid.CreateVersion7(Now).ToString(), ApprovalMachineTests.Command() with { Context = CallJson.Write(new Conversation([.. lines], [])) }, Now, isAnnounced: true).Next.View;

    private static JsonElement Read(byte[] message) => JsonElement.Parse(message);

    private static IEnumerable<JsonElement> Blocks(JsonElement message, string type) =>
        message.GetProperty("blocks").EnumerateArray().Where(block => block.GetProperty("type").GetString() == type);

    /// <summary>Every text object's text, wherever it is.</summary>
    private static IEnumerable<string> Texts(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(
            field => field is { Name: "text", Value.ValueKind: JsonValueKind.String } ? [field.Value.GetString()!] : Texts(field.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Texts),
        _ => [],
    };
}
