using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Switchboard.Carriers.Simulator;

/// <summary>
/// The luck of one attempt at one number: the same on every machine and in every version of .NET, which neither
/// <see cref="string.GetHashCode()"/> nor <see cref="Random"/> promises.
/// </summary>
internal sealed class Draw
{
    private readonly ulong _first;
    private readonly ulong _second;
    private readonly ulong _third;

    private Draw(ReadOnlySpan<byte> digest)
    {
        _first = BinaryPrimitives.ReadUInt64LittleEndian(digest);
        _second = BinaryPrimitives.ReadUInt64LittleEndian(digest[8..]);
        _third = BinaryPrimitives.ReadUInt64LittleEndian(digest[16..]);
    }

    /// <summary>What becomes of the call, from 0 up to but not including 1.</summary>
    public double Fate => (_first >> 11) * (1.0 / (1UL << 53));

    public static Draw Of(string number, int attempt)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{number}#{attempt}"), digest);
        return new Draw(digest);
    }

    /// <summary>Seconds of conversation or of waiting, whole, both bounds included.</summary>
    public int Seconds(int min, int max) => min + (int)(_second % (ulong)(max - min + 1));

    /// <summary>Seconds of ringing, whole, both bounds included.</summary>
    public int RingSeconds(int min, int max) => min + (int)(_third % (ulong)(max - min + 1));

    /// <summary>One of several equally likely possibilities.</summary>
    public int OneOf(int count) => (int)((_third >> 32) % (ulong)count);
}
