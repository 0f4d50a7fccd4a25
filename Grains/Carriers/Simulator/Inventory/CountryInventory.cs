using System.Collections.Frozen;
using System.Collections.Immutable;
using Switchboard.Contacts;

namespace Switchboard.Carriers.Simulator.Inventory;

/// <summary>
/// What the simulator has to give away in a country. Where a regulator has set numbers aside that ring nobody (North America's 555-01XX, Ofcom's and ACMA's
/// numbers for drama), these are the ones.
/// </summary>
internal sealed class CountryInventory
{
    // What callers can expect to be asked for first; every other area of the country follows.
    private static readonly string[] LargeUnitedStates =
        ["212", "310", "415", "312", "202", "617", "305", "404", "713", "206", "214", "602", "303", "702", "503", "646", "650", "512", "619", "813"];

    private static readonly string[] LargeCanadian = ["416", "514", "604", "403", "613", "647"];

    private readonly FrozenDictionary<string, NumberBlock> _byArea;

    private CountryInventory(string country, string[] otherNames, string callingCode, IEnumerable<NumberBlock> blocks)
    {
        Country = country;
        OtherNames = [.. otherNames];
        CallingCode = callingCode;
        Blocks = [.. blocks];
        _byArea = Blocks.ToFrozenDictionary(block => block.Area);
    }

    /// <summary>The countries that are served: those in which a tenant may be.</summary>
    public static ImmutableArray<CountryInventory> All { get; } =
    [
        new("US", ["USA"], "1", NorthAmerican("US", LargeUnitedStates)),
        new("CA", ["CAN"], "1", NorthAmerican("CA", LargeCanadian)),
        new("GB", ["GBR", "UK"], "44",
        [
            new("20", "79460", 3), new("121", "4960", 3), new("161", "4960", 3), new("113", "4960", 3), new("114", "4960", 3), new("115", "4960", 3),
            new("116", "4960", 3), new("117", "4960", 3), new("118", "4960", 3), new("131", "4960", 3), new("141", "4960", 3), new("151", "4960", 3),
            new("191", "4980", 3),
        ]),
        new("IN", ["IND"], "91",
            new[] { "22", "11", "80", "44", "40", "33", "20", "79" }.Select(area => new NumberBlock(area, "69990", 3))),
        new("AU", ["AUS"], "61", new[] { "2", "3", "7", "8" }.Select(area => new NumberBlock(area, "70100", 3))),
        new("SG", ["SGP"], "65", [new("", "31580", 3)]),
        new("AE", ["ARE"], "971", new[] { "4", "2", "6" }.Select(area => new NumberBlock(area, "5550", 3))),
    ];

    /// <summary>ISO 3166 code of two letters.</summary>
    public string Country { get; }

    /// <summary>What else the country is called.</summary>
    public ImmutableArray<string> OtherNames { get; }

    /// <summary>What its numbers begin with.</summary>
    public string CallingCode { get; }

    /// <summary>Its areas, the largest first.</summary>
    public ImmutableArray<NumberBlock> Blocks { get; }

    /// <summary>The inventory of a country; null for one that is not served.</summary>
    public static CountryInventory? Of(string country) =>
        All.FirstOrDefault(inventory => inventory.Country == country || inventory.OtherNames.Contains(country));

    /// <summary>The numbers of an area, or of all areas in turn, in the order in which they are offered.</summary>
    public IEnumerable<AvailableNumber> Numbers(string? areaCode)
    {
        ImmutableArray<NumberBlock> blocks = areaCode is null ? Blocks : _byArea.TryGetValue(areaCode, out var wanted) ? [wanted] : [];
        var last = blocks.IsEmpty ? 0 : blocks.Max(block => block.Count);
        for (var index = 0; index < last; index++)
        {
            foreach (var block in blocks)
            {
                if (index < block.Count) yield return Offer(block, "+" + CallingCode + block.At(index));
            }
        }
    }

    /// <summary>The number if the country has it to give away.</summary>
    public AvailableNumber? Find(string phone) =>
        phone.AsSpan(1).StartsWith(CallingCode, StringComparison.Ordinal)
        && Blocks.FirstOrDefault(block => block.Contains(phone.AsSpan(1 + CallingCode.Length))) is { } found
            ? Offer(found, phone)
            : null;

    private AvailableNumber Offer(NumberBlock block, string phone) => new(phone, Country, block.Area.Length > 0 ? block.Area : null);

    // Area codes are [2-9][0-8]X, and those that end in 11 are services. Numbers are from 555-0120 on: those before it are the simulator's to be called.
    private static IEnumerable<NumberBlock> NorthAmerican(string country, string[] large) => large
        .Concat(Enumerable.Range(200, 800).Where(code => code / 10 % 10 != 9 && code % 100 != 11).Select(code => code.ToString()))
        .Where(area => CallingCodes.CountryOf($"+1{area}5550120") == country)
        .Distinct()
        .Select(area => new NumberBlock(area, "55501", 2, First: 20));
}
