using System.Collections.Frozen;

namespace Switchboard.Contacts;

/// <summary>
/// Where a telephone number's clock is. A number tells its zone when its country has one; in North America the area code tells, in Australia and some others the first
/// digits of a landline do. A region split between two zones counts as the one where most of its people live, and a country as one zone when fewer than one in
/// five hundred live in another. A number that was taken along to another place tells where it was given out.
/// </summary>
public static partial class PhoneZones
{
    private const int PrefixMax = 6;

    private static readonly FrozenDictionary<int, string> ZoneOfPrefix = Load();

    /// <summary>The IANA zone of a number; null when the number does not tell: mobiles of Australia, numbers of Russia and Brazil, freephone numbers.</summary>
    /// <param name="e164">The number, E.164.</param>
    public static string? Of(string e164)
    {
        if (!PhoneNumber.IsE164(e164))
            return null;
        string? zone = null;
        for (int length = 1, prefix = 0; length <= PrefixMax; length++)
        {
            prefix = (prefix * 10) + (e164[length] - '0');
            if (ZoneOfPrefix.TryGetValue(prefix, out var known))
                zone = known;
        }

        return zone;
    }

    /// <summary>All zones that a number can be in.</summary>
    public static IReadOnlySet<string> All { get; } = ZoneOfPrefix.Values.ToHashSet(StringComparer.Ordinal);

    private static FrozenDictionary<int, string> Load() =>
        Parse(Countries, before: "").Concat(Parse(NorthAmericanAreas, before: "1")).ToFrozenDictionary(entry => entry.Prefix, entry => entry.Zone);

    // A line has a zone and the prefixes that lie in it.
    private static IEnumerable<(int Prefix, string Zone)> Parse(string table, string before) =>
        from line in table.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        let words = line.Split(' ')
        from prefix in words[1..]
        select (int.Parse(before + prefix), words[0]);
}
