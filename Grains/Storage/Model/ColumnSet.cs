using System.Collections;
using System.Numerics;

namespace Switchboard.Storage;

/// <summary>Positions of columns, one bit each, in their order. Going over them allocates nothing: it is done for every operation of every write.</summary>
internal readonly record struct ColumnSet(ulong Mask) : IEnumerable<int>
{
    public Enumerator GetEnumerator() => new(Mask);

    IEnumerator<int> IEnumerable<int>.GetEnumerator() => GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Takes the lowest bit that is left with each step.</summary>
    public struct Enumerator : IEnumerator<int>
    {
        private ulong _left;

        public Enumerator(ulong mask) => _left = mask;

        public int Current { get; private set; }

        readonly object IEnumerator.Current => Current;

        public bool MoveNext()
        {
            if (_left == 0)
                return false;
            Current = BitOperations.TrailingZeroCount(_left);
            _left &= _left - 1;
            return true;
        }

        public readonly void Reset() => throw new NotSupportedException();

        public readonly void Dispose()
        {
        }
    }
}
