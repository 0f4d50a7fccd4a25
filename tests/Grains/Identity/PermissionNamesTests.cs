using Switchboard.Identity;

namespace Switchboard.Tests.Grains.Identity;

public sealed class PermissionNamesTests
{
    [Fact]
    public void There_is_a_name_for_each_area_and_verb_and_one_for_admin()
    {
        string[] areas = ["calls", "contacts", "campaigns", "webhooks", "billing", "numbers", "compliance", "agents", "approvals"];
        Assert.Equal(
            areas.SelectMany(area => new[] { $"{area}:read", $"{area}:write" }).Append("admin"),
            PermissionNames.Of(Permissions.All));
    }

    [Theory]
    [InlineData("calls:write", Permissions.CallsWrite)]
    [InlineData("voice:calls:write", Permissions.CallsWrite)]
    [InlineData("admin", Permissions.Admin)]
    [InlineData("voice:agents:read", Permissions.AgentsRead)]
    public void Every_doors_spelling_is_read(string name, Permissions permission)
    {
        Assert.True(PermissionNames.TryParse(name, out var parsed));
        Assert.Equal(permission, parsed);
    }

    [Theory]
    [InlineData("")]
    [InlineData("calls")]
    [InlineData("calls:delete")]
    [InlineData("Calls:Read")]
    [InlineData("voice:")]
    [InlineData("none")]
    public void What_is_no_permission_is_not_one(string name) => Assert.False(PermissionNames.TryParse(name, out _));

    [Fact]
    public void The_scopes_contain_each_other()
    {
        Assert.All(PermissionNames.Of(Permissions.AllRead), name => Assert.EndsWith(":read", name, StringComparison.Ordinal));
        Assert.Equal(9, PermissionNames.Of(Permissions.AllRead).Length);
        Assert.Equal(18, PermissionNames.Of(Permissions.AllWrite).Length);
        Assert.True(Permissions.AllWrite.HasFlag(Permissions.AllRead));
        Assert.False(Permissions.AllWrite.HasFlag(Permissions.Admin));
    }
}
