using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Switchboard.Agents;
using Switchboard.Storage;
using Switchboard.Tests.Api.Support;
using Switchboard.Tests.Doors.Support;
using Switchboard.Voices;

namespace Switchboard.Tests.Doors.NextNeural;

/// <summary>Campaigns, which are flows by another name: made, changed, launched at contacts by their tags, stopped, completed.</summary>
public sealed class CampaignTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private const string Answers = "+12025550112";
    private const string Voicemail = "+12025550104";
    private const string Silent = "+12025550102";
    private const string NeverHangsUp = "+12025550109";

    [Fact]
    public async Task A_campaign_comes_back_as_it_was_given_under_both_names()
    {
        using var client = await NextNeuralClient.SignUpAsync(fixture.Server);
        var config = """{"persona_prompt":"You are Maya of Acme Motors. Book a visit.","recording_disclosure":"This call is recorded.","guardrails":["No discounts"],"crm":{"list":[1,2.50,null]}}""";
        var created = (await client.PostRawAsync("v1/campaigns", $$$"""
            {"kind":"follow_up","name":"June","provider":"sip","voice_agent_id":"{{{NextNeuralClient.AgentId}}}","phone_number":"+12025550190","branches":["Pune",{"id":1}],
             "start_date":"2026-06-01","end_date":"2099-06-30","time_window":{"start":"10:00","end":"19:00","timezone":"Asia/Kolkata"},"config":{{{config}}}}
            """)).Ok(201);

        Assert.Equal(
            ["uuid", "kind", "name", "status", "provider", "voice_agent_id", "phone_number", "branches", "start_date", "end_date", "time_window", "config", "metrics", "created_at", "updated_at"],
            created.Names());
        Assert.Equal(("follow_up", "June", "draft", "sip"), (created.Str("kind"), created.Str("name"), created.Str("status"), created.Str("provider")));
        Assert.Equal((NextNeuralClient.AgentId, "+12025550190"), (created.Str("voice_agent_id"), created.Str("phone_number")));
        Assert.Equal(("2026-06-01", "2099-06-30"), (created.Str("start_date"), created.Str("end_date")));
        Assert.Equal("""["Pune",{"id":1}]""", created.GetProperty("branches").GetRawText());
        Assert.Equal(config, created.GetProperty("config").GetRawText());
        Assert.Equal("""{"start":"10:00","end":"19:00","timezone":"Asia/Kolkata"}""", created.GetProperty("time_window").GetRawText());
        Assert.Equal("""{"calls_today":0,"total_calls":0,"connect_rate":0,"avg_handle_time":0,"peak_hour":null}""", created.GetProperty("metrics").GetRawText());

        var id = created.Str("uuid");
        Assert.Equal(created.GetRawText(), (await client.GetAsync($"v1/campaigns/{id}")).Ok().GetRawText());
        Assert.Equal(created.GetRawText(), (await client.GetAsync($"api/voice/flows/{id}")).Ok().GetRawText());
        var flow = (await client.PostAsync("api/voice/flows", new { name = "Plain" })).Ok(201);
        Assert.Equal(("outbound", "[]", "{}", JsonValueKind.Null), (flow.Str("kind"), flow.GetProperty("branches").GetRawText(), flow.GetProperty("config").GetRawText(), flow.GetProperty("time_window").ValueKind));
    }

    [Fact]
    public async Task Changes_leave_what_is_absent_and_a_replacement_does_not()
    {
        using var client = await NextNeuralClient.SignUpAsync(fixture.Server);
        var id = await CreateAsync(client, new { name = "June", kind = "a", phone_number = "+12025550190", end_date = "2099-01-01", config = new { persona_prompt = "Sell tea.", x = 1 } });

        var changed = (await client.PatchAsync($"v1/campaigns/{id}", new { name = "July", config = new { persona_prompt = "Collect payments.", y = 2 }, status = "draft" })).Ok();
        Assert.Equal(("July", "a", "+12025550190", "2099-01-01"), (changed.Str("name"), changed.Str("kind"), changed.Str("phone_number"), changed.Str("end_date")));
        Assert.Equal("""{"persona_prompt":"Collect payments.","y":2}""", changed.GetProperty("config").GetRawText());
        using var funnel = await client.Account.KeyClientAsync();
        var workflow = (await funnel.GetAsync($"/callfunnel/api/workflows/{id}")).Body;
        Assert.Equal(("July", "draft", "Collect payments.", 2), (workflow.Str("name"), workflow.Str("status"), workflow.Str("nl_prompt"), workflow.Int("rule_book_version")));

        Assert.Null((await client.PatchAsync($"v1/campaigns/{id}", new { phone_number = (string?)null })).Ok().Str("phone_number"));
        var replaced = (await PutAsync(client, $"api/voice/flows/{id}", new { name = "August" })).Ok();
        Assert.Equal(("August", "outbound", null, "{}"), (replaced.Str("name"), replaced.Str("kind"), replaced.Str("end_date"), replaced.GetProperty("config").GetRawText()));
        Assert.Equal(NextNeuralClient.AgentId, replaced.Str("voice_agent_id"));

        (await PutAsync(client, $"v1/campaigns/{id}", new { kind = "b" })).AssertDetail(400, "name is required");
        (await client.PatchAsync($"v1/campaigns/{id}", new { status = "active" })).AssertDetail(409);
        (await client.PatchAsync($"v1/campaigns/{id}", new { start_date = "2099-02-01" })).Ok();
        (await client.PatchAsync($"v1/campaigns/{id}", new { end_date = "2099-01-31" })).AssertDetail(400, "end_date must not be before start_date");
    }

    [Theory]
    [InlineData("""{}""", "name is required")]
    [InlineData("""{"name":"x","voice_agent_id":"01900000-0000-7000-8000-0000000000ff"}""", "voice_agent_id is not one of your voice agents")]
    [InlineData("""{"name":"x","phone_number":"12"}""", null)]
    [InlineData("""{"name":"x","start_date":"31.5.2026"}""", null)]
    [InlineData("""{"name":"x","start_date":"2026-06-02","end_date":"2026-06-01"}""", "end_date must not be before start_date")]
    [InlineData("""{"name":"x","time_window":{"start":"19:00","end":"10:00"}}""", "time_window.end must be later than start")]
    [InlineData("""{"name":"x","time_window":{"start":"10:00","end":"11:00","timezone":"Mars/Base"}}""", null)]
    [InlineData("""{"name":"x","config":[]}""", "config must be an object")]
    [InlineData("""{"name":"x","config":{"audience_tags":"vip"}}""", "config.audience_tags must be a list")]
    [InlineData("""{"name":"x","config":{"persona_prompt":7}}""", "config.persona_prompt must be a text")]
    [InlineData("""{"name":"x","branches":{}}""", "branches must be a list")]
    [InlineData("""{"name":"x","status":"completed"}""", "status must be one of: draft, active")]
    public async Task Wrong_fields_are_named_and_nothing_is_created(string body, string? detail)
    {
        using var client = await NextNeuralClient.SignUpAsync(fixture.Server);
        (await client.PostRawAsync("v1/campaigns", body)).AssertDetail(400, detail);
        Assert.Equal(0, (await client.GetAsync("v1/campaigns")).Ok().Int("total"));
    }

    [Fact]
    public async Task Lists_are_filtered_paged_and_counted()
    {
        using var client = await NextNeuralClient.SignUpAsync(fixture.Server);
        using var other = await NextNeuralClient.SignUpAsync(fixture.Server);
        foreach (var (name, kind) in new[] { ("one", "a"), ("two", "b"), ("three", "a") })
            await CreateAsync(client, new { name, kind });

        Assert.Equal(["three", "two", "one"], await NamesAsync(client, "v1/campaigns", 3));
        Assert.Equal(["two"], await NamesAsync(client, "v1/campaigns?limit=1&offset=1", 3));
        Assert.Equal(["three", "one"], await NamesAsync(client, "v1/campaigns?kind=a&status=draft", 2));
        Assert.Equal([], await NamesAsync(client, "v1/campaigns?status=active", 0));
        Assert.Equal([], await NamesAsync(other, "v1/campaigns", 0));
        var flows = (await client.GetAsync("api/voice/flows?include_metrics=true&limit=1")).Ok();
        Assert.Equal(["flows", "total"], flows.Names());
        Assert.Equal(0, flows.GetProperty("flows")[0].GetProperty("metrics").Int("total_calls"));
        Assert.Equal(JsonValueKind.Null, (await client.GetAsync("v1/campaigns")).Body.GetProperty("campaigns")[0].GetProperty("metrics").ValueKind);
        (await client.GetAsync("v1/campaigns?status=live")).AssertDetail(400);
        (await client.GetAsync("v1/campaigns?limit=101")).AssertDetail(400);
    }

    [Fact]
    public async Task A_launch_calls_the_contacts_with_all_tags_once_and_completes()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        using var client = await NextNeuralClient.SignUpAsync(fixture.Server);
        using var funnel = await client.Account.KeyClientAsync();
        await RegisterAsync(client, receiver);
        var riya = await client.CreateContactAsync(Answers, "Riya Sharma", "june", "vip");
        await client.CreateContactAsync(Voicemail, "Ann", "june", "vip");
        await client.CreateContactAsync("+12025550100", "Listed", "june", "vip");
        await client.CreateContactAsync(Silent, "Untagged", "june");
        Assert.Equal(200, (await funnel.PostAsync("/callfunnel/api/dnc/add", new { phone_e164 = "+12025550100" })).Status);
        var id = await CreateAsync(client, new { name = "June", config = new { persona_prompt = "Book a visit.", audience_tags = new[] { "june", "vip" } } });

        var launched = (await client.PostAsync($"v1/campaigns/{id}/launch")).Ok();
        Assert.Equal(("active", id), (launched.Str("status"), launched.Str("uuid")));
        Assert.Equal("""{"to_call":2,"excluded_dnc":1,"excluded_ncpr":0,"excluded_cooldown":0}""", launched.GetProperty("audience").GetRawText());

        var completed = await WaitForAsync(client, id, "completed");
        var metrics = completed.GetProperty("metrics");
        Assert.Equal((2, 2, 0.5, 142), (metrics.Int("calls_today"), metrics.Int("total_calls"), metrics.GetProperty("connect_rate").GetDouble(), metrics.Int("avg_handle_time")));
        Assert.InRange(metrics.Int("peak_hour"), 0, 23);
        var calls = (await client.GetAsync($"v1/calls?campaign_id={id}")).Ok();
        Assert.Equal(2, calls.Int("total"));
        Assert.Equal([Voicemail, Answers], calls.GetProperty("calls").EnumerateArray().Select(call => call.Str("to_number")!).Order());
        Assert.Equal(riya, calls.GetProperty("calls").EnumerateArray().Single(call => call.Str("to_number") == Answers).Str("contact_uuid"));

        (await client.PostAsync($"v1/campaigns/{id}/launch")).AssertDetail(409, "Campaign is completed: create another one to call again");
        (await client.PostAsync("v1/calls", new { to = Answers, campaign_id = id })).AssertDetail(409);
        Assert.Equal("paused", (await funnel.GetAsync($"/callfunnel/api/workflows/{id}")).Body.Str("status"));

        var told = await receiver.ExpectAsync(2, delivery => delivery.Event.StartsWith("campaign.", StringComparison.Ordinal));
        Assert.Equal(
            [("campaign.launched", id, "active", "June"), ("campaign.completed", id, "completed", "June")],
            told.OrderBy(delivery => delivery.Data.Int("sequence")).Select(delivery => (delivery.Event, delivery.Data.Str("campaign_uuid")!, delivery.Data.Str("status")!, delivery.Data.Str("name")!)));
    }

    [Fact]
    public async Task Without_tags_all_contacts_are_called()
    {
        using var client = await NextNeuralClient.SignUpAsync(fixture.Server);
        await client.CreateContactAsync(Answers, "Riya", "june");
        await client.CreateContactAsync(Voicemail, "Ann");
        var created = (await client.PostAsync("api/voice/flows", new { name = "All", status = "active" })).Ok(201);
        Assert.Equal(("active", 2), (created.Str("status"), created.GetProperty("audience").Int("to_call")));
        await WaitForAsync(client, created.Str("uuid")!, "completed");
    }

    [Fact]
    public async Task Whom_a_campaign_called_lately_another_does_not()
    {
        using var client = await NextNeuralClient.SignUpAsync(fixture.Server);
        await client.CreateContactAsync(Answers);
        await WaitForAsync(client, (await client.PostAsync("v1/campaigns", new { name = "First", status = "active" })).Ok(201).Str("uuid")!, "completed");
        var second = await CreateAsync(client, new { name = "Second" });

        Assert.Contains("1 were called by another campaign lately", (await client.PostAsync($"v1/campaigns/{second}/launch")).AssertDetail(409), StringComparison.Ordinal);
        Assert.Equal("draft", (await client.GetAsync($"v1/campaigns/{second}")).Ok().Str("status"));
        (await client.PostAsync("v1/calls", new { to = Answers, campaign_id = second })).Ok(201);
    }

    [Fact]
    public async Task Nobody_to_call_is_said_and_nothing_is_created_or_launched()
    {
        using var client = await NextNeuralClient.SignUpAsync(fixture.Server);
        var id = await CreateAsync(client, new { name = "June", config = new { audience_tags = new[] { "nobody" } } });
        (await client.PostAsync($"v1/campaigns/{id}/launch")).AssertDetail(409, "There is nobody to call: no contact has all of config.audience_tags");
        (await client.PostAsync("v1/campaigns", new { name = "x", status = "active" })).AssertDetail(409);
        await client.CreateContactAsync(Answers, "Riya");
        using var funnel = await client.Account.KeyClientAsync();
        Assert.Equal(200, (await funnel.PostAsync("/callfunnel/api/dnc/add", new { phone_e164 = Answers })).Status);
        Assert.Contains("1 are on your do-not-call list", (await client.PostAsync("v1/campaigns", new { name = "x", status = "active" })).AssertDetail(409), StringComparison.Ordinal);
        (await client.PostAsync("v1/campaigns", new { name = "x", status = "active", end_date = "2001-01-01" })).AssertDetail(409, "end_date has passed");
        Assert.Equal(1, (await client.GetAsync("v1/campaigns")).Ok().Int("total"));
        Assert.Single((await funnel.GetAsync("/callfunnel/api/workflows")).Body.GetProperty("workflows").EnumerateArray());
    }

    [Fact]
    public async Task A_stopped_campaign_goes_on_where_it_was()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        using var client = await NextNeuralClient.SignUpAsync(fixture.Server);
        await RegisterAsync(client, receiver);
        await client.CreateContactAsync(NeverHangsUp, "Talks", "june");
        var id = await CreateAsync(client, new { name = "June", config = new { audience_tags = new[] { "june" } } });
        (await client.PostAsync($"v1/campaigns/{id}/stop")).AssertDetail(409, "Campaign is not active");
        (await client.PostAsync($"api/voice/flows/{id}/launch")).Ok();
        (await client.PostAsync($"v1/campaigns/{id}/launch")).AssertDetail(409, "Campaign is already active");
        (await client.PatchAsync($"v1/campaigns/{id}", new { name = "late" })).AssertDetail(409, "Campaign is active: stop it first");
        (await client.DeleteAsync($"v1/campaigns/{id}")).AssertDetail(409, "Campaign is active: stop it first");

        Assert.Equal("paused", (await client.PostAsync($"v1/campaigns/{id}/stop")).Ok().Str("status"));
        Assert.Equal("paused", (await client.PostAsync($"api/voice/flows/{id}/stop")).Ok().Str("status"));
        await client.CreateContactAsync(Answers, "Too late", "june");
        Assert.Equal(JsonValueKind.Null, (await client.PostAsync($"v1/campaigns/{id}/launch")).Ok().GetProperty("audience").ValueKind);
        Assert.Equal(1, (await WaitForAsync(client, id, "completed")).GetProperty("metrics").Int("total_calls"));
        var told = await receiver.ExpectAsync(4, delivery => delivery.Event.StartsWith("campaign.", StringComparison.Ordinal));
        Assert.Equal(
            ["campaign.launched active", "campaign.stopped paused", "campaign.launched active", "campaign.completed completed"],
            told.OrderBy(delivery => delivery.Data.Int("sequence")).Select(delivery => $"{delivery.Event} {delivery.Data.Str("status")}"));
        Assert.Equal("requested", told.Single(delivery => delivery.Event == "campaign.stopped").Data.Str("reason"));
    }

    [Fact]
    public async Task Before_its_first_day_a_campaign_calls_nobody()
    {
        using var client = await NextNeuralClient.SignUpAsync(fixture.Server);
        await client.CreateContactAsync(Answers);
        var id = (await client.PostAsync("v1/campaigns", new { name = "Later", status = "active", start_date = "2099-01-01" })).Ok(201).Str("uuid")!;
        using var funnel = await client.Account.KeyClientAsync();
        var run = (await Poll.UntilAsync(
            () => funnel.GetAsync($"/callfunnel/api/workflows/{id}/runs"), look => look.Body.GetProperty("runs")[0].Str("waiting_until") is not null, "the run to wait")).Body.GetProperty("runs")[0];
        Assert.StartsWith("2099-01-01T", run.Str("waiting_until"), StringComparison.Ordinal);
        Assert.Equal(0, run.Int("attempts"));

        (await client.PostAsync($"v1/campaigns/{id}/stop")).Ok();
        (await client.PatchAsync($"v1/campaigns/{id}", new { start_date = (string?)null })).Ok();
        (await client.PostAsync($"v1/campaigns/{id}/launch")).Ok();
        Assert.Equal(1, (await WaitForAsync(client, id, "completed")).GetProperty("metrics").Int("total_calls"));
    }

    [Fact]
    public async Task A_deleted_campaign_is_gone_here_and_another_tenant_never_saw_it()
    {
        using var client = await NextNeuralClient.SignUpAsync(fixture.Server);
        using var other = await NextNeuralClient.SignUpAsync(fixture.Server);
        var id = await CreateAsync(client, new { name = "June" });
        foreach (var path in new[] { $"v1/campaigns/{id}", $"api/voice/flows/{id}" })
        {
            (await other.GetAsync(path)).AssertDetail(404, "Campaign not found");
            (await other.PostAsync($"{path}/launch")).AssertDetail(404, "Campaign not found");
            (await other.DeleteAsync(path)).AssertDetail(404, "Campaign not found");
        }

        var deleted = (await client.DeleteAsync($"v1/campaigns/{id}")).Ok();
        Assert.Equal((id, true), (deleted.Str("uuid"), deleted.GetProperty("deleted").GetBoolean()));
        (await client.GetAsync($"v1/campaigns/{id}")).AssertDetail(404, "Campaign not found");
        (await client.PostAsync("v1/calls", new { to = Answers, campaign_id = id })).AssertDetail(404, "Campaign not found");
        Assert.Equal(0, (await client.GetAsync("api/voice/flows")).Ok().Int("total"));
        (await client.GetAsync("v1/campaigns/no-id")).AssertDetail(404, "Campaign not found");
    }

    [Fact]
    public async Task A_workflow_of_another_door_is_a_campaign_here()
    {
        using var funnel = await CallFunnelClient.SignUpAsync(fixture.Server);
        using var client = await NextNeuralClient.OfAsync(funnel.Account);
        var id = await funnel.CreateWorkflowAsync();
        Assert.Equal(("draft", "outbound"), ((await client.GetAsync($"v1/campaigns/{id}")).Ok().Str("status"), (await client.GetAsync($"v1/campaigns/{id}")).Body.Str("kind")));
        await client.CreateContactAsync(Answers);
        Assert.Contains("not ready", (await client.PostAsync($"v1/campaigns/{id}/launch")).AssertDetail(409), StringComparison.Ordinal);

        var ready = await funnel.CreateReadyWorkflowAsync(Voicemail);
        (await client.PostAsync($"v1/campaigns/{ready}/launch")).Ok();
        Assert.Equal(1, (await WaitForAsync(client, ready, "completed")).GetProperty("metrics").Int("total_calls"));
        Assert.Equal(Voicemail, (await client.GetAsync($"v1/calls?campaign_id={ready}")).Ok().GetProperty("calls")[0].Str("to_number"));
    }

    [Fact]
    public async Task A_campaign_without_money_is_not_launched()
    {
        using var client = await NextNeuralClient.SignUpAsync(fixture.Server);
        await client.CreateContactAsync(Answers);
        var id = await CreateAsync(client, new { name = "June" });
        using var funnel = await client.Account.KeyClientAsync();
        Assert.Equal(200, (await funnel.SendAsync(HttpMethod.Put, $"/callfunnel/api/workflows/{id}", JsonContent.Create(new { max_duration_sec = 7200 }))).Status);

        (await client.PostAsync($"v1/campaigns/{id}/launch")).AssertDetail(402);
        Assert.Equal("draft", (await client.GetAsync($"v1/campaigns/{id}")).Ok().Str("status"));
        (await client.PostAsync("v1/calls", new { to = Voicemail, campaign_id = id })).AssertDetail(402);
        Assert.Equal(1, (await client.GetAsync("v1/contacts")).Ok().Int("total"));
    }

    [Fact]
    public async Task With_an_agent_that_does_not_speak_nobody_is_called_and_no_contact_is_made()
    {
        using var client = await NextNeuralClient.SignUpAsync(fixture.Server);
        await client.CreateContactAsync(Answers);
        var other = await CreateAsync(client, new { name = "Other" });
        var tenant = (await fixture.Server.Store.QueryAsync(
            new SqlQuery("SELECT tenant_id FROM campaigns WHERE id = @id") { ["id"] = other }, row => row.Text("tenant_id"))).Single();
        var quiet = Assert.IsType<AgentResult.Done>(await fixture.Server.Services.GetRequiredService<AgentEditor>().CreateAsync(
            tenant, new AgentDraft("Quiet", "en-US", Agent.Inactive, VoiceConfig.Open, PersonaPrompt: null))).Agent;
        var id = await CreateAsync(client, new { name = "June", voice_agent_id = quiet.Id });

        (await client.PostAsync($"v1/campaigns/{id}/launch")).AssertDetail(409, "The campaign's voice agent is deleted or inactive: give the campaign another one");
        (await client.PostAsync("v1/calls", new { to = Voicemail, campaign_id = id })).AssertDetail(409, "The campaign's voice agent is deleted or inactive: give the campaign another one");
        Assert.Equal(1, (await client.GetAsync("v1/contacts")).Ok().Int("total"));
        Assert.Equal("draft", (await client.GetAsync($"v1/campaigns/{id}")).Ok().Str("status"));
    }

    private static async Task<string> CreateAsync(NextNeuralClient client, object body) => (await client.PostAsync("v1/campaigns", body)).Ok(201).Str("uuid")!;

    private static Task<Reply> PutAsync(NextNeuralClient client, string path, object body) =>
        client.Http.SendAsync(HttpMethod.Put, $"{NextNeuralClient.Root}/{path}", JsonContent.Create(body));

    private static async Task<JsonElement> WaitForAsync(NextNeuralClient client, string id, string status) => (await Poll.UntilAsync(
        () => client.GetAsync($"v1/campaigns/{id}"), look => look.Ok().Str("status") == status, $"campaign {id} to be {status}")).Body;

    private static async Task<IEnumerable<string>> NamesAsync(NextNeuralClient client, string path, int total)
    {
        var list = (await client.GetAsync(path)).Ok();
        Assert.Equal(total, list.Int("total"));
        return [.. list.GetProperty("campaigns").EnumerateArray().Select(campaign => campaign.Str("name")!)];
    }

    private static async Task RegisterAsync(NextNeuralClient client, WebhookReceiver receiver) => (await client.PostAsync(
        "v1/webhooks",
        new { name = "campaigns", url = receiver.Url, events = new[] { "campaign.launched", "campaign.stopped", "campaign.completed" } })).Ok(201);
}
