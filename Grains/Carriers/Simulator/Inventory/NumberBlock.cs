using System.Collections.Immutable;

namespace Switchboard.Carriers.Simulator.Inventory;

/// <summary>Numbers of one area that differ in their last digits only.</summary>
/// <param name="Area">The area code without the trunk prefix; empty where a country has none.</param>
/// <param name="Middle">The digits between the area code and the last ones.</param>
/// <param name="Digits">How many digits are left.</param>
/// <param name="First">The first of the numbers that the block offers.</param>
internal sealed record NumberBlock(string Area, string Middle, int Digits, int First = 0)
{
    private static readonly ImmutableArray<int> Powers = [1, 10, 100, 1000];

    /// <summary>How many numbers it offers.</summary>
    public int Count => Powers[Digits] - First;

    /// <summary>What all its numbers begin with, after the country's calling code.</summary>
    public string Prefix => Area + Middle;

    /// <summary>The national number at a place in the block.</summary>
    public string At(int index) => Prefix + (First + index).ToString($"D{Digits}");

    /// <summary>Whether the block offers the national number.</summary>
    public bool Contains(ReadOnlySpan<char> national) =>
        national.Length == Prefix.Length + Digits
        && national.StartsWith(Prefix, StringComparison.Ordinal)
        && int.TryParse(national[Prefix.Length..], out var last) && last >= First;
}
