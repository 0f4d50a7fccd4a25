using System.IO.Compression;
using System.Text.Json;
using Switchboard.Tests.Api.Support;
using Switchboard.Tests.Doors.Support;

namespace Switchboard.Tests.Doors.CallFunnel;

/// <summary><c>POST /dsr/export</c>.</summary>
public sealed class DsrExportTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private const string Phone = "+12025550112";

    [Fact]
    public async Task An_export_has_everything_and_a_link_to_the_recordings()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        using var client = await CallFunnelClient.SignUpAsync(fixture.Server);
        var person = new PersonWithTraces(client);
        await person.RegisterAsync(receiver);
        var contactId = await person.CreateContactAsync(Phone, "Riya Sharma", "riya@example.com");
        var call = await person.CallAsync(Phone, "Riya");
        await receiver.ExpectAsync(2);
        var workflowId = await person.RunAsync(Phone);
        Assert.Equal(200, (await client.PostAsync("dnc/add", new { phone_e164 = Phone, reason = "asked by mail" })).Status);

        var export = await client.PostAsync("dsr/export", new { contact_identifier = "RIYA@example.com" });

        Assert.True(export.Status == 200, export.Content);
        Assert.Equal(["bundle", "recordings_zip_url"], export.Body.Names());
        var bundle = export.Body.GetProperty("bundle");
        Assert.Equal((contactId, "Riya Sharma"), (bundle.GetProperty("contact").Str("id"), bundle.GetProperty("contact").Str("name")));
        var calls = bundle.GetProperty("calls").EnumerateArray().ToList();
        Assert.Equal([workflowId, null], calls.Select(c => c.Str("workflow_id")));
        Assert.Equal(call.Str("id"), calls[1].GetProperty("call").Str("call_id"));
        Assert.Equal("Riya", calls[1].GetProperty("metadata").Str("name"));
        Assert.True(calls[1].GetProperty("transcript").GetArrayLength() > 2);
        Assert.Equal("asked by mail", bundle.GetProperty("dnc")[0].Str("reason"));
        Assert.Equal("done", bundle.GetProperty("audiences")[0].Str("status"));
        Assert.Equal("duplicate", bundle.GetProperty("rejected_rows")[0].Str("reason"));
        Assert.Equal(["done", "call"], bundle.GetProperty("decisions").EnumerateArray().Select(d => d.GetProperty("decision").Str("decision")));
        Assert.Equal(workflowId, bundle.GetProperty("last_campaign_calls")[0].Str("workflow_id"));
        Assert.Contains("contact.created", bundle.GetProperty("webhook_deliveries").EnumerateArray().Select(d => d.Str("event")));
        Assert.True(bundle.GetProperty("timeline").GetArrayLength() >= 6);

        await AssertArchiveAsync(export.Text("recordings_zip_url"), [call.Str("id")!, calls[0].GetProperty("call").Str("call_id")!]);
    }

    [Fact]
    public async Task Of_nobody_there_is_nothing_and_what_is_neither_number_nor_address_is_refused()
    {
        using var client = await CallFunnelClient.SignUpAsync(fixture.Server);
        foreach (var who in (string[])[Phone, "nobody@example.com"])
        {
            var export = await client.PostAsync("dsr/export", new { contact_identifier = who });
            Assert.Equal(200, export.Status);
            Assert.Equal(JsonValueKind.Null, export.Body.GetProperty("bundle").GetProperty("contact").ValueKind);
            Assert.Equal(JsonValueKind.Null, export.Body.GetProperty("recordings_zip_url").ValueKind);
        }

        foreach (var route in (string[])["dsr/export", "dsr/erase"])
        {
            (await client.PostAsync(route, new { contact_identifier = "somebody" })).AssertError(422, "VALIDATION_FAILED", "contact_identifier");
            (await client.PostAsync(route, new { contact_identifier = "a@b" })).AssertError(422, "VALIDATION_FAILED", "contact_identifier");
            (await client.PostAsync(route, new { })).AssertError(422, "VALIDATION_FAILED", "contact_identifier");
        }
    }

    [Fact]
    public async Task A_tenant_gets_nothing_of_anothers_and_no_link_can_be_made_up()
    {
        using var client = await CallFunnelClient.SignUpAsync(fixture.Server);
        using var other = await CallFunnelClient.SignUpAsync(fixture.Server);
        await new PersonWithTraces(client).CallAsync("+12025550100", "Riya");

        var export = await other.PostAsync("dsr/export", new { contact_identifier = "+12025550100" });
        Assert.Equal(0, export.Body.GetProperty("bundle").GetProperty("calls").GetArrayLength());
        using var anybody = fixture.Server.Client();
        var link = new Uri((await client.PostAsync("dsr/export", new { contact_identifier = "+12025550100" })).Text("recordings_zip_url")).PathAndQuery;
        Assert.Equal(200, (await anybody.GetAsync(link)).Status);
        Assert.Equal(404, (await anybody.GetAsync(link[..^4] + "AAAA")).Status);
        Assert.Equal(404, (await anybody.GetAsync("/recordings/export.zip?token=%00")).Status);
        Assert.Equal(404, (await anybody.GetAsync("/recordings/export.zip")).Status);
    }

    [Fact]
    public async Task A_link_works_for_an_hour()
    {
        await using var server = await ApiServer.StartAsync(ServerFixture.Settings);
        using var client = await CallFunnelClient.SignUpAsync(server);
        await new PersonWithTraces(client).CallAsync("+12025550100", "Riya");
        var link = new Uri((await client.PostAsync("dsr/export", new { contact_identifier = "+12025550100" })).Text("recordings_zip_url")).PathAndQuery;
        using var anybody = server.Client();
        Assert.Equal(200, (await anybody.GetAsync(link)).Status);
        server.Time.Advance(TimeSpan.FromMinutes(61));
        Assert.Equal(404, (await anybody.GetAsync(link)).Status);
    }

    [Fact]
    public async Task Exports_need_to_read_and_erasures_need_admin()
    {
        using var reader = await CallFunnelClient.SignUpAsync(fixture.Server, scope: "read");
        using var writer = await CallFunnelClient.SignUpAsync(fixture.Server, scope: "write");
        var body = new { contact_identifier = Phone };
        Assert.Equal(200, (await reader.PostAsync("dsr/export", body)).Status);
        (await reader.PostAsync("dsr/erase", body)).AssertError(403, "INSUFFICIENT_SCOPE");
        (await writer.PostAsync("dsr/erase", body)).AssertError(403, "INSUFFICIENT_SCOPE");
        Assert.Equal(200, (await writer.Owner.PostAsync($"{CallFunnelClient.Root}/dsr/erase", body)).Status);
    }

    private static async Task AssertArchiveAsync(string url, string[] callIds)
    {
        using var http = new HttpClient();
        await using var zip = new ZipArchive(await http.GetStreamAsync(new Uri(url)), ZipArchiveMode.Read);
        Assert.Equal(
            callIds.Select(id => $"recordings/{id}.wav").Append("manifest.json").Order(StringComparer.Ordinal),
            zip.Entries.Select(entry => entry.FullName).Order(StringComparer.Ordinal));
        await using var manifest = await zip.GetEntry("manifest.json")!.OpenAsync();
        foreach (var recording in (await JsonDocument.ParseAsync(manifest)).RootElement.GetProperty("recordings").EnumerateArray())
        {
            var entry = zip.GetEntry(recording.Str("file")!)!;
            Assert.Equal((recording.GetProperty("bytes").GetInt64(), "audio/wav"), (entry.Length, recording.Str("content_type")));
            await using var audio = await entry.OpenAsync();
            var head = new byte[4];
            await audio.ReadExactlyAsync(head);
            Assert.Equal("RIFF"u8.ToArray(), head);
        }
    }
}
