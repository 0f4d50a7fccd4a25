using System.Globalization;
using Switchboard.Tests.Doors.Support;

namespace Switchboard.Tests.Doors.CallFunnel;

/// <summary>Workflows that run: everybody called, once for each attempt, with a reason for each, paused, resumed, paid for.</summary>
public sealed class RunTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private const string Answered = "+12025550100";
    private const string Busy = "+12025550101";
    private const string Invalid = "+12025550105";
    private const string OptsOut = "+12025550106";

    [Fact]
    public async Task A_run_calls_everybody_and_its_counters_are_those_of_its_calls()
    {
        using var client = await CallFunnelClient.SignUpAsync(fixture.Server);
        var id = await client.CreateReadyWorkflowAsync(Answered, Busy, Invalid, OptsOut);
        Assert.Equal(200, (await client.PutAsync($"workflows/{id}", new { retry_policy = new { busy_sec = 20, max_attempts = 2 } })).Status);
        var runId = await client.RunAsync(id);

        var run = await client.WaitForRunAsync(id, "completed");
        Assert.Equal(runId, run.Str("id"));
        Assert.Equal((4, 4, 2, 0, 5), (run.Int("targets_total"), run.Int("targets_dialed"), run.Int("targets_connected"), run.Int("targets_skipped"), run.Int("attempts")));
        Assert.Equal("paused", (await client.GetAsync($"workflows/{id}")).Text("status"));

        Assert.Equal(["done completed", "call first_attempt"], await WhyAsync(client, id, Answered));
        Assert.Equal(["done busy", "call retry_due", "retry busy", "call first_attempt"], await WhyAsync(client, id, Busy));
        Assert.Equal(["done invalid_number", "call first_attempt"], await WhyAsync(client, id, Invalid));
        Assert.True((await client.GetAsync($"dnc/check?phone_e164={Uri.EscapeDataString(OptsOut)}")).Body.GetProperty("on_dnc").GetBoolean());
    }

    [Fact]
    public async Task The_next_run_calls_only_whom_none_has_reached()
    {
        using var client = await CallFunnelClient.SignUpAsync(fixture.Server);
        var id = await client.CreateReadyWorkflowAsync(Answered, Invalid);
        var first = await client.RunAsync(id);
        await client.WaitForRunAsync(id, "completed");
        var second = await client.RunAsync(id);
        Assert.NotEqual(first, second);
        var run = await client.WaitForRunAsync(id, "completed", run => run.Str("id") == second);
        Assert.Equal((1, 1), (run.Int("targets_total"), run.Int("attempts")));
        Assert.Equal(2, (await client.GetAsync($"workflows/{id}")).Body.Int("runs_count"));
    }

    [Fact]
    public async Task A_workflow_without_audience_or_attestation_is_not_ready()
    {
        using var client = await CallFunnelClient.SignUpAsync(fixture.Server);
        var id = await client.CreateWorkflowAsync();
        (await client.PostAsync($"workflows/{id}/run")).AssertError(409, "WORKFLOW_NOT_READY");
        await client.UploadAsync(id, Answered);
        (await client.PostAsync($"workflows/{id}/run")).AssertError(409, "WORKFLOW_NOT_READY");
        (await client.PostAsync($"workflows/{id}/pause")).AssertError(409, "WORKFLOW_NOT_LIVE");
    }

    [Fact]
    public async Task A_paused_run_goes_on_under_its_id()
    {
        using var client = await CallFunnelClient.SignUpAsync(fixture.Server);
        var id = await client.CreateReadyWorkflowAsync([.. Enumerable.Range(0, 30).Select(n => $"+1415555{2000 + n}")]);
        Assert.Equal(200, (await client.PutAsync($"workflows/{id}", new { pace = new { max_concurrent_calls = 2 }, max_duration_sec = 60, retry_policy = new { max_attempts = 1 } })).Status);
        await client.TopUpAsync(10_000);
        var runId = await client.RunAsync(id);
        (await client.PostAsync($"workflows/{id}/run")).AssertError(409, "WORKFLOW_LIVE");
        (await client.PutAsync($"workflows/{id}", new { name = "late" })).AssertError(409, "WORKFLOW_LIVE");

        var paused = await client.PostAsync($"workflows/{id}/pause");
        Assert.Equal((200, "paused", runId), (paused.Status, paused.Text("status"), paused.Text("run_id")));
        var resting = await client.WaitForRunAsync(id, "paused", run => run.Int("calls_in_flight") == 0);
        Assert.Equal("requested", resting.Str("pause_reason"));
        Assert.True(resting.Int("attempts") < 30, $"{resting}");

        Assert.Equal(runId, await client.RunAsync(id));
        var run = await client.WaitForRunAsync(id, "completed");
        Assert.Equal((30, 30), (run.Int("targets_total"), run.Int("attempts")));
    }

    [Fact]
    public async Task A_run_that_waits_for_the_hours_says_until_when_and_goes_on_when_they_change()
    {
        using var client = await CallFunnelClient.SignUpAsync(fixture.Server);
        var id = await client.CreateReadyWorkflowAsync(Answered);

        // The day after tomorrow has not begun anywhere, nor is it over.
        var now = TimeProvider.System.GetUtcNow();
        var day = now.AddDays(2).DayOfWeek.ToString()[..3].ToLowerInvariant();
        Assert.Equal(200, (await client.PutAsync($"workflows/{id}", new { schedule = new { days = new[] { day }, start = "12:00", end = "13:00", timezone = "UTC" } })).Status);
        var runId = await client.RunAsync(id);
        var waiting = await client.WaitForRunAsync(id, "running");
        Assert.InRange(DateTimeOffset.Parse(waiting.Str("waiting_until")!, CultureInfo.InvariantCulture), now.AddHours(12), now.AddDays(4));
        Assert.Equal(waiting.Str("waiting_until"), (await client.GetAsync($"workflows/{id}/runs/{runId}")).Text("waiting_until"));

        Assert.Equal(200, (await client.PostAsync($"workflows/{id}/pause")).Status);
        Assert.Null((await client.WaitForRunAsync(id, "paused")).Str("waiting_until"));
        Assert.Equal(200, (await client.PutAsync($"workflows/{id}", new { schedule = new { kind = "always" } })).Status);
        Assert.Equal(runId, await client.RunAsync(id));
        Assert.Equal(1, (await client.WaitForRunAsync(id, "completed")).Int("targets_connected"));
    }

    [Fact]
    public async Task A_run_stops_when_the_money_runs_out_and_goes_on_after_a_top_up()
    {
        using var client = await CallFunnelClient.SignUpAsync(fixture.Server);
        // The trial's 500 cents hold eight calls of 300 s at once, and pay for some sixteen of 142 s at 29 cents.
        var id = await client.CreateReadyWorkflowAsync([.. Enumerable.Range(0, 40).Select(n => $"+1415555{3000 + n}")]);
        Assert.Equal(200, (await client.PutAsync($"workflows/{id}", new { max_duration_sec = 7200, retry_policy = new { max_attempts = 1 } })).Status);
        (await client.PostAsync($"workflows/{id}/run")).AssertError(402, "INSUFFICIENT_FUNDS");

        Assert.Equal(200, (await client.PutAsync($"workflows/{id}", new { max_duration_sec = 2400 })).Status);
        var runId = await client.RunAsync(id);
        var stopped = await client.WaitForRunAsync(id, "paused", run => run.Int("calls_in_flight") == 0);
        Assert.Equal("insufficient_funds", stopped.Str("pause_reason"));

        await client.TopUpAsync(100_000);
        var run = await client.WaitForRunAsync(id, "completed");
        Assert.Equal((runId, 40, 40), (run.Str("id"), run.Int("targets_total"), run.Int("attempts")));
        Assert.Equal(0, (await client.GetAsync("billing/balance")).Number("held_minor"));
    }

    [Fact]
    public async Task A_page_of_decisions_says_whether_there_is_another()
    {
        using var client = await CallFunnelClient.SignUpAsync(fixture.Server);
        var id = await client.CreateReadyWorkflowAsync(Answered, Invalid);
        await client.RunAsync(id);
        await client.WaitForRunAsync(id, "completed");

        var first = (await client.GetAsync($"workflows/{id}/decisions?limit=2")).Body;
        Assert.Equal(2, first.GetProperty("decisions").GetArrayLength());
        var last = (await client.GetAsync($"workflows/{id}/decisions?limit=2&before={first.Str("next_before")}")).Body;
        Assert.Equal(2, last.GetProperty("decisions").GetArrayLength());
        Assert.Null(last.Str("next_before"));
        Assert.Equal(4, first.GetProperty("decisions").EnumerateArray().Concat(last.GetProperty("decisions").EnumerateArray()).Select(decision => decision.Str("id")).Distinct().Count());
    }

    [Fact]
    public async Task A_live_workflow_takes_further_rows()
    {
        using var client = await CallFunnelClient.SignUpAsync(fixture.Server);
        var id = await client.CreateReadyWorkflowAsync("+12025550109");
        Assert.Equal(200, (await client.PutAsync($"workflows/{id}", new { max_duration_sec = 600 })).Status);
        await client.TopUpAsync(10_000);
        await client.RunAsync(id);
        await client.UploadAsync(id, Answered);
        var run = await client.WaitForRunAsync(id, "completed");
        Assert.Equal((2, 2), (run.Int("targets_total"), run.Int("targets_connected")));
    }

    [Fact]
    public async Task A_number_listed_after_the_upload_is_skipped_with_that_reason()
    {
        using var client = await CallFunnelClient.SignUpAsync(fixture.Server);
        var id = await client.CreateReadyWorkflowAsync(Answered, "+14155550123");
        Assert.Equal(200, (await client.PostAsync("dnc/add", new { phone_e164 = Answered })).Status);
        await client.RunAsync(id);
        var run = await client.WaitForRunAsync(id, "completed");
        Assert.Equal(1, run.Int("targets_skipped"));
        Assert.Equal(["skip dnc"], await WhyAsync(client, id, Answered));
    }

    private static async Task<IEnumerable<string>> WhyAsync(CallFunnelClient client, string id, string phone)
    {
        var reply = await client.GetAsync($"workflows/{id}/decisions?phone={Uri.EscapeDataString(phone)}");
        Assert.True(reply.Status == 200, reply.Content);
        return [.. reply.Body.GetProperty("decisions").EnumerateArray().Select(decision => $"{decision.Str("decision")} {decision.Str("reason")}")];
    }
}
