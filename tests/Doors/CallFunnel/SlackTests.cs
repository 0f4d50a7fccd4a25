using System.Text.Json;
using Switchboard.Tests.Api.Support;
using Switchboard.Tests.Doors.Support;

namespace Switchboard.Tests.Doors.CallFunnel;

/// <summary>Approvals in Slack: posted until Slack has taken them in, decided by signed clicks only.</summary>
public sealed class SlackTests(ApprovalFixture fixture) : IClassFixture<ApprovalFixture>
{
    private const string Approve = "approval_approve";
    private const string Deny = "approval_deny";

    [Fact]
    public async Task A_click_decides_and_the_message_says_so()
    {
        await using var slack = await FakeSlack.StartAsync();
        using var client = await SetUpAsync(slack);
        var (callId, approval) = await client.AskAsync();
        var id = approval.Str("id")!;
        var question = await slack.ExpectQuestionAsync(id);
        Assert.Contains(ApprovalFixture.AsksForDiscount, question.GetRawText(), StringComparison.Ordinal);
        Assert.Contains(approval.GetProperty("context").GetProperty("transcript")[0].Str("text")![..20], question.GetRawText(), StringComparison.Ordinal);

        var answer = await slack.ClickAsync(fixture.Server, id, Approve);

        Assert.Equal((200, ""), (answer.Status, answer.Content));
        Assert.Equal("accepted", await client.IntentOfAsync(callId));
        var decided = (await client.GetAsync("approvals?status=approved")).Body.GetProperty("approvals")[0];
        Assert.Equal((id, "slack:U1/ann"), (decided.Str("id"), decided.Str("decided_by")));
        var replaced = await slack.ExpectAsync((path, _) => path == $"/actions/{id}", "the change of the message");
        Assert.True(replaced.GetProperty("replace_original").GetBoolean());
        Assert.Contains("Approved by ann", replaced.GetRawText(), StringComparison.Ordinal);
        Assert.Single(slack.Posts, post => post.Path.StartsWith("/services/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_clicks_too_late_is_told_so_and_changes_nothing()
    {
        await using var slack = await FakeSlack.StartAsync();
        using var client = await SetUpAsync(slack);
        var (callId, approval) = await client.AskAsync();
        var id = approval.Str("id")!;
        Assert.Equal(200, (await client.DecideAsync(id, "deny")).Status);

        Assert.Equal(200, (await slack.ClickAsync(fixture.Server, id, Approve)).Status);

        var told = await slack.ExpectAsync((path, message) => path == $"/actions/{id}" && message.TryGetProperty("response_type", out _), "the word to who clicked");
        Assert.Equal("ephemeral", told.Str("response_type"));
        Assert.Contains("Denied", told.Str("text")!, StringComparison.Ordinal);
        Assert.Equal("declined", await client.IntentOfAsync(callId));
        // What was decided elsewhere follows the question in the channel.
        await slack.ExpectAsync((path, message) => path.StartsWith("/services/", StringComparison.Ordinal) && message.GetRawText().Contains("Denied by", StringComparison.Ordinal), "the outcome");
    }

    [Fact]
    public async Task What_slack_does_not_take_in_is_posted_again()
    {
        await using var slack = await FakeSlack.StartAsync();
        var refused = 0;
        slack.Answer = _ => Interlocked.Increment(ref refused) <= 2 ? 503 : 200;
        using var client = await SetUpAsync(slack);
        var (_, approval) = await client.AskAsync();

        await slack.ExpectQuestionAsync(approval.Str("id")!);
        Assert.Equal(200, (await slack.ClickAsync(fixture.Server, approval.Str("id")!, Deny)).Status);
        Assert.Equal("denied", (await client.GetAsync("approvals?status=denied")).Body.GetProperty("approvals")[0].Str("status"));
    }

    [Fact]
    public async Task A_slack_that_is_not_there_holds_no_call_up()
    {
        using var client = await CallFunnelClient.SignUpAsync(fixture.Server);
        Assert.Equal(200, (await client.PutAsync("approvals/slack", new { webhook_url = "http://127.0.0.1:9999/nobody" })).Status);
        var (callId, approval) = await client.AskAsync();
        Assert.Equal(200, (await client.DecideAsync(approval.Str("id")!, "approve")).Status);
        Assert.Equal("accepted", await client.IntentOfAsync(callId));
    }

    [Fact]
    public async Task Only_what_slack_signed_is_taken_in()
    {
        await using var slack = await FakeSlack.StartAsync();
        using var client = await SetUpAsync(slack);
        using var other = await SetUpAsync(slack, "another workspace's secret");
        var (_, approval) = await client.AskAsync();
        var id = approval.Str("id")!;

        (await slack.ClickAsync(fixture.Server, id, Approve, "another workspace's secret")).AssertError(401, "INVALID_SIGNATURE");
        (await slack.ClickAsync(fixture.Server, id, Approve, at: DateTimeOffset.UtcNow.AddSeconds(-310))).AssertError(401, "INVALID_SIGNATURE");
        (await slack.ClickAsync(fixture.Server, Guid.NewGuid().ToString(), Approve)).AssertError(401, "INVALID_SIGNATURE");
        (await FakeSlack.SendAsync(fixture.Server, "payload=%7B")).AssertError(401, "INVALID_SIGNATURE");
        (await FakeSlack.SendAsync(fixture.Server, "%%%=&&payload")).AssertError(401, "INVALID_SIGNATURE");
        using var nobody = fixture.Server.Client();
        (await nobody.PostAsync("/callfunnel/api/approvals/slack/interactivity")).AssertError(401, "INVALID_SIGNATURE");
        Assert.Equal(id, (await client.GetAsync("approvals")).Body.GetProperty("approvals")[0].Str("id"));
    }

    [Fact]
    public async Task Slack_is_set_up_and_forgotten_and_its_secrets_are_never_shown()
    {
        using var client = await CallFunnelClient.SignUpAsync(fixture.Server);
        Assert.Equal((200, false), Configured(await client.GetAsync("approvals/slack")));

        var set = await client.PutAsync("approvals/slack", new { webhook_url = "http://127.0.0.1:9999/services/secret-part", signing_secret = FakeSlack.SigningSecret });
        var shown = await client.GetAsync("approvals/slack");

        Assert.Equal((200, true), Configured(set));
        Assert.Equal(set.Content, shown.Content);
        Assert.Equal(("workspace", "http://127.0.0.1:9999/…", true), (shown.Text("source"), shown.Text("webhook_url"), shown.Body.GetProperty("buttons").GetBoolean()));
        Assert.DoesNotContain("secret-part", shown.Content, StringComparison.Ordinal);
        Assert.DoesNotContain(FakeSlack.SigningSecret, shown.Content, StringComparison.Ordinal);
        Assert.Equal((200, false), Configured(await client.DeleteAsync("approvals/slack")));
        Assert.Equal((200, false), Configured(await client.GetAsync("approvals/slack")));
    }

    [Theory]
    [InlineData("""{}""", "webhook_url")]
    [InlineData("""{"webhook_url":"ftp://hooks.slack.com/x"}""", "webhook_url")]
    [InlineData("""{"webhook_url":"https://169.254.169.254/latest"}""", "webhook_url")]
    [InlineData("""{"webhook_url":"https://user:password@hooks.slack.com/x"}""", "webhook_url")]
    [InlineData("""{"webhook_url":"https://hooks.slack.com/x","signing_secret":"short"}""", "signing_secret")]
    public async Task What_cannot_be_posted_to_is_refused(string body, string field)
    {
        using var client = await CallFunnelClient.SignUpAsync(fixture.Server);
        (await client.Program.SendAsync(HttpMethod.Put, "/callfunnel/api/approvals/slack", new StringContent(body, System.Text.Encoding.UTF8, "application/json")))
            .AssertError(422, "VALIDATION_FAILED", field);
        Assert.Equal((200, false), Configured(await client.GetAsync("approvals/slack")));
    }

    private async Task<CallFunnelClient> SetUpAsync(FakeSlack slack, string secret = FakeSlack.SigningSecret)
    {
        var client = await CallFunnelClient.SignUpAsync(fixture.Server);
        Assert.Equal(200, (await client.PutAsync("approvals/slack", new { webhook_url = slack.WebhookUrl, signing_secret = secret })).Status);
        return client;
    }

    private static (int Status, bool Configured) Configured(Reply reply) => (reply.Status, reply.Body.GetProperty("configured").GetBoolean());
}
