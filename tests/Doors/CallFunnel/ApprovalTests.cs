using System.Text.Json;
using Switchboard.Tests.Doors.Support;

namespace Switchboard.Tests.Doors.CallFunnel;

/// <summary>The approvals queue: what waits is shown, the first decision counts, and the conversation goes on with it.</summary>
public sealed class ApprovalTests(ApprovalFixture fixture) : IClassFixture<ApprovalFixture>
{
    [Fact]
    public async Task What_waits_is_shown_and_a_decision_lets_the_conversation_go_on()
    {
        using var client = await CallFunnelClient.SignUpAsync(fixture.Server);
        var (callId, approval) = await client.AskAsync();
        var id = approval.Str("id")!;

        Assert.Equal(
            (ApprovalFixture.AsksForDiscount, "concession", "USD", "pending", null, null),
            (approval.Str("target_phone"), approval.Str("proposed_action"), approval.Str("currency"), approval.Str("status"), approval.Str("workflow_id"), approval.Str("run_id")));
        Assert.True(approval.GetProperty("proposed_value_minor").GetInt64() > 0);
        Assert.NotEmpty(approval.Str("rationale")!);
        Assert.True(approval.GetProperty("context").GetProperty("transcript").GetArrayLength() > 0);
        Assert.Equal("disclosure-played", approval.GetProperty("context").GetProperty("timeline")[0].Str("type"));
        Assert.InRange(approval.Instant("expires_at") - approval.Instant("created_at"), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(7));

        var decided = await client.DecideAsync(id, "approve", "for a yearly plan");
        Assert.True(decided.Status == 200, decided.Content);
        Assert.Equal(["id", "status", "decided_at", "decided_by"], decided.Body.Names());
        Assert.Equal((id, "approved"), (decided.Text("id"), decided.Text("status")));
        Assert.Equal("accepted", await client.IntentOfAsync(callId));

        Assert.Equal(0, (await client.GetAsync("approvals")).Body.GetProperty("approvals").GetArrayLength());
        var listed = (await client.GetAsync("approvals?status=approved")).Body.GetProperty("approvals")[0];
        Assert.Equal((id, decided.Text("decided_by"), "for a yearly plan"), (listed.Str("id"), listed.Str("decided_by"), listed.Str("note")));
        (await client.DecideAsync(id, "deny")).AssertError(409, "ALREADY_DECIDED");
    }

    [Fact]
    public async Task Of_many_decisions_at_once_one_wins()
    {
        using var client = await CallFunnelClient.SignUpAsync(fixture.Server);
        var (callId, approval) = await client.AskAsync();

        var replies = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => client.DecideAsync(approval.Str("id")!, i % 2 == 0 ? "approve" : "deny")));

        var winner = Assert.Single(replies, reply => reply.Status == 200);
        Assert.All(replies.Where(reply => reply != winner), reply => reply.AssertError(409, "ALREADY_DECIDED"));
        Assert.All(replies.Where(reply => reply != winner), reply => Assert.Contains(winner.Text("status"), reply.Text("error"), StringComparison.Ordinal));
        Assert.Equal(winner.Text("status") == "approved" ? "accepted" : "declined", await client.IntentOfAsync(callId));
    }

    [Fact]
    public async Task What_nobody_decides_expires()
    {
        using var client = await CallFunnelClient.SignUpAsync(fixture.Server);
        var (callId, approval) = await client.AskAsync();

        Assert.Equal("declined", await client.IntentOfAsync(callId));
        (await client.DecideAsync(approval.Str("id")!, "approve")).AssertError(409, "APPROVAL_EXPIRED");
        var expired = (await client.GetAsync("approvals?status=expired")).Body.GetProperty("approvals")[0];
        Assert.Equal((approval.Str("id"), null), (expired.Str("id"), expired.Str("decided_by")));
        Assert.Equal(expired.Instant("expires_at"), expired.Instant("decided_at"));
    }

    [Fact]
    public async Task Nobody_sees_or_decides_another_workspaces_approvals()
    {
        using var client = await CallFunnelClient.SignUpAsync(fixture.Server);
        using var stranger = await CallFunnelClient.SignUpAsync(fixture.Server);
        var (_, approval) = await client.AskAsync();

        (await stranger.DecideAsync(approval.Str("id")!, "approve")).AssertError(404, "NOT_FOUND");
        Assert.Equal(0, (await stranger.GetAsync("approvals")).Body.GetProperty("approvals").GetArrayLength());
        Assert.Equal(200, (await client.DecideAsync(approval.Str("id")!, "deny")).Status);
    }

    [Fact]
    public async Task Reading_needs_the_scope_read_and_deciding_the_scope_write()
    {
        using var reader = await CallFunnelClient.SignUpAsync(fixture.Server, scope: "read");
        Assert.Equal(200, (await reader.GetAsync("approvals")).Status);
        (await reader.DecideAsync(Guid.NewGuid().ToString(), "approve")).AssertError(403, "INSUFFICIENT_SCOPE");
        using var nobody = fixture.Server.Client();
        (await nobody.GetAsync("/callfunnel/api/approvals")).AssertError(401, "AUTH_REQUIRED");
    }

    [Theory]
    [InlineData("""{}""", "decision")]
    [InlineData("""{"decision":"approved"}""", "decision")]
    [InlineData("""{"decision":true}""", "decision")]
    [InlineData("""{"decision":"deny","note":7}""", "note")]
    public async Task A_decision_must_be_one_of_two_words(string body, string field)
    {
        using var client = await CallFunnelClient.SignUpAsync(fixture.Server);
        var path = $"/callfunnel/api/approvals/{Guid.NewGuid()}/decide";
        (await client.Program.PostRawAsync(path, body)).AssertError(422, "VALIDATION_FAILED", field);
        (await client.Program.PostRawAsync(path, JsonSerializer.Serialize(new { decision = "deny", note = new string('x', 501) }))).AssertError(422, "VALIDATION_FAILED", "note");
    }

    [Theory]
    [InlineData("status=waiting", "status")]
    [InlineData("workflow_id=seven", "workflow_id")]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=201", "limit")]
    [InlineData("before=x", "before")]
    public async Task A_query_that_makes_no_sense_is_refused(string query, string field)
    {
        using var client = await CallFunnelClient.SignUpAsync(fixture.Server);
        (await client.GetAsync($"approvals?{query}")).AssertError(422, "VALIDATION_FAILED", field);
    }

    [Theory]
    [InlineData("no-id")]
    [InlineData("019aa9c1-52d0-7b34-8e5f-0a1b2c3d4e5f")]
    public async Task What_is_not_there_cannot_be_decided(string id)
    {
        using var client = await CallFunnelClient.SignUpAsync(fixture.Server);
        (await client.DecideAsync(id, "deny")).AssertError(404, "NOT_FOUND");
    }

    [Fact]
    public async Task The_queue_has_pages()
    {
        using var client = await CallFunnelClient.SignUpAsync(fixture.Server);
        var first = (await client.AskAsync()).Approval.Str("id")!;
        var second = (await client.AskAsync()).Approval.Str("id")!;
        await client.DecideAsync(first, "deny");
        await client.DecideAsync(second, "deny");

        var newest = (await client.GetAsync("approvals?status=denied&limit=1")).Body;
        var next = newest.Str("next_before");
        var older = (await client.GetAsync($"approvals?status=denied&limit=1&before={next}")).Body;

        Assert.Equal((second, first), (newest.GetProperty("approvals")[0].Str("id"), older.GetProperty("approvals")[0].Str("id")));
    }
}
