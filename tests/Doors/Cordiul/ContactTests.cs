using Switchboard.Tests.Doors.Support;

namespace Switchboard.Tests.Doors.Cordiul;

/// <summary><c>/contacts</c>: where the id of a contact comes from.</summary>
public sealed class ContactTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task A_contact_is_created_once_changed_and_found_by_its_number()
    {
        using var client = await CordiulClient.SignUpAsync(fixture.Server);

        var created = (await client.PostAsync("contacts", new { phone_number = "+12025550112", name = "Riya", email = "riya@example.com" })).Succeeded();
        var changed = (await client.PostAsync("contacts", new { phone_number = "+12025550112", name = "Riya Sharma" })).Succeeded();
        var cleared = (await client.PostAsync("contacts", new { phone_number = "+12025550112", email = (string?)null })).Succeeded();

        Assert.Matches("^contact_[0-9a-f]{32}$", created.Str("id"));
        Assert.Equal((created.Str("id"), "Riya Sharma", "riya@example.com"), (changed.Str("id"), changed.Str("name"), changed.Str("email")));
        Assert.Equal(("Riya Sharma", null), (cleared.Str("name"), cleared.Str("email")));
        Assert.Equal(cleared.GetRawText(), (await client.GetAsync($"contacts/{created.Str("id")}")).Succeeded().GetRawText());
        await client.CreateContactAsync("+12025550190");
        var all = (await client.GetAsync("contacts?limit=1&offset=1")).Succeeded();
        Assert.Equal((2, created.Str("id")), (all.Int("total"), all.GetProperty("contacts")[0].Str("id")));
        foreach (var phone in new[] { "%2B12025550112", "+12025550112" })
        {
            var found = (await client.GetAsync($"contacts?phone_number={phone}")).Succeeded();
            Assert.Equal((1, created.Str("id")), (found.Int("total"), found.GetProperty("contacts")[0].Str("id")));
        }

        var none = (await client.GetAsync("contacts?phone_number=%2B12025550199")).Succeeded();
        Assert.Equal((0, 0), (none.Int("total"), none.GetProperty("contacts").GetArrayLength()));
    }

    [Fact]
    public async Task A_contact_of_another_door_can_be_called()
    {
        using var client = await CordiulClient.SignUpAsync(fixture.Server);
        var id = (await client.Http.PostAsync("/cualify/api/v1/contacts", new { phone_e164 = "+12025550190", name = "Riya" })).Data().Str("id")!;

        var contact = (await client.GetAsync("contacts?phone_number=%2B12025550190")).Succeeded().GetProperty("contacts")[0];

        Assert.Equal(($"contact_{Guid.Parse(id):N}", "Riya"), (contact.Str("id"), contact.Str("name")));
        await client.CallAsync(contact.Str("id")!, "+12025550101");
    }
}
