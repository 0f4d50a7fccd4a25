using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Switchboard.Files;

/// <summary>Tells text from what only calls itself so, before anything is made of it.</summary>
internal static class TextFile
{
    private const int ChunkBytes = 64 * 1024;

    /// <summary>Reads a file from its beginning to its end, and goes back to its beginning.</summary>
    /// <exception cref="TableFileException">It is empty, or not UTF-8 text.</exception>
    public static void Check(Stream file)
    {
        file.Position = 0;
        var buffer = ArrayPool<byte>.Shared.Rent(ChunkBytes);
        try
        {
            long line = 1;
            var (kept, isFirst, isBlank) = (0, true, true);
            while (true)
            {
                var read = file.ReadAtLeast(buffer.AsSpan(kept, ChunkBytes - kept), ChunkBytes - kept, throwOnEndOfStream: false);
                var bytes = buffer.AsSpan(0, kept + read);
                var isLast = bytes.Length < ChunkBytes;
                if (isFirst)
                {
                    RefuseForeign(bytes);
                    if (bytes.StartsWith(Encoding.UTF8.Preamble))
                        bytes = bytes[Encoding.UTF8.Preamble.Length..];
                    isFirst = false;
                }

                kept = isLast ? 0 : CutCharacter(bytes);
                var whole = bytes[..^kept];
                RefuseBinary(whole, line);
                isBlank = isBlank && whole.IndexOfAnyExcept(" \t\r\n"u8) < 0;
                line += whole.Count((byte)'\n');
                if (isLast)
                    break;
                bytes[^kept..].CopyTo(buffer);
            }

            if (isBlank)
                throw new TableFileException("is empty");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }

        file.Position = 0;
    }

    private static void RefuseForeign(ReadOnlySpan<byte> beginning)
    {
        if (beginning.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || beginning.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]) || LooksLikeUtf16(beginning))
            throw new TableFileException("is UTF-16 text; save it as \"CSV UTF-8\"");
        if (beginning.StartsWith("PK\x03\x04"u8) || beginning.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0]))
            throw new TableFileException("is an Excel workbook or an archive; save the sheet as \"CSV UTF-8\"");
    }

    // Without its mark, the text of most tables still has every other byte zero.
    private static bool LooksLikeUtf16(ReadOnlySpan<byte> beginning) =>
        beginning.Length >= 4 && ((beginning[0] != 0 && beginning[1] == 0 && beginning[2] != 0 && beginning[3] == 0)
            || (beginning[0] == 0 && beginning[1] != 0 && beginning[2] == 0 && beginning[3] != 0));

    private static void RefuseBinary(ReadOnlySpan<byte> bytes, long line)
    {
        if (bytes.IndexOf((byte)0) is var zero and >= 0)
            throw new TableFileException($"holds a NUL in line {line + bytes[..zero].Count((byte)'\n')}, so it is not text");
        if (Utf8.IsValid(bytes))
            return;
        var rest = bytes;
        while (Rune.DecodeFromUtf8(rest, out _, out var consumed) == OperationStatus.Done)
            rest = rest[consumed..];
        throw new TableFileException(
            $"is not valid UTF-8 in line {line + bytes[..^rest.Length].Count((byte)'\n')}; save it as \"CSV UTF-8\"");
    }

    /// <summary>How many bytes at the end begin a character that goes on in the next chunk.</summary>
    private static int CutCharacter(ReadOnlySpan<byte> bytes)
    {
        for (var length = 1; length <= 3 && length <= bytes.Length; length++)
        {
            var first = bytes[^length];
            if (first is >= 0x80 and < 0xC0)
                continue;
            return Rune.DecodeFromUtf8(bytes[^length..], out _, out _) == OperationStatus.NeedMoreData ? length : 0;
        }

        return 0;
    }
}
