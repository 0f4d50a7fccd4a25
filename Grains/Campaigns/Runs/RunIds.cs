using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Switchboard.Campaigns;

/// <summary>
/// Ids of the calls and decisions of a run: UUIDv7s that follow from the run and a count that is committed with whatever they name. So they sort in the order
/// in which they were drawn, no two are the same, and a simulation with the same run has the same calls.
/// </summary>
internal static class RunIds
{
    /// <summary>The id of the run's <paramref name="number"/>th draw.</summary>
    public static string Of(string runId, long number, DateTimeOffset now)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(runId), hash);
        Span<byte> id = stackalloc byte[16];
        Span<byte> millis = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(millis, now.ToUnixTimeMilliseconds());
        millis[2..].CopyTo(id);

        // 12 bits of the run, 30 of the count (as RFC 9562's monotonic counter), 32 of the run again.
        id[6] = (byte)(0x70 | (hash[0] & 0x0F));
        id[7] = hash[1];
        BinaryPrimitives.WriteUInt32BigEndian(id[8..], 0x8000_0000u | (uint)(number & 0x3FFF_FFFF));
        hash.Slice(2, 4).CopyTo(id[12..]);
        return new Guid(id, bigEndian: true).ToString();
    }
}
