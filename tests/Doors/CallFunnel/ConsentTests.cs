using Microsoft.Extensions.DependencyInjection;
using Switchboard.Campaigns;
using Switchboard.Events;
using Switchboard.Tests.Api.Support;
using Switchboard.Tests.Doors.Support;

namespace Switchboard.Tests.Doors.CallFunnel;

/// <summary><c>PUT /workflows/{id}/compliance</c>.</summary>
public sealed class ConsentTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private const string Text = "Everybody on this list asked to be called.";

    [Fact]
    public async Task An_attestation_names_the_person_and_stays_in_the_audit_trail()
    {
        using var client = await CallFunnelClient.SignUpAsync(fixture.Server);
        var id = await client.CreateWorkflowAsync();
        var me = (await client.Owner.GetAsync($"{CallFunnelClient.Root}/auth/me")).Body.GetProperty("user").Str("id");

        var first = await AttestAsync(client.Owner, id, new { consent_attestation_text = Text, tcpa_sender_id = "Acme" });
        var second = await AttestAsync(client.Owner, id, new { consent_attestation_text = $"{Text} Again.", dpdp_consent_method = "web_form" });

        Assert.True(second.Status == 200, second.Content);
        Assert.Equal(
            ["consent_attestation_text", "consent_attested_by_user_id", "consent_attested_at", "tcpa_sender_id", "dpdp_consent_method"], second.Body.Names());
        Assert.Equal((me, "Acme"), (first.Text("consent_attested_by_user_id"), first.Text("tcpa_sender_id")));
        Assert.Equal(($"{Text} Again.", null, "web_form"), (second.Text("consent_attestation_text"), second.Body.Str("tcpa_sender_id"), second.Text("dpdp_consent_method")));
        Assert.True(second.Body.Instant("consent_attested_at") >= first.Body.Instant("consent_attested_at"));
        Assert.Equal(second.Content, (await client.GetAsync($"workflows/{id}")).Body.GetProperty("compliance").GetRawText());

        var tenantId = await TenantOfAsync(id);
        var trail = await fixture.Server.Services.GetRequiredService<EventLog>().TimelineAsync(tenantId, id, afterSequence: 0, limit: 10);
        Assert.Equal([(1L, EventTypes.CampaignConsentAttested), (2L, EventTypes.CampaignConsentAttested)], trail.Select(e => (e.Sequence, e.Type)));
        Assert.Contains(Text, trail[0].Data, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_a_person_attests_and_only_for_a_workflow_of_their_own_that_can_be_edited()
    {
        using var client = await CallFunnelClient.SignUpAsync(fixture.Server);
        using var other = await CallFunnelClient.SignUpAsync(fixture.Server);
        var id = await client.CreateWorkflowAsync();
        var body = new { consent_attestation_text = Text };

        (await AttestAsync(client.Program, id, body)).AssertError(403, "USER_REQUIRED");
        (await AttestAsync(other.Owner, id, body)).AssertError(404, "NOT_FOUND");
        (await AttestAsync(client.Owner, Guid.NewGuid().ToString(), body)).AssertError(404, "NOT_FOUND");
        (await AttestAsync(client.Owner, "nonsense", body)).AssertError(404, "NOT_FOUND");
        (await AttestAsync(client.Owner, id, new { tcpa_sender_id = "Acme" })).AssertError(422, "VALIDATION_FAILED", "consent_attestation_text");
        (await AttestAsync(client.Owner, id, new { consent_attestation_text = "   " })).AssertError(422, "VALIDATION_FAILED", "consent_attestation_text");

        (await AttestAsync(client.Owner, id, new { consent_attestation_text = new string('x', 2001) })).AssertError(422, "VALIDATION_FAILED", "consent_attestation_text");

        await SetStatusAsync(id, CampaignStatus.Live);
        (await AttestAsync(client.Owner, id, body)).AssertError(409, "WORKFLOW_LIVE");
        await SetStatusAsync(id, CampaignStatus.Retired);
        (await AttestAsync(client.Owner, id, body)).AssertError(409, "WORKFLOW_RETIRED");
        Assert.Null((await client.GetAsync($"workflows/{id}")).Body.GetProperty("compliance").Str("consent_attested_at"));
    }

    [Fact]
    public async Task How_much_a_person_says_is_up_to_them()
    {
        using var client = await CallFunnelClient.SignUpAsync(fixture.Server);
        var id = await client.CreateWorkflowAsync();
        foreach (var text in (string[])["ok", "y", new string('x', 2000)])
        {
            var attested = await AttestAsync(client.Owner, id, new { consent_attestation_text = $" {text} " });
            Assert.Equal((200, text), (attested.Status, attested.Text("consent_attestation_text")));
        }
    }

    [Fact]
    public async Task Attestations_at_once_all_count_without_a_gap()
    {
        using var client = await CallFunnelClient.SignUpAsync(fixture.Server);
        var id = await client.CreateWorkflowAsync();

        var replies = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => AttestAsync(client.Owner, id, new { consent_attestation_text = $"{Text} {i}" })));

        Assert.All(replies, reply => Assert.Equal(200, reply.Status));
        var trail = await fixture.Server.Services.GetRequiredService<EventLog>().TimelineAsync(await TenantOfAsync(id), id, afterSequence: 0, limit: 20);
        Assert.Equal(Enumerable.Range(1, 8).Select(n => (long)n), trail.Select(e => e.Sequence));
    }

    private static Task<Reply> AttestAsync(ApiClient client, string id, object body) =>
        client.SendAsync(HttpMethod.Put, $"{CallFunnelClient.Root}/workflows/{id}/compliance", System.Net.Http.Json.JsonContent.Create(body));

    private async Task<string> TenantOfAsync(string id) => (await fixture.Server.Store.QueryAsync(
        new Storage.SqlQuery("SELECT tenant_id FROM campaigns WHERE id = @id") { ["id"] = id }, row => row.Text("tenant_id"))).Single();

    // A run does this; here only what follows from it counts.
    private async Task SetStatusAsync(string id, CampaignStatus status) => await fixture.Server.Store.CommitAsync(
        new Storage.WriteSet().Update(CampaignTables.Campaigns, new Storage.Row { ["id"] = id, ["status"] = status.ToName() }, required: true));
}
