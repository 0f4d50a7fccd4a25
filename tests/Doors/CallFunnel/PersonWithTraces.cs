using System.Text.Json;
using Switchboard.Campaigns;
using Switchboard.Storage;
using Switchboard.Tests.Api.Support;
using Switchboard.Tests.Doors.Support;

namespace Switchboard.Tests.Doors.CallFunnel;

/// <summary>Leaves the traces of a person wherever a tenant can leave some.</summary>
internal sealed class PersonWithTraces(ApiServer server, CallFunnelClient client)
{
    /// <summary>The same customer at the door where calls are placed. It is the client that owns the connection.</summary>
    public CualifyClient Cualify => new(client.Program);

    /// <summary>Makes a contact of the number, and answers its id.</summary>
    public async Task<string> CreateContactAsync(string phone, string name, string email) =>
        (await Cualify.PostAsync("contacts", new { phone_e164 = phone, name, email, metadata = new { note = $"{name} at {phone}" } })).Data().Str("id")!;

    /// <summary>Calls the number, and answers the call once it has ended.</summary>
    public async Task<JsonElement> CallAsync(string phone, string name) =>
        await Cualify.EndOfAsync(await Cualify.PlaceAsync(phone, new { name, dial = phone }));

    /// <summary>Has a receiver that repeats all it gets take in everything that is sent.</summary>
    public async Task<string> RegisterAsync(WebhookReceiver receiver)
    {
        receiver.Echoes = true;
        var webhook = await Cualify.PostAsync(
            "webhooks", new { url = receiver.Url, events = new[] { "call.completed", "call.failed", "call.no_answer", "contact.created" } });
        return webhook.Data(201).Str("id")!;
    }

    /// <summary>Runs a campaign over the numbers until each was called, and answers the workflow's id. Those to be called again are put off.</summary>
    public async Task<string> RunAsync(params string[] phones)
    {
        var id = await client.CreateWorkflowAsync();
        var tenantId = await TenantAsync(id);
        var set = new WriteSet().Update(CampaignTables.Campaigns, new Row { ["id"] = id, ["audience_id"] = id }, required: true);
        for (var i = 0; i < phones.Length; i++)
        {
            set.Insert(TargetTables.Targets, new Row
            {
                ["audience_id"] = id, ["phone_e164"] = phones[i], ["tenant_id"] = tenantId, ["campaign_id"] = id, ["name"] = "Zebulon Quill",
                ["fields"] = $$"""{"home":"{{phones[i]}}"}""", ["upload_id"] = id, ["status"] = TargetStatus.Waiting, ["run_number"] = 0, ["attempts"] = 0, ["reached"] = false,
            });
            set.Insert(TargetTables.RejectedRows, new Row
            {
                ["upload_id"] = id, ["line"] = i + 2, ["tenant_id"] = tenantId, ["phone"] = phones[i], ["reason"] = "duplicate",
            });
        }

        Assert.IsType<CommitVerdict.Committed>(await server.Store.CommitAsync(set));
        var attested = await client.Owner.SendAsync(
            HttpMethod.Put, $"{CallFunnelClient.Root}/workflows/{id}/compliance",
            System.Net.Http.Json.JsonContent.Create(new { consent_attestation_text = "Everybody on this list asked to be called." }));
        Assert.True(attested.Status == 200, attested.Content);
        await client.RunAsync(id);
        var run = await Poll.UntilAsync(
            async () => (await client.GetAsync($"workflows/{id}/runs")).Body.GetProperty("runs")[0],
            look => look.Int("targets_dialed") == phones.Length && look.Int("calls_in_flight") == 0,
            $"the calls of workflow {id}");
        if (run.Str("status") != "completed")
            await client.PostAsync($"workflows/{id}/pause");
        await Poll.UntilAsync(
            async () => (await client.GetAsync($"workflows/{id}/runs")).Body.GetProperty("runs")[0],
            look => look.Str("status") != "running" && look.Int("calls_in_flight") == 0,
            $"the end or pause of workflow {id}");
        return id;
    }

    public async Task<string> TenantAsync(string workflowId) => (await server.Store.QueryAsync(
        new SqlQuery("SELECT tenant_id FROM campaigns WHERE id = @id") { ["id"] = workflowId }, row => row.Text("tenant_id"))).Single();
}
