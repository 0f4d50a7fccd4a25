using Switchboard.Carriers;
using Switchboard.Carriers.Simulator.Inventory;
using Switchboard.Contacts;
using Switchboard.Numbers;
using Switchboard.Storage;
using Switchboard.Tests.Grains.Support;

namespace Switchboard.Tests.Grains.Numbers;

/// <summary>What the simulator has to give away.</summary>
public sealed class SimulatedInventoryTests : IAsyncLifetime
{
    private TestStore _store = null!;
    private SimulatedInventory _inventory = null!;

    public async Task InitializeAsync()
    {
        _store = await TestStore.OpenAsync(NumberTables.Numbers);
        _inventory = new SimulatedInventory(new NumberRegister(_store.Store));
    }

    public async Task DisposeAsync() => await _store.DisposeAsync();

    [Theory]
    [InlineData("US", "+1", 12)]
    [InlineData("CA", "+1", 12)]
    [InlineData("GB", "+44", 13)]
    [InlineData("IN", "+91", 13)]
    [InlineData("AU", "+61", 12)]
    [InlineData("SG", "+65", 11)]
    [InlineData("AE", "+971", 12)]
    public async Task Every_country_of_a_tenant_has_numbers_of_its_plan(string country, string prefix, int length)
    {
        var found = await SearchAsync(country, null, 50);

        Assert.Equal(50, found.Select(number => number.Phone).Distinct().Count());
        Assert.All(found, number =>
        {
            Assert.StartsWith(prefix, number.Phone, StringComparison.Ordinal);
            Assert.Equal((length, country, country), (number.Phone.Length, number.Country, CallingCodes.CountryOf(number.Phone)));
            Assert.True(PhoneNumber.IsE164(number.Phone));
        });
        foreach (var number in found)
            Assert.Equal(number, await _inventory.FindAsync(number.Phone, CancellationToken.None));
    }

    [Theory]
    [InlineData("US", "415", "+1415")]
    [InlineData("USA", "907", "+1907")]
    [InlineData("UK", "20", "+4420")]
    [InlineData("IN", "22", "+9122")]
    public async Task An_area_has_its_own(string country, string area, string prefix)
    {
        var found = await SearchAsync(country, area, 50);
        Assert.Equal(50, found.Count);
        Assert.All(found, number => Assert.Equal((area, true), (number.AreaCode, number.Phone.StartsWith(prefix, StringComparison.Ordinal))));
        Assert.Equal(found, await SearchAsync(country, area, 50));
    }

    [Theory]
    [InlineData("US", "416")]
    [InlineData("US", "111")]
    [InlineData("SG", "6")]
    [InlineData("FR", null)]
    public async Task Where_there_is_no_supply_there_is_nothing(string country, string? area) => Assert.Empty(await SearchAsync(country, area, 50));

    [Theory]
    [InlineData("+12025550100")]
    [InlineData("+14155550119")]
    [InlineData("+141555501201")]
    [InlineData("+1415555012")]
    [InlineData("+14155560120")]
    [InlineData("+33123456789")]
    public async Task What_no_search_returns_is_not_on_offer(string phone) => Assert.Null(await _inventory.FindAsync(phone, CancellationToken.None));

    [Fact]
    public async Task What_somebody_holds_is_skipped_and_what_was_given_back_is_there_again()
    {
        var before = await SearchAsync("US", "415", 80);
        Assert.Equal(80, before.Count);
        await HoldAsync("n1", before[0].Phone, NumberStatus.Active);
        await HoldAsync("n2", before[1].Phone, NumberStatus.Released);
        await HoldAsync("n3", before[2].Phone, NumberStatus.Releasing);

        Assert.Equal([before[1], .. before.Skip(3)], await SearchAsync("US", "415", 80));
        Assert.Equal([before[1], before[3]], await SearchAsync("US", "415", 2));
    }

    [Fact]
    public async Task A_number_is_in_one_pair_of_hands_only()
    {
        await HoldAsync("n1", "+14155550120", NumberStatus.Released);
        await HoldAsync("n2", "+14155550120", NumberStatus.Active);
        var verdict = await _store.Store.CommitAsync(new WriteSet().Put(NumberTables.Numbers, NumberTables.ToRow(State("n3", "+14155550120", NumberStatus.Active)), 0));
        Assert.IsType<CommitVerdict.Duplicate>(verdict);
    }

    private async Task<IReadOnlyList<AvailableNumber>> SearchAsync(string country, string? area, int limit) =>
        await _inventory.SearchAsync(new NumberSearch(country, area, limit), CancellationToken.None);

    private async Task HoldAsync(string id, string phone, NumberStatus status) => Assert.IsType<CommitVerdict.Committed>(
        await _store.Store.CommitAsync(new WriteSet().Put(NumberTables.Numbers, NumberTables.ToRow(State(id, phone, status)), 0)));

    private static NumberState State(string id, string phone, NumberStatus status) => new()
    {
        View = new NumberView(
            id, "t", phone, "US", NumberSource.Provisioned, "simulator", 150, status, AreWebhooksConfigured: true, null, DateTimeOffset.UnixEpoch, null),
    };
}
