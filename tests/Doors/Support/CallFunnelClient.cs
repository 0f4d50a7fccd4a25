using System.Text.Json;
using Switchboard.Tests.Api.Support;

namespace Switchboard.Tests.Doors.Support;

/// <summary>A customer at CallFunnel's door: the owner, who is logged in, and a program with a key.</summary>
internal sealed class CallFunnelClient : IDisposable
{
    public const string Root = "/callfunnel/api";

    private CallFunnelClient(Account account, ApiClient owner, ApiClient program) => (Account, Owner, Program) = (account, owner, program);

    public Account Account { get; }

    /// <summary>The person: for what takes logged-in users only.</summary>
    public ApiClient Owner { get; }

    /// <summary>The program.</summary>
    public ApiClient Program { get; }

    public static async Task<CallFunnelClient> SignUpAsync(ApiServer server, string country = "US", string scope = "admin")
    {
        var account = await server.SignUpAsync(country);
        return new CallFunnelClient(account, account.Client(), await account.KeyClientAsync(scope));
    }

    /// <summary>A tenant that is there already, with a key of its program.</summary>
    public static CallFunnelClient Of(Account account, ApiClient program) => new(account, account.Client(), program);

    public Task<Reply> GetAsync(string path) => Program.GetAsync($"{Root}/{path}");

    public Task<Reply> PostAsync(string path, object? body = null) => Program.PostAsync($"{Root}/{path}", body);

    public Task<Reply> PutAsync(string path, object body) => PutAsync(Program, path, body);

    public Task<Reply> DeleteAsync(string path) => Program.DeleteAsync($"{Root}/{path}");

    /// <summary>Creates a draft, and answers its id.</summary>
    public async Task<string> CreateWorkflowAsync(string prompt = "Renewal calls for Acme CRM in English. Offer up to 10% off. Friendly tone.")
    {
        var created = await PostAsync("workflows", new { nl_prompt = prompt });
        Assert.True(created.Status == 201, $"{created.Status}: {created.Content}");
        return created.Text("id");
    }

    /// <summary>Creates a workflow that can be run: with an audience and an attestation.</summary>
    public async Task<string> CreateReadyWorkflowAsync(params string[] phones)
    {
        var id = await CreateWorkflowAsync();
        await UploadAsync(id, phones);
        var attested = await PutAsync(Owner, $"workflows/{id}/compliance", new { consent_attestation_text = "Everybody on this list asked to be called." });
        Assert.True(attested.Status == 200, $"{attested.Status}: {attested.Content}");
        return id;
    }

    /// <summary>Uploads numbers, which must be taken.</summary>
    public async Task<Reply> UploadAsync(string workflowId, params string[] phones)
    {
        var uploaded = await PostAsync($"workflows/{workflowId}/audience", new { rows = phones.Select(phone => new { phone }) });
        Assert.True(uploaded.Status == 200, $"{uploaded.Status}: {uploaded.Content}");
        return uploaded;
    }

    /// <summary>Runs a workflow, and answers the run's id.</summary>
    public async Task<string> RunAsync(string workflowId)
    {
        var run = await PostAsync($"workflows/{workflowId}/run");
        Assert.True(run.Status == 201, $"{run.Status}: {run.Content}");
        return run.Text("run_id");
    }

    /// <summary>The workflow's newest run once it stands so.</summary>
    public async Task<JsonElement> WaitForRunAsync(string workflowId, string status, Func<JsonElement, bool>? and = null)
    {
        var reply = await Poll.UntilAsync(
            () => GetAsync($"workflows/{workflowId}/runs"),
            look => look.Body.GetProperty("runs")[0] is var run && run.Str("status") == status && (and is null || and(run)),
            $"the run of workflow {workflowId} to be {status}");
        return reply.Body.GetProperty("runs")[0];
    }

    /// <summary>Pays into the wallet.</summary>
    public async Task TopUpAsync(long minor)
    {
        var intent = await PostAsync("billing/topup", new { amount_minor = minor });
        Assert.Equal(200, intent.Status);
        using var payer = new ApiClient(Account.Server.Address);
        Assert.True((await payer.PostAsync(new Uri(intent.Text("checkout_url")).AbsolutePath + "/pay")).Status < 400);
    }

    public void Dispose()
    {
        Owner.Dispose();
        Program.Dispose();
    }

    private static Task<Reply> PutAsync(ApiClient client, string path, object body) =>
        client.SendAsync(HttpMethod.Put, $"{Root}/{path}", System.Net.Http.Json.JsonContent.Create(body));
}
