using System.Text.Json;
using Switchboard.Tests.Api.Support;
using Switchboard.Tests.Doors.Support;

namespace Switchboard.Tests.Doors.CallFunnel;

/// <summary><c>/timeline</c> as a customer's program sees it.</summary>
public sealed class TimelineTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task The_story_of_a_contact_is_the_same_by_number_id_and_mail_address_newest_first()
    {
        const string Phone = "+12025550112";
        using var client = await CallFunnelClient.SignUpAsync(fixture.Server);
        var person = new PersonWithTraces(client);
        var contactId = await person.CreateContactAsync(Phone, "Riya Sharma", "Riya.Sharma@example.com");
        var call = await person.CallAsync(Phone, "Riya");
        var workflowId = await person.RunAsync(Phone);
        Assert.Equal(200, (await client.PostAsync("dnc/add", new { phone_e164 = Phone, reason = "asked by mail" })).Status);
        Assert.Equal(200, (await client.DeleteAsync("dnc/%2B12025550112")).Status);

        var timeline = await client.GetAsync("timeline?phone=%2B12025550112");

        Assert.Equal(["count", "events"], timeline.Body.Names());
        var events = timeline.Body.GetProperty("events").EnumerateArray().ToList();
        Assert.Equal(timeline.Number("count"), events.Count);
        Assert.All(events, e => Assert.Equal(["at", "kind", "direction", "workflow_id", "run_id", "summary", "payload"], e.Names()));
        Assert.All(events, e => Assert.Contains(e.Str("direction"), new[] { "inbound", "outbound" }));
        Assert.Equal(events.Select(e => e.Str("at")).OrderDescending(), events.Select(e => e.Str("at")));
        Assert.Equal(
            ["dnc_removed", "dnc_added", "decision", "call", "decision", "call", "contact_created"],
            events.Select(e => e.Str("kind")));
        Assert.Equal(workflowId, events[3].Str("workflow_id"));
        Assert.NotNull(events[3].Str("run_id"));
        var first = events[5].GetProperty("payload");
        Assert.Equal((call.Str("id"), "completed", 142), (first.Str("call_id"), first.Str("status"), first.Int("duration_sec")));
        Assert.StartsWith("Answered; 142 s, intent demo booked", events[5].Str("summary"), StringComparison.Ordinal);
        Assert.Equal("asked by mail", events[1].GetProperty("payload").Str("reason"));

        Assert.Equal(timeline.Content, (await client.GetAsync($"timeline?user_id={contactId}")).Content);
        Assert.Equal(timeline.Content, (await client.GetAsync("timeline?email=riya.sharma@EXAMPLE.com")).Content);
        Assert.Equal(timeline.Content, (await client.GetAsync("timeline?phone=+12025550112")).Content);
        Assert.Equal(timeline.Content, (await client.GetAsync("timeline?phone=(202) 555-0112")).Content);
        Assert.Equal(timeline.Content, (await client.Owner.GetAsync("/callfunnel/timeline?phone=%2B12025550112")).Content);
    }

    [Fact]
    public async Task Pages_tell_everything_once()
    {
        const string Phone = "+12025550101";
        using var client = await CallFunnelClient.SignUpAsync(fixture.Server);
        var person = new PersonWithTraces(client);
        await person.CreateContactAsync(Phone, "Riya Sharma", "riya@example.com");
        for (var i = 0; i < 5; i++)
            await person.CallAsync(Phone, "Riya");
        var all = await PageAsync(client, Phone, 500, before: null);
        Assert.Equal(6, all.Count);

        foreach (var size in (int[])[1, 2, 4])
        {
            var seen = new List<string>();
            for (string? before = null; ;)
            {
                var page = await PageAsync(client, Phone, size, before);
                if (page.Count == 0)
                    break;
                seen.AddRange(page.Select(e => e.GetRawText()));
                before = page[^1].Str("at");
            }

            Assert.Equal(all.Select(e => e.GetRawText()), seen);
        }
    }

    [Fact]
    public async Task Nobody_known_has_an_empty_timeline_and_nobody_named_is_refused()
    {
        using var client = await CallFunnelClient.SignUpAsync(fixture.Server);
        foreach (var who in (string[])["phone=%2B12025559999", $"user_id={Guid.NewGuid()}", "email=nobody@example.com", "user_id=CUST-1", "user_id=contact_1", "email=x@y.z", "email=nobody"])
        {
            var unknown = await client.GetAsync($"timeline?{who}");
            Assert.Equal((200, 0L), (unknown.Status, unknown.Number("count")));
        }

        (await client.GetAsync("timeline")).AssertError(400, "IDENTIFIER_REQUIRED");
        (await client.GetAsync("timeline?n=10")).AssertError(400, "IDENTIFIER_REQUIRED");
        (await client.GetAsync("timeline?phone=%2B12025559999&email=a@example.com")).AssertError(400, "IDENTIFIER_REQUIRED");
        (await client.GetAsync("timeline?phone=12")).AssertError(422, "VALIDATION_FAILED", "phone");
        foreach (var field in (string[])["email", "user_id"])
            (await client.GetAsync($"timeline?{field}={new string('x', 255)}")).AssertError(422, "VALIDATION_FAILED", field);
        (await client.GetAsync("timeline?phone=%2B12025559999&n=501")).AssertError(422, "VALIDATION_FAILED", "n");
        (await client.GetAsync("timeline?phone=%2B12025559999&before=yesterday")).AssertError(422, "VALIDATION_FAILED", "before");
    }

    [Fact]
    public async Task A_tenant_sees_nothing_of_anothers()
    {
        const string Phone = "+12025550101";
        using var client = await CallFunnelClient.SignUpAsync(fixture.Server);
        using var other = await CallFunnelClient.SignUpAsync(fixture.Server);
        var person = new PersonWithTraces(client);
        var contactId = await person.CreateContactAsync(Phone, "Riya Sharma", "riya@example.com");
        await person.CallAsync(Phone, "Riya");

        foreach (var who in (string[])["phone=%2B12025550101", $"user_id={contactId}", "email=riya@example.com"])
        {
            Assert.Equal(2, (await client.GetAsync($"timeline?{who}")).Number("count"));
            Assert.Equal(0, (await other.GetAsync($"timeline?{who}")).Number("count"));
        }
    }

    private static async Task<List<JsonElement>> PageAsync(CallFunnelClient client, string phone, int size, string? before)
    {
        var reply = await client.GetAsync($"timeline?phone={Uri.EscapeDataString(phone)}&n={size}" + (before is null ? "" : $"&before={before}"));
        Assert.True(reply.Status == 200, reply.Content);
        return [.. reply.Body.GetProperty("events").EnumerateArray()];
    }
}
