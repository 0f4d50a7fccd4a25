using System.Text;
using Switchboard.Tests.Doors.Support;

namespace Switchboard.Tests.Doors.NextNeural;

/// <summary><c>/api/voice/customers/import</c>.</summary>
public sealed class ImportTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private const string Route = "api/voice/customers/import";

    [Fact]
    public async Task A_file_is_imported_row_by_row_and_again_without_doubles()
    {
        const string csv = """
            Name,Phone,Email,Tags,Preferred Language,Company,City
            Riya Sharma,+919812345678,riya@example.com,"leads, june;hot",hi-IN,"Acme, Inc.",Pune
            Ben Fischer,(202) 555-0100,,leads,,,
            No Number,call me,,,,,
            Bad Mail,+12025550102,nowhere,,,,
            ,+12025550103,,,,,
            Bad Language,+12025550104,,,hi_IN,,

            Riya S.,+919812345678,,late,,,Mumbai
            """;
        using var client = await NextNeuralClient.SignUpAsync(fixture.Server);

        var done = (await client.UploadCsvAsync(Route, csv)).Ok();
        Assert.Equal(["rows", "created", "updated", "failed_count", "failed", "ignored_columns", "shortened_values"], done.Names());
        Assert.Equal((7, 3, 1, 3), (done.Int("rows"), done.Int("created"), done.Int("updated"), done.Int("failed_count")));
        var failed = done.GetProperty("failed").EnumerateArray().ToList();
        Assert.All(failed, row => Assert.Equal(["row", "phone", "detail"], row.Names()));
        Assert.Equal([(4, "call me"), (5, "+12025550102"), (7, "+12025550104")], failed.Select(row => (row.Int("row"), row.Str("phone"))));
        Assert.StartsWith("phone must be in E.164 format", failed[0].Str("detail"), StringComparison.Ordinal);
        Assert.Equal("email must be a mail address", failed[1].Str("detail"));
        Assert.StartsWith("preferred_language must", failed[2].Str("detail"), StringComparison.Ordinal);

        var riya = (await client.GetAsync("v1/contacts?tags=late")).Ok().GetProperty("contacts")[0];
        Assert.Equal(("Riya S.", "riya@example.com", "hi-IN"), (riya.Str("name"), riya.Str("email"), riya.Str("preferred_language")));
        Assert.Equal(["leads", "june", "hot", "late"], riya.GetProperty("tags").EnumerateArray().Select(tag => tag.GetString()));
        Assert.Equal("""{"Company":"Acme, Inc.","City":"Mumbai"}""", riya.GetProperty("metadata").GetRawText());
        Assert.Equal("Ben Fischer", (await client.GetAsync("v1/contacts?search=%2B12025550100")).Ok().GetProperty("contacts")[0].Str("name"));
        var nameless = (await client.GetAsync("v1/contacts?search=%2B12025550103")).Ok().GetProperty("contacts")[0];
        Assert.Equal((null, "{}"), (nameless.Str("name"), nameless.GetProperty("metadata").GetRawText()));

        var again = (await client.UploadCsvAsync(Route, csv)).Ok();
        Assert.Equal((0, 4, 3), (again.Int("created"), again.Int("updated"), again.Int("failed_count")));
        Assert.Equal(3, (await client.GetAsync("v1/contacts")).Ok().Int("total"));
    }

    [Fact]
    public async Task Many_rows_are_counted_exactly_and_the_first_failures_are_told()
    {
        using var client = await NextNeuralClient.SignUpAsync(fixture.Server);
        var csv = new StringBuilder("phone,name,tags\n");
        for (var i = 0; i < 5200; i++)
            csv.Append(i % 4 == 3 ? $"no number {i},x,bulk\n" : $"+1202555{i:D4},Person {i},bulk\n");

        var done = (await client.UploadCsvAsync(Route, csv.ToString())).Ok();

        Assert.Equal((5200, 3900, 0, 1300), (done.Int("rows"), done.Int("created"), done.Int("updated"), done.Int("failed_count")));
        Assert.Equal(Enumerable.Range(0, 1000).Select(i => (4 * i) + 5), done.GetProperty("failed").EnumerateArray().Select(row => row.Int("row")));
        Assert.Equal(3900, (await client.GetAsync("v1/contacts?tags=bulk&limit=1")).Ok().Int("total"));
        Assert.Equal("Person 5198", (await client.GetAsync("v1/contacts?tags=bulk&limit=1")).Ok().GetProperty("contacts")[0].Str("name"));
    }

    [Fact]
    public async Task A_file_that_is_no_table_of_people_is_refused_and_changes_nothing()
    {
        using var client = await NextNeuralClient.SignUpAsync(fixture.Server);

        foreach (var csv in new[] { "", "  \n", "phone,name\n", "name,city\nRiya,Pune\n", "phone,name\n+12025550100,Ben\n+12025550101,\"Never closed\n", "PK\x03\x04zip" })
            Assert.StartsWith("file ", (await client.UploadCsvAsync(Route, csv)).AssertDetail(400), StringComparison.Ordinal);
        Assert.Equal("file is required: the form's field that holds the file", (await client.UploadAsync(Route, "csv", "a.csv", "phone\n+12025550100"u8.ToArray())).AssertDetail(400));
        (await client.PostAsync(Route, new { contacts = Array.Empty<object>() })).AssertDetail(415, "The content type must be multipart/form-data.");
        (await client.GetAsync(Route)).AssertDetail(404, "Contact not found");
        Assert.Equal(0, (await client.GetAsync("v1/contacts")).Ok().Int("total"));
    }
}
