using System.Text.Json;
using Switchboard.Tests.Api.Support;
using Switchboard.Tests.Doors.Support;

namespace Switchboard.Tests.Doors.CallFunnel;

public sealed class ObjectionTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    [Theory]
    [InlineData("/callfunnel/api/objections")]
    [InlineData("/callfunnel/objections")]
    public async Task The_library_is_public_at_both_forms_of_its_path(string path)
    {
        using var anybody = fixture.Server.Client();
        var reply = await anybody.GetAsync(path);
        Assert.Equal(200, reply.Status);
        var objections = reply.Body.GetProperty("objections").EnumerateArray().ToList();
        Assert.True(objections.Count >= 45);
        Assert.All(objections, objection =>
        {
            Assert.All(["id", "category", "trigger_text", "rebuttal_template"], name => Assert.NotEqual("", objection.GetProperty(name).GetString()));
            Assert.True(objection.GetProperty("use_count").GetInt64() >= 0);
        });
        Assert.Equal(["company", "offer", "product"], reply.Body.GetProperty("slots").EnumerateObject().Select(slot => slot.Name));
    }

    [Fact]
    public async Task Category_and_language_narrow_it()
    {
        using var anybody = fixture.Server.Client();
        var price = (await anybody.GetAsync("/callfunnel/api/objections?category=price&language=hi")).Body.GetProperty("objections").EnumerateArray().ToList();
        Assert.NotEmpty(price);
        Assert.All(price, objection => Assert.Equal("price", objection.GetProperty("category").GetString()));
        Assert.All(price, objection => Assert.Contains(objection.GetProperty("trigger_text").GetString()!, c => c is >= '\u0900' and <= '\u097F'));
        (await anybody.GetAsync("/callfunnel/api/objections?category=weather")).AssertError(422, "VALIDATION_FAILED", "category");
    }

    [Fact]
    public async Task A_rule_book_that_uses_an_objection_counts_it()
    {
        using var customer = await CallFunnelClient.SignUpAsync(fixture.Server);
        var created = await customer.PostAsync("workflows", new { nl_prompt = "Renewal calls for Acme CRM. Up to 10% off." });
        Assert.Equal(201, created.Status);
        var used = created.Body.GetProperty("rule_book").GetProperty("objection_handlers").EnumerateArray()
            .Select(handler => handler.GetProperty("library_id").GetString()!).ToList();
        Assert.True(used.Count >= 4);
        var before = await CountsAsync(customer);
        Assert.All(used, id => Assert.True(before[id] >= 1));

        await customer.CreateWorkflowAsync("Renewal calls for Acme CRM. Up to 10% off.");

        var after = await CountsAsync(customer);
        Assert.All(used, id => Assert.True(after[id] > before[id]));
    }

    private static async Task<Dictionary<string, long>> CountsAsync(CallFunnelClient customer) =>
        (await customer.GetAsync("objections")).Body.GetProperty("objections").EnumerateArray()
            .ToDictionary(objection => objection.GetProperty("id").GetString()!, objection => objection.GetProperty("use_count").GetInt64());
}
