using Switchboard.Tests.Doors.Support;

namespace Switchboard.Tests.Doors.CallFunnel;

/// <summary>The weekly report over HTTP.</summary>
public sealed class ReportTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task A_new_workspace_gets_a_report_and_so_does_one_with_calls()
    {
        using var client = await CallFunnelClient.SignUpAsync(fixture.Server, country: "IN", scope: "read");
        var empty = await client.GetAsync("reports/weekly");
        using var cualify = await CualifyClient.SignUpAsync(fixture.Server);
        await cualify.EndOfAsync(await cualify.PlaceAsync("+12025550107"));
        await cualify.EndOfAsync(await cualify.PlaceAsync("+12025550112"));
        var full = await cualify.Http.GetAsync("/callfunnel/reports/weekly");

        foreach (var report in new[] { empty, full })
        {
            Assert.Equal((200, "application/pdf"), (report.Status, report.ContentType));
            Assert.StartsWith("%PDF-1.7", report.Content, StringComparison.Ordinal);
            Assert.EndsWith("%%EOF\n", report.Content, StringComparison.Ordinal);
            Assert.Matches("""^inline; filename="weekly-\d{4}-\d\d-\d\d-\d{4}-\d\d-\d\d\.pdf"$""", report.Headers["Content-Disposition"]);
        }

        Assert.True(full.Content.Length > empty.Content.Length, "The report with calls is no longer than the empty one.");
    }

    [Theory]
    [InlineData("from=2026-05-18&to=2026-05-24", "2026-05-18-2026-05-24")]
    [InlineData("from=2026-05-18", "2026-05-18-2026-05-24")]
    [InlineData("to=2026-05-24", "2026-05-18-2026-05-24")]
    [InlineData("from=2026-05-24&to=2026-05-24&timezone=Pacific/Apia", "2026-05-24-2026-05-24")]
    [InlineData("from=2026-05-01&to=2026-05-31&timezone=America/Sao_Paulo", "2026-05-01-2026-05-31")]
    [InlineData("from=2000-01-01&to=2000-01-07", "2000-01-01-2000-01-07")]
    [InlineData("to=2099-12-31", "2099-12-25-2099-12-31")]
    public async Task The_days_are_those_asked_for(string query, string days)
    {
        using var client = await CallFunnelClient.SignUpAsync(fixture.Server);
        var report = await client.GetAsync($"reports/weekly?{query}");
        Assert.True(report.Status == 200, report.Content);
        Assert.Equal($"inline; filename=\"weekly-{days}.pdf\"", report.Headers["Content-Disposition"]);
    }

    [Theory]
    [InlineData("from=2026-05-24&to=2026-05-18", "from")]
    [InlineData("from=2026-05-01&to=2026-06-01", "to")]
    [InlineData("from=18.05.2026", "from")]
    [InlineData("from=2026-02-30", "from")]
    [InlineData("to=1999-12-31", "to")]
    [InlineData("to=9999-12-31", "to")]
    [InlineData("timezone=Mars/Olympus", "timezone")]
    public async Task Days_that_make_no_sense_are_refused(string query, string field)
    {
        using var client = await CallFunnelClient.SignUpAsync(fixture.Server);
        (await client.GetAsync($"reports/weekly?{query}")).AssertError(422, "VALIDATION_FAILED", field);
    }

    [Fact]
    public async Task Nobody_reads_it_without_a_key()
    {
        using var nobody = fixture.Server.Client();
        (await nobody.GetAsync("/callfunnel/api/reports/weekly")).AssertError(401, "AUTH_REQUIRED");
    }
}
