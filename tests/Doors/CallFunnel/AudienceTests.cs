using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Switchboard.Compliance;
using Switchboard.Storage;
using Switchboard.Tests.Api.Support;
using Switchboard.Tests.Doors.Support;

namespace Switchboard.Tests.Doors.CallFunnel;

/// <summary>Audiences as a customer's program uploads them: files, JSON, and what calls itself either.</summary>
public sealed class AudienceTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private const string Csv = "phone,name\n(415) 555-0123,Ann\n+919812345678,Riya\n415-555-0123,Ann again\nnobody,\n";

    private static readonly string[] Counts =
    [
        "accepted", "rejected_dnc", "rejected_ncpr", "rejected_cooldown", "rejected_invalid", "total_targets", "duplicates", "upload_id", "audience_count",
        "ignored_columns", "shortened_values",
    ];

    [Theory]
    [InlineData("/callfunnel/api")]
    [InlineData("/callfunnel")]
    public async Task A_file_is_counted_and_its_rejected_rows_can_be_fetched(string root)
    {
        using var client = await CallFunnelClient.SignUpAsync(fixture.Server);
        var id = await client.CreateWorkflowAsync();

        var reply = await UploadAsync(client, id, Csv, root: root);

        Assert.True(reply.Status == 200, reply.Content);
        Assert.Equal(Counts, reply.Body.Names());
        AssertCounts(reply, accepted: 2, duplicates: 1, invalid: 1, audience: 2);
        Assert.Equal(reply.Number("accepted"), reply.Number("total_targets"));
        var rejected = await client.Program.GetAsync($"{root}/workflows/{id}/audience/rejected");
        Assert.Equal(reply.Text("upload_id"), rejected.Text("upload_id"));
        Assert.Equal(
            [(4, "+14155550123", "duplicate"), (5, "nobody", "not_a_number")],
            rejected.Body.GetProperty("rows").EnumerateArray().Select(row => (row.Int("line"), row.Str("phone")!, row.Str("reason")!)));
        Assert.All(rejected.Body.GetProperty("rows").EnumerateArray(), row => Assert.NotEmpty(row.Str("message")!));
        Assert.Equal(2, (await client.GetAsync($"workflows/{id}")).Number("audience_count"));
    }

    [Fact]
    public async Task Rows_as_json_do_the_same_and_are_numbered_by_their_place()
    {
        using var client = await CallFunnelClient.SignUpAsync(fixture.Server, "GB");
        var id = await client.CreateWorkflowAsync();

        var reply = await client.PostAsync($"workflows/{id}/audience", new
        {
            rows = new object[]
            {
                new { phone = "020 7946 0958", name = "Ann", city = "London" },
                new { mobile = 447700900123 },
                new { name = "no number" },
                new { phone = "+442079460958" },
            },
        });

        Assert.True(reply.Status == 200, reply.Content);
        AssertCounts(reply, accepted: 2, duplicates: 1, invalid: 1, audience: 2);
        var rows = (await client.GetAsync($"workflows/{id}/audience/rejected?upload_id={reply.Text("upload_id")}")).Body.GetProperty("rows");
        Assert.Equal([(3, "missing"), (4, "duplicate")], rows.EnumerateArray().Select(row => (row.Int("line"), row.Str("reason")!)));
    }

    [Fact]
    public async Task Uploads_at_the_same_time_add_each_number_once()
    {
        using var client = await CallFunnelClient.SignUpAsync(fixture.Server);
        var id = await client.CreateWorkflowAsync();
        static string Numbers(int first, int count) => "phone\n" + string.Concat(Enumerable.Range(first, count).Select(i => $"+1415{2000000 + i}\n"));

        var replies = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => UploadAsync(client, id, Numbers(i * 750, 1500))));

        Assert.All(replies, reply => Assert.True(reply.Status == 200 && reply.Number("accepted") == 1500, reply.Content));
        Assert.Equal(5250, (await client.GetAsync($"workflows/{id}")).Number("audience_count"));
        Assert.Equal(6, (await client.GetAsync($"workflows/{id}/audience/uploads")).Body.GetProperty("uploads").GetArrayLength());
    }

    [Fact]
    public async Task The_document_tells_of_the_form_and_of_the_json()
    {
        using var anybody = fixture.Server.Client();

        var document = (await anybody.GetAsync("/openapi/callfunnel.json")).Body;

        var upload = document.GetProperty("paths").EnumerateObject().Single(path => path.Name.EndsWith("/workflows/{id}/audience", StringComparison.Ordinal)).Value.GetProperty("post");
        var content = upload.GetProperty("requestBody").GetProperty("content");
        Assert.Equal(["file", "mode"], content.GetProperty("multipart/form-data").GetProperty("schema").GetProperty("properties").Names());
        Assert.Equal("+12025550100", content.GetProperty("application/json").GetProperty("example").GetProperty("rows")[0].Str("phone"));
        Assert.Contains("33554432", upload.GetProperty("responses").GetProperty("413").Str("description"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_do_not_call_list_is_kept()
    {
        using var client = await CallFunnelClient.SignUpAsync(fixture.Server);
        var id = await client.CreateWorkflowAsync();
        var services = fixture.Server.Services;
        var tenant = await services.GetRequiredService<IStore>().FirstOrDefaultAsync(
            new SqlQuery("SELECT tenant_id FROM campaigns WHERE id = @id") { ["id"] = id }, row => row.Text("tenant_id"));
        await services.GetRequiredService<DncRegister>().AddAsync(tenant!, "+14155550123", reason: null);

        var reply = await UploadAsync(client, id, Csv);

        AssertCounts(reply, accepted: 1, duplicates: 1, invalid: 1, audience: 1);
        Assert.Equal(1, reply.Number("rejected_dnc"));
    }

    [Fact]
    public async Task A_mode_may_stand_in_the_query_in_the_form_and_in_the_json()
    {
        using var client = await CallFunnelClient.SignUpAsync(fixture.Server);
        var id = await client.CreateWorkflowAsync();
        await client.UploadAsync(id, "+14155550120", "+14155550121");

        AssertCounts(await UploadAsync(client, id, "phone\n+14155550122\n"), accepted: 1, audience: 3);
        AssertCounts(await UploadAsync(client, id, "phone\n+14155550123\n", query: "?mode=add"), accepted: 1, audience: 4);
        AssertCounts(await UploadAsync(client, id, "phone\n+14155550124\n", query: "?mode=replace"), accepted: 1, audience: 1);
        AssertCounts(await UploadAsync(client, id, "phone\n+14155550125\n+14155550126\n", mode: "replace"), accepted: 2, audience: 2);
        AssertCounts(await client.PostAsync($"workflows/{id}/audience", new { mode = "replace", rows = new[] { new { phone = "+14155550127" } } }), accepted: 1, audience: 1);

        (await UploadAsync(client, id, Csv, query: "?mode=append")).AssertError(422, "VALIDATION_FAILED", "mode");
        (await UploadAsync(client, id, Csv, mode: "append")).AssertError(422, "VALIDATION_FAILED", "mode");
        (await UploadAsync(client, id, Csv, query: "?mode=add", mode: "replace")).AssertError(422, "VALIDATION_FAILED", "mode");
        (await client.PostAsync($"workflows/{id}/audience", new { mode = 1, rows = new[] { new { phone = "+14155550127" } } }))
            .AssertError(422, "VALIDATION_FAILED", "mode");
        Assert.Equal(1, (await client.GetAsync($"workflows/{id}")).Number("audience_count"));
    }

    [Fact]
    public async Task Uploads_are_listed_newest_first_in_pages_and_so_are_their_rows()
    {
        using var client = await CallFunnelClient.SignUpAsync(fixture.Server);
        var id = await client.CreateWorkflowAsync();
        var none = await client.GetAsync($"workflows/{id}/audience/rejected");
        Assert.Equal((200, 0), (none.Status, none.Body.GetProperty("rows").GetArrayLength()));
        List<string> uploads = [];
        for (var i = 0; i < 3; i++)
            uploads.Insert(0, (await UploadAsync(client, id, $"phone\n+1415555013{i}\nx\ny\nz\n")).Text("upload_id"));

        var page = await client.GetAsync($"workflows/{id}/audience/uploads?limit=2");
        var rest = await client.GetAsync($"workflows/{id}/audience/uploads?limit=2&before={page.Text("next_before")}");
        Assert.Equal(
            uploads,
            page.Body.GetProperty("uploads").EnumerateArray().Concat(rest.Body.GetProperty("uploads").EnumerateArray()).Select(upload => upload.Str("upload_id")!));

        var rows = await client.GetAsync($"workflows/{id}/audience/rejected?upload_id={uploads[2]}&limit=2");
        Assert.Equal(4, rows.Number("next_after"));
        var last = await client.GetAsync($"workflows/{id}/audience/rejected?upload_id={uploads[2]}&limit=2&after=4");
        Assert.Equal(5, Assert.Single(last.Body.GetProperty("rows").EnumerateArray()).Int("line"));
        (await client.GetAsync($"workflows/{id}/audience/rejected?upload_id={Guid.NewGuid()}")).AssertError(404, "NOT_FOUND");
        (await client.GetAsync($"workflows/{id}/audience/rejected?limit=0")).AssertError(422, "VALIDATION_FAILED", "limit");
    }

    [Fact]
    public async Task Everything_is_the_tenants_own_and_wants_the_permission()
    {
        using var owner = await CallFunnelClient.SignUpAsync(fixture.Server);
        using var other = await CallFunnelClient.SignUpAsync(fixture.Server);
        using var reader = await owner.Account.KeyClientAsync("read");
        using var anybody = fixture.Server.Client();
        var id = await owner.CreateWorkflowAsync();
        var upload = await UploadAsync(owner, id, Csv);

        (await UploadAsync(other, id, Csv)).AssertError(404, "NOT_FOUND");
        (await UploadAsync(owner, "nonsense", Csv)).AssertError(404, "NOT_FOUND");
        (await other.GetAsync($"workflows/{id}/audience/rejected?upload_id={upload.Text("upload_id")}")).AssertError(404, "NOT_FOUND");
        (await other.GetAsync($"workflows/{id}/audience/uploads")).AssertError(404, "NOT_FOUND");
        var mine = await other.CreateWorkflowAsync();
        (await other.GetAsync($"workflows/{mine}/audience/rejected?upload_id={upload.Text("upload_id")}")).AssertError(404, "NOT_FOUND");
        (await SendAsync(reader, id, Form(Csv))).AssertError(403, "INSUFFICIENT_SCOPE");
        (await SendAsync(anybody, id, Form(Csv))).AssertError(401, "AUTH_REQUIRED");
        Assert.Equal(200, (await reader.GetAsync($"{CallFunnelClient.Root}/workflows/{id}/audience/uploads")).Status);

        // The id in the door's other form.
        Assert.Equal(200, (await UploadAsync(owner, $"wf_{Guid.Parse(id):N}", Csv)).Status);
    }

    [Theory]
    [InlineData("empty", "empty")]
    [InlineData("no phone column", "phone, phone_e164, mobile, number")]
    [InlineData("one column of words", "headers")]
    [InlineData("no rows", "no rows")]
    [InlineData("UTF-16", "UTF-16")]
    [InlineData("NULs", "NUL")]
    [InlineData("unbalanced quote", "line 2")]
    [InlineData("one long line", "line 2")]
    [InlineData("random bytes", "UTF-8")]
    public async Task A_file_that_is_none_is_refused_with_what_is_wrong(string what, string expected)
    {
        using var client = await CallFunnelClient.SignUpAsync(fixture.Server);
        var id = await client.CreateWorkflowAsync();

        var reply = await UploadAsync(client, id, HostileFile(what));

        reply.AssertError(422, "VALIDATION_FAILED", "file");
        Assert.Contains(expected, reply.Text("error"), StringComparison.Ordinal);
        Assert.Equal(0, (await client.GetAsync($"workflows/{id}")).Number("audience_count"));
    }

    [Fact]
    public async Task A_hundred_thousand_columns_are_cut_to_fifty_and_the_answer_says_so()
    {
        using var client = await CallFunnelClient.SignUpAsync(fixture.Server);
        var id = await client.CreateWorkflowAsync();

        var reply = await UploadAsync(client, id, $"phone,{string.Join(',', Enumerable.Range(0, 100_000))}\n+14155550123,{string.Join(',', Enumerable.Repeat("v", 99_999))},{new string('w', 600)}\n");

        Assert.True(reply.Status == 200, reply.Content);
        AssertCounts(reply, accepted: 1, audience: 1);
        Assert.Equal(99_950, reply.Number("ignored_columns"));
    }

    [Fact]
    public async Task Bodies_that_are_no_uploads_are_refused()
    {
        using var client = await CallFunnelClient.SignUpAsync(fixture.Server);
        var id = await client.CreateWorkflowAsync();

        (await SendAsync(client.Program, id, new StringContent(Csv, Encoding.UTF8, "text/csv"))).AssertError(415, "UNSUPPORTED_MEDIA_TYPE");
        (await SendAsync(client.Program, id, new ByteArrayContent([]))).AssertError(415, "UNSUPPORTED_MEDIA_TYPE");
        (await SendAsync(client.Program, id, Form(Csv, field: "audience"))).AssertError(422, "VALIDATION_FAILED", "file");
        var twice = Form(Csv);
        twice.Add(new StringContent(Csv), "file", "again.csv");
        (await SendAsync(client.Program, id, twice)).AssertError(422, "VALIDATION_FAILED", "file");
        (await SendAsync(client.Program, id, Raw("--b\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\nphone\n+1415", "multipart/form-data; boundary=b")))
            .AssertError(400, "MALFORMED_BODY");
        (await SendAsync(client.Program, id, Raw("nothing of a form", "multipart/form-data; boundary=b"))).AssertError(400, "MALFORMED_BODY");
        (await SendAsync(client.Program, id, Raw(Csv, "multipart/form-data"))).AssertError(400, "MALFORMED_BODY");
        (await client.Program.PostRawAsync($"{CallFunnelClient.Root}/workflows/{id}/audience", "{\"rows\":[")).AssertError(400, "MALFORMED_BODY");
        foreach (var body in new object[] { new { }, new { rows = (object?)null }, new { rows = "x" }, new { rows = Array.Empty<object>() }, new { rows = new[] { 1 } }, new { rows = new[] { new { email = "a" } } } })
            (await client.PostAsync($"workflows/{id}/audience", body)).AssertError(422, "VALIDATION_FAILED", "rows");
        Assert.Equal(0, (await client.GetAsync($"workflows/{id}")).Number("audience_count"));
    }

    [Fact]
    public async Task A_file_of_ten_megabytes_is_taken_and_one_of_forty_is_not()
    {
        using var client = await CallFunnelClient.SignUpAsync(fixture.Server);
        var id = await client.CreateWorkflowAsync();
        var filler = new string('x', 400);

        var taken = await UploadAsync(client, id, "phone,note\n" + string.Concat(Enumerable.Range(0, 25_000).Select(i => $"+1415{2000000 + i},{filler}\n")));
        AssertCounts(taken, accepted: 25_000, audience: 25_000);

        var large = new byte[40 * 1024 * 1024];
        Array.Fill(large, (byte)'1');
        (await UploadAsync(client, id, large)).AssertError(413, "BODY_TOO_LARGE");
    }

    [Fact]
    public async Task A_retired_workflow_takes_no_rows_and_nothing_is_left_of_uploads_on_the_disk()
    {
        using var client = await CallFunnelClient.SignUpAsync(fixture.Server);
        var id = await client.CreateWorkflowAsync();
        await UploadAsync(client, id, Csv);
        Assert.Equal(200, (await client.PostAsync($"workflows/{id}/retire")).Status);

        (await UploadAsync(client, id, Csv)).AssertError(409, "WORKFLOW_RETIRED");

        Assert.Empty(Directory.EnumerateFiles(Path.Combine(fixture.Server.Folder, "uploads")));
    }

    private static Task<Reply> UploadAsync(CallFunnelClient client, string id, string csv, string query = "", string? mode = null, string root = CallFunnelClient.Root) =>
        SendAsync(client.Program, id, Form(csv, mode: mode), query, root);

    private static Task<Reply> UploadAsync(CallFunnelClient client, string id, byte[] file) =>
        SendAsync(client.Program, id, new MultipartFormDataContent { { new ByteArrayContent(file), "file", "audience.csv" } });

    private static Task<Reply> SendAsync(ApiClient client, string id, HttpContent content, string query = "", string root = CallFunnelClient.Root) =>
        client.SendAsync(HttpMethod.Post, $"{root}/workflows/{id}/audience{query}", content);

    private static MultipartFormDataContent Form(string csv, string field = "file", string? mode = null)
    {
        var form = new MultipartFormDataContent { { new StringContent(csv, Encoding.UTF8, "text/csv"), field, "audience.csv" } };
        if (mode is not null)
            form.Add(new StringContent(mode), "mode");
        return form;
    }

    private static ByteArrayContent Raw(string body, string type) =>
        new(Encoding.UTF8.GetBytes(body)) { Headers = { ContentType = MediaTypeHeaderValue.Parse(type) } };

    private static void AssertCounts(Reply reply, long accepted, long audience, long duplicates = 0, long invalid = 0)
    {
        Assert.True(reply.Status == 200, reply.Content);
        Assert.Equal(
            (accepted, duplicates, invalid, audience),
            (reply.Number("accepted"), reply.Number("duplicates"), reply.Number("rejected_invalid"), reply.Number("audience_count")));
    }

    private static byte[] HostileFile(string what)
    {
        switch (what)
        {
            case "empty":
                return [];
            case "no phone column":
                return Encoding.UTF8.GetBytes("email,city\na@example.com,Pune\n");
            case "one column of words":
                return Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("garbage\n", 1000)));
            case "no rows":
                return Encoding.UTF8.GetBytes("phone,name\n");
            case "UTF-16":
                return [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(Csv)];
            case "NULs":
                return new byte[4096];
            case "unbalanced quote":
                return Encoding.UTF8.GetBytes("phone,name\n+14155550123,\"Ann\n+14155550124,Bob\n");
            case "one long line":
                return [.. "phone\n"u8, .. Enumerable.Repeat((byte)'1', 10 * 1024 * 1024)];
            default:
                var bytes = new byte[50_000];
                new Random(5).NextBytes(bytes);
                return Array.ConvertAll(bytes, value => value == 0 ? (byte)0xFF : value);
        }
    }
}
