using System.Buffers.Binary;

namespace Switchboard.Voices;

/// <summary>What the first frame of a file tells of the others, where an encoder has put that there: the tags of Xing, LAME and Fraunhofer (VBRI).</summary>
/// <param name="Frames">How many frames follow; null when it does not say.</param>
/// <param name="Added">Samples that the encoder added before and after the sound; null when it does not say.</param>
internal sealed record Mp3Tag(long? Frames, int? Added)
{
    private const int VbriAt = 36;
    private const int VbriFramesAt = 14;
    private const int FramesFlag = 1, BytesFlag = 2, TableFlag = 4, QualityFlag = 8;
    private const int TableSize = 100;
    private const int LameDelaysAt = 21;

    /// <summary>Reads the tag; null when the frame is like all others.</summary>
    public static Mp3Tag? Read(ReadOnlySpan<byte> bytes, Mp3Frame frame)
    {
        if (bytes.Length >= VbriAt + VbriFramesAt + 4 && bytes[VbriAt..].StartsWith("VBRI"u8))
            return new Mp3Tag(BinaryPrimitives.ReadUInt32BigEndian(bytes[(VbriAt + VbriFramesAt)..]), Added: null);
        var at = Mp3Frame.HeaderSize + frame.SideInfoSize;
        if (bytes.Length < at + 8 || (!bytes[at..].StartsWith("Xing"u8) && !bytes[at..].StartsWith("Info"u8)))
            return null;
        var flags = BinaryPrimitives.ReadUInt32BigEndian(bytes[(at + 4)..]);
        var rest = bytes[(at + 8)..];
        var frames = (flags & FramesFlag) != 0 && rest.Length >= 4 ? BinaryPrimitives.ReadUInt32BigEndian(rest) : (long?)null;
        var lameAt = Size(FramesFlag, 4) + Size(BytesFlag, 4) + Size(TableFlag, TableSize) + Size(QualityFlag, 4);
        return new Mp3Tag(frames, rest.Length >= lameAt + LameDelaysAt + 3 ? AddedOf(rest[lameAt..]) : null);

        int Size(int flag, int size) => (flags & flag) != 0 ? size : 0;
    }

    // Twelve bits before, twelve bits after.
    private static int? AddedOf(ReadOnlySpan<byte> lame) => lame.StartsWith("LAME"u8) || lame.StartsWith("Lav"u8)
        ? (lame[LameDelaysAt] << 4 | lame[LameDelaysAt + 1] >> 4) + ((lame[LameDelaysAt + 1] & 15) << 8 | lame[LameDelaysAt + 2])
        : null;
}
