using System.Numerics;

namespace Switchboard.Campaigns;

/// <summary>
/// The numbers that an upload has had so far: a set of integers in one array, 16 bytes a number or less, because an upload has millions. Only as many as it was made for.
/// </summary>
internal sealed class SeenNumbers(long capacity)
{
    private readonly long[] _slots = new long[BitOperations.RoundUpToPowerOf2((ulong)Math.Max(8, capacity + (capacity / 3)))];
    private readonly int _shift = 64 - BitOperations.Log2(BitOperations.RoundUpToPowerOf2((ulong)Math.Max(8, capacity + (capacity / 3))));

    /// <summary>Takes an E.164 number in; false when it is in already.</summary>
    public bool Add(string e164)
    {
        // Fifteen digits at most, none of them a leading zero: every number is another integer, and none is 0.
        var number = long.Parse(e164.AsSpan(1));

        // Neighbouring numbers are spread by the golden ratio, so that a block of them makes no long way to go.
        for (var slot = (int)((ulong)number * 11400714819323198485 >> _shift); ; slot = (slot + 1) & (_slots.Length - 1))
        {
            if (_slots[slot] == number)
                return false;
            if (_slots[slot] != 0)
                continue;
            _slots[slot] = number;
            return true;
        }
    }
}
