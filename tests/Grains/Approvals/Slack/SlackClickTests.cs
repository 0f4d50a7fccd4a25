using Switchboard.Approvals.Slack;

namespace Switchboard.Tests.Grains.Approvals.Slack;

public sealed class SlackClickTests
{
    private const string Id = "019aa9c1-52d0-7b34-8e5f-0a1b2c3d4e5f";

    [Theory]
    [InlineData("approval_approve", true)]
    [InlineData("approval_deny", false)]
    public void A_click_on_one_of_our_buttons_is_read(string action, bool approve)
    {
        var click = SlackClick.Parse($$"""
            {"type":"block_actions","user":{"id":"U1","username":"ann","name":"Ann"},"response_url":"https://hooks.slack.com/actions/1",
             "actions":[{"action_id":"another","value":"{{Id}}"},{"action_id":"{{action}}","value":"{{Id}}"}]}
            """);

        Assert.Equal(new SlackClick(Id, approve, "slack:U1/ann", "https://hooks.slack.com/actions/1"), click);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"type":"block_actions"}""")]
    [InlineData("""{"type":"block_actions","actions":{}}""")]
    [InlineData("""{"type":"block_actions","actions":[1,null,{}]}""")]
    [InlineData("""{"type":"block_actions","actions":[{"action_id":"approval_approve","value":"no id"}]}""")]
    [InlineData("""{"type":"block_actions","actions":[{"action_id":"approval_approve","value":"\ud800"}]}""")]
    [InlineData("""{"type":"view_submission","actions":[{"action_id":"approval_approve","value":"019aa9c1-52d0-7b34-8e5f-0a1b2c3d4e5f"}]}""")]
    public void Anything_else_is_not_a_click(string payload) => Assert.Null(SlackClick.Parse(payload));

    [Theory]
    [InlineData("""{"id":"U1"}""", "slack:U1")]
    [InlineData("""{"id":"U1","name":"a/b\n\u0000c"}""", "slack:U1/abc")]
    [InlineData("7", "slack:unknown")]
    [InlineData("{}", "slack:unknown")]
    public void Who_clicked_is_told_as_far_as_it_is_known(string user, string decidedBy)
    {
        var click = SlackClick.Parse($$"""{"type":"block_actions","user":{{user}},"actions":[{"action_id":"approval_deny","value":"{{Id}}"}]}""");
        Assert.Equal(decidedBy, click!.DecidedBy);
    }

    [Fact]
    public void Names_are_bounded()
    {
        var click = SlackClick.Parse($$"""{"type":"block_actions","user":{"id":"U1","name":"{{new string('x', 5000)}}"},"actions":[{"action_id":"approval_deny","value":"{{Id}}"}]}""");
        Assert.InRange(click!.DecidedBy.Length, 50, 200);
    }
}
