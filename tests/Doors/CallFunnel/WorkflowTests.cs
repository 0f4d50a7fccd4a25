using System.Text.Json;
using Switchboard.Tests.Api.Support;
using Switchboard.Tests.Doors.Support;

namespace Switchboard.Tests.Doors.CallFunnel;

/// <summary>Workflows as the document describes them: made from a prompt, edited, kept in versions, retired.</summary>
public sealed class WorkflowTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task A_prompt_becomes_a_draft_with_a_whole_rule_book()
    {
        using var client = await CallFunnelClient.SignUpAsync(fixture.Server, "IN");
        var created = await client.PostAsync("workflows", new { nl_prompt = "renewal-recovery for SaaS, IST 10am-7pm, up to 15% off", persona_override = "meera" });
        Assert.Equal(201, created.Status);
        Assert.Equal("draft", created.Text("status"));
        Assert.Equal("meera", created.Text("persona"));

        var detail = (await client.GetAsync($"workflows/{created.Text("id")}")).Body;
        var book = detail.GetProperty("rule_book");
        Assert.False(string.IsNullOrWhiteSpace(book.GetProperty("opening").Str("greeting")));
        Assert.False(string.IsNullOrWhiteSpace(book.Str("system_prompt")));
        Assert.NotEqual(0, book.GetProperty("branches").GetArrayLength());
        Assert.NotEqual(0, book.GetProperty("objection_handlers").GetArrayLength());
        Assert.NotEqual(0, book.GetProperty("forbidden_phrases").GetArrayLength());
        Assert.False(string.IsNullOrWhiteSpace(book.GetProperty("goal").Str("text")));
        Assert.Equal("window", detail.Str("schedule_kind"));
        Assert.Equal(("10:00", "19:00"), (detail.GetProperty("schedule").Str("start"), detail.GetProperty("schedule").Str("end")));
        Assert.Equal(0, detail.Int("audience_count"));
        Assert.Equal(0, detail.Int("runs_count"));
        Assert.Equal(JsonValueKind.Null, detail.GetProperty("compliance").GetProperty("consent_attestation_text").ValueKind);
    }

    [Theory]
    [InlineData("""{}""", "nl_prompt")]
    [InlineData("""{"nl_prompt":"   "}""", "nl_prompt")]
    [InlineData("""{"nl_prompt":"?! … 😀"}""", "nl_prompt")]
    [InlineData("""{"nl_prompt":7}""", "nl_prompt")]
    [InlineData("""{"nl_prompt":"sell apples","persona_override":"bob"}""", "persona_override")]
    [InlineData("""{"nl_prompt":"sell apples","is_test":"yes"}""", "is_test")]
    public async Task What_no_rule_book_can_be_made_of_is_refused(string body, string field)
    {
        using var client = await CallFunnelClient.SignUpAsync(fixture.Server);
        var reply = await client.Program.PostRawAsync($"{CallFunnelClient.Root}/workflows", body);
        Assert.Equal(422, reply.Status);
        Assert.Equal(field, reply.Text("field"));
        Assert.Equal(0, (await client.GetAsync("workflows")).Body.GetProperty("workflows").GetArrayLength());
    }

    [Fact]
    public async Task A_prompt_has_at_most_4000_characters()
    {
        using var client = await CallFunnelClient.SignUpAsync(fixture.Server);
        var words = string.Concat(Enumerable.Repeat("sell apples ", 400))[..4000].TrimEnd();
        Assert.Equal(201, (await client.PostAsync("workflows", new { nl_prompt = words })).Status);
        (await client.PostAsync("workflows", new { nl_prompt = new string('a', 4001) })).AssertError(422, "VALIDATION_FAILED", "nl_prompt");
    }

    [Fact]
    public async Task An_edit_changes_what_it_names_and_adds_a_version_of_the_rule_book()
    {
        using var client = await CallFunnelClient.SignUpAsync(fixture.Server);
        var id = await client.CreateWorkflowAsync();
        var before = (await client.GetAsync($"workflows/{id}")).Body;

        var edited = await client.PutAsync($"workflows/{id}", new
        {
            name = "June",
            persona = "leo",
            schedule = new { days = new[] { "mon", "tuesday" }, start = "09:30", end = "17:00", timezone = "America/New_York" },
            retry_policy = new { busy_sec = 60, max_attempts = 2 },
            approval_threshold_minor = 1500,
            rule_book = new { goal = new { kind = "information", text = "Tell them of the new prices" } },
        });
        Assert.True(edited.Status == 200, edited.Content);
        var after = edited.Body;
        Assert.Equal(("June", "leo", 2), (after.Str("name"), after.Str("persona"), after.Int("rule_book_version")));
        Assert.Equal("[\"mon\",\"tue\"]", after.GetProperty("schedule").GetProperty("days").GetRawText());
        Assert.Equal((60, 3600, 2), (after.GetProperty("retry_policy").Int("busy_sec"), after.GetProperty("retry_policy").Int("no_answer_sec"), after.GetProperty("retry_policy").Int("max_attempts")));
        var again = await client.PutAsync($"workflows/{id}", new { retry_policy = new { no_answer_sec = (int?)null }, pace = new { max_concurrent_calls = 5 } });
        Assert.Equal("""{"busy_sec":60,"no_answer_sec":null,"carrier_error_sec":120,"max_attempts":2}""", again.Body.GetProperty("retry_policy").GetRawText());
        again = await client.PutAsync($"workflows/{id}", new { pace = new { calls_per_second = 3 } });
        Assert.Equal("""{"max_concurrent_calls":5,"calls_per_second":3,"calls_per_second_per_caller_id":null}""", again.Body.GetProperty("pace").GetRawText());
        Assert.Equal("Tell them of the new prices", after.GetProperty("rule_book").GetProperty("goal").Str("text"));
        Assert.Equal(before.GetProperty("rule_book").GetProperty("branches").GetRawText(), after.GetProperty("rule_book").GetProperty("branches").GetRawText());

        var versions = (await client.GetAsync($"workflows/{id}/rule-books")).Body.GetProperty("rule_books");
        Assert.Equal([2, 1], versions.EnumerateArray().Select(version => version.Int("version")));
        Assert.Equal("edited", versions[0].Str("writer"));
        Assert.Equal(before.GetProperty("rule_book").GetRawText(), versions[1].GetProperty("rule_book").GetRawText());
    }

    [Theory]
    [InlineData("""{"name":""}""", "name")]
    [InlineData("""{"persona":"bob"}""", "persona")]
    [InlineData("""{"schedule":{"start":"10:00"}}""", "schedule.end")]
    [InlineData("""{"schedule":{"start":"19:00","end":"10:00"}}""", "schedule.end")]
    [InlineData("""{"schedule":{"start":"25:00","end":"26:00"}}""", "schedule.start")]
    [InlineData("""{"schedule":{"start":"10:00","end":"19:00","timezone":"Mars/Olympus"}}""", "schedule.timezone")]
    [InlineData("""{"schedule":{"start":"10:00","end":"19:00","days":["someday"]}}""", "schedule.days")]
    [InlineData("""{"retry_policy":{"max_attempts":0}}""", "retry_policy.max_attempts")]
    [InlineData("""{"approval_threshold_minor":-1}""", "approval_threshold_minor")]
    [InlineData("""{"pace":{"calls_per_second":0}}""", "pace.calls_per_second")]
    [InlineData("""{"caller_ids":["12025550100"]}""", "caller_ids[0]")]
    [InlineData("""{"agent_id":"01900000-0000-7000-8000-00000000beef"}""", "agent_id")]
    [InlineData("""{"rule_book":{"branches":[{"if":"they agree"}]}}""", "rule_book.branches[0].do")]
    [InlineData("""{"rule_book":{"branches":[]}}""", "rule_book")]
    public async Task An_edit_that_does_not_hold_changes_nothing(string body, string field)
    {
        using var client = await CallFunnelClient.SignUpAsync(fixture.Server);
        var id = await client.CreateWorkflowAsync();
        var before = (await client.GetAsync($"workflows/{id}")).Content;
        var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        var reply = await client.Program.SendAsync(HttpMethod.Put, $"{CallFunnelClient.Root}/workflows/{id}", content);
        Assert.True(reply.Status == 422, $"{reply.Status}: {reply.Content}");
        Assert.Equal(field, reply.Text("field"));
        Assert.Equal(before, (await client.GetAsync($"workflows/{id}")).Content);
    }

    [Fact]
    public async Task The_rule_book_can_be_written_anew()
    {
        using var client = await CallFunnelClient.SignUpAsync(fixture.Server);
        var id = await client.CreateWorkflowAsync("Remind patients of Bright Dental of their appointments");
        var again = await client.PostAsync($"workflows/{id}/regenerate-rule-book", new { nl_prompt = "Book a demo of Acme Payroll, PT 9am-5pm on weekdays" });
        Assert.True(again.Status == 200, again.Content);
        Assert.Equal(2, again.Body.Int("rule_book_version"));
        Assert.Equal("Book a demo of Acme Payroll, PT 9am-5pm on weekdays", again.Text("nl_prompt"));
        Assert.Contains("Acme Payroll", again.Body.GetProperty("rule_book").GetRawText(), StringComparison.Ordinal);
        Assert.Equal("09:00", again.Body.GetProperty("schedule").Str("start"));
        Assert.Equal(200, (await client.PostAsync($"workflows/{id}/regenerate-rule-book")).Status);
        (await client.PostAsync($"workflows/{id}/regenerate-rule-book", new { nl_prompt = "!!!" })).AssertError(422, "RULE_BOOK_REJECTED", "nl_prompt");
    }

    [Fact]
    public async Task Lists_are_newest_first_and_filtered_by_status()
    {
        using var client = await CallFunnelClient.SignUpAsync(fixture.Server);
        var first = await client.CreateWorkflowAsync();
        var second = await client.CreateWorkflowAsync();
        Assert.Equal(200, (await client.PostAsync($"workflows/{first}/retire")).Status);

        Assert.Equal([second, first], await IdsAsync(client, "workflows"));
        Assert.Equal([second], await IdsAsync(client, "workflows?status=draft"));
        Assert.Equal([first], await IdsAsync(client, "workflows?status=retired"));
        Assert.Empty(await IdsAsync(client, "workflows?status=live"));
        Assert.Equal([first], await IdsAsync(client, $"workflows?before={second}"));
        (await client.GetAsync("workflows?status=sleeping")).AssertError(422, "VALIDATION_FAILED", "status");
    }

    [Fact]
    public async Task A_deleted_workflow_stays_readable_and_cannot_be_changed()
    {
        using var client = await CallFunnelClient.SignUpAsync(fixture.Server);
        var id = await client.CreateWorkflowAsync();
        var deleted = await client.DeleteAsync($"workflows/{id}");
        Assert.Equal(200, deleted.Status);
        var detail = (await client.GetAsync($"workflows/{id}")).Body;
        Assert.Equal("retired", detail.Str("status"));
        Assert.Equal(JsonValueKind.String, detail.GetProperty("archived_at").ValueKind);
        (await client.PutAsync($"workflows/{id}", new { name = "again" })).AssertError(409, "WORKFLOW_RETIRED");
        (await client.PostAsync($"workflows/{id}/run")).AssertError(409, "WORKFLOW_RETIRED");
        Assert.Equal(200, (await client.DeleteAsync($"workflows/{id}")).Status);
    }

    [Fact]
    public async Task Another_tenants_workflow_is_not_there()
    {
        using var client = await CallFunnelClient.SignUpAsync(fixture.Server);
        using var stranger = await CallFunnelClient.SignUpAsync(fixture.Server);
        var id = await client.CreateWorkflowAsync();
        Assert.Equal(404, (await stranger.GetAsync($"workflows/{id}")).Status);
        Assert.Equal(404, (await stranger.PutAsync($"workflows/{id}", new { name = "mine" })).Status);
        Assert.Equal(404, (await stranger.DeleteAsync($"workflows/{id}")).Status);
        Assert.Equal(404, (await stranger.GetAsync($"workflows/{id}/runs")).Status);
        Assert.Equal(404, (await stranger.PostAsync($"workflows/{id}/run")).Status);
        Assert.Empty(await IdsAsync(stranger, "workflows"));
        (await client.GetAsync("workflows/nonsense")).AssertError(404, "NOT_FOUND");
    }

    [Fact]
    public async Task Scopes_are_held_to()
    {
        using var reader = await CallFunnelClient.SignUpAsync(fixture.Server, scope: "read");
        (await reader.PostAsync("workflows", new { nl_prompt = "sell apples" })).AssertError(403, "INSUFFICIENT_SCOPE");
        Assert.Equal(200, (await reader.GetAsync("workflows")).Status);

        using var writer = await CallFunnelClient.SignUpAsync(fixture.Server, scope: "write");
        var id = await writer.CreateWorkflowAsync();
        (await writer.PostAsync($"workflows/{id}/retire")).AssertError(403, "INSUFFICIENT_SCOPE");
        (await writer.DeleteAsync($"workflows/{id}")).AssertError(403, "INSUFFICIENT_SCOPE");
        Assert.Equal(200, (await writer.Owner.DeleteAsync($"{CallFunnelClient.Root}/workflows/{id}")).Status);
    }

    private static async Task<IEnumerable<string?>> IdsAsync(CallFunnelClient client, string path) =>
        [.. (await client.GetAsync(path)).Body.GetProperty("workflows").EnumerateArray().Select(workflow => workflow.Str("id"))];
}
