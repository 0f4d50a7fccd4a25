using System.Text.Json;
using Switchboard.Tests.Doors.Support;

namespace Switchboard.Tests.Doors.CallFunnel;

/// <summary>Leaves the traces of a person wherever a tenant can leave some.</summary>
internal sealed class PersonWithTraces(CallFunnelClient client)
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
        // Each number twice, so that there are rejected rows as well.
        var uploaded = await client.PostAsync(
            $"workflows/{id}/audience", new { rows = phones.Concat(phones).Select(phone => new { phone, name = "Zebulon Quill", home = phone }) });
        Assert.True(uploaded.Status == 200, uploaded.Content);
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
}
