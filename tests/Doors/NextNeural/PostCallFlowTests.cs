using System.Text.Json;
using Switchboard.Tests.Doors.Support;

namespace Switchboard.Tests.Doors.NextNeural;

/// <summary>The standard post-call flow at the end of the document, from the lead list to the payload that is written back.</summary>
public sealed class PostCallFlowTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private const string Interested = "+12025550100";
    private const string BooksADemo = "+12025550112";
    private const string Busy = "+12025550101";
    private const string NotOnTheList = "+12025550104";

    [Fact]
    public async Task A_days_leads_are_pushed_called_told_of_and_written_back()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        using var client = await NextNeuralClient.SignUpAsync(fixture.Server);
        var webhook = (await client.PostAsync("v1/webhooks", new
        {
            name = "workflow", url = receiver.Url, events = new[] { "call.ended", "campaign.completed" }, headers = new Dictionary<string, string> { ["X-Workflow-Token"] = "let-me-in" },
        })).Ok(201);

        // 1. Push the daily lead list.
        await client.CreateContactAsync(NotOnTheList, "Somebody Else", "newsletter");
        var pushed = (await client.PostAsync("v1/contacts/bulk", new
        {
            contacts = new[] { Interested, BooksADemo, Busy }.Select((phone, number) => new { name = $"Lead {number}", phone, tags = new[] { "today" }, metadata = new { crm_id = $"L-{number}" } }),
        })).Ok();
        Assert.Equal((3, 0), (pushed.Int("created"), pushed.GetProperty("failed").GetArrayLength()));

        // 2. Start the campaign.
        var campaignId = (await client.PostAsync("api/voice/flows", new
        {
            kind = "outbound", name = "Daily leads", voice_agent_id = NextNeuralClient.AgentId,
            config = new { persona_prompt = "Friendly, brief. Offer a demo of Acme Books.", audience_tags = new[] { "today" }, max_attempts = 1 },
            status = "draft",
        })).Ok(201).Str("uuid")!;
        (await client.PostAsync($"v1/campaigns/{campaignId}/launch")).Ok();

        // 3. Be told of every end, with the transcript.
        var talked = await receiver.ExpectAsync(2, delivery => delivery.Event == "call.ended" && delivery.Data.Str("outcome") == "connected");
        Assert.All(talked, delivery =>
        {
            Assert.Equal("let-me-in", delivery.Headers["X-Workflow-Token"]);
            delivery.AssertSigned(webhook.Str("secret")!);
            Assert.Equal(campaignId, delivery.Data.Str("campaign_uuid"));
            Assert.NotEqual(0, delivery.Data.GetProperty("transcript").GetArrayLength());
        });
        Assert.Equal([Interested, BooksADemo], talked.Select(delivery => delivery.Data.Str("to_number")!).Order(StringComparer.Ordinal));

        // 4 and 5. Extract, and write the payload back.
        foreach (var delivery in talked)
        {
            var extracted = new { crm = new { disposition = delivery.Data.Str("sentiment"), lines = delivery.Data.GetProperty("transcript").GetArrayLength() } };
            (await client.PostAsync($"api/voice/calls/{delivery.Data.Str("call_uuid")}/metadata", extracted)).Ok();
        }

        // 6 and 7. Whoever reads the calls later finds what was written, and nobody who was not on the list.
        var calls = (await client.GetAsync($"v1/calls?campaign_id={campaignId}&outcome=connected")).Ok();
        Assert.Equal(2, calls.Int("total"));
        foreach (var call in calls.GetProperty("calls").EnumerateArray())
        {
            var detail = (await client.GetAsync($"v1/calls/{call.Str("uuid")}")).Ok();
            Assert.Equal("positive", detail.GetProperty("metadata").GetProperty("crm").Str("disposition"));
            Assert.NotEqual(Interested == call.Str("to_number") ? BooksADemo : Interested, call.Str("to_number"));
        }
        var all = (await client.GetAsync("v1/calls")).Ok().GetProperty("calls").EnumerateArray().Select(call => call.Str("to_number"));
        Assert.DoesNotContain(NotOnTheList, all);
    }
}
