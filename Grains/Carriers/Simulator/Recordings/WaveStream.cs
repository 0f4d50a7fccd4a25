using System.Buffers.Binary;
using System.Text;

namespace Switchboard.Carriers.Simulator;

/// <summary>
/// A recording as a WAV file (RIFF, 16-bit PCM, mono, 8 kHz) that is rendered while it is read: of any length, from any
/// position, with no memory but a small buffer.
/// </summary>
internal sealed class WaveStream(Speech speech) : Stream
{
    private const int HeaderSize = 44;
    private const int SampleSize = sizeof(short);
    private const int BlockSamples = 2048;

    private readonly byte[] _header = Header(speech.Samples * SampleSize);
    private readonly short[] _block = new short[BlockSamples];
    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => HeaderSize + (long)speech.Samples * SampleSize;

    public override long Position
    {
        get => _position;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _position = value;
        }
    }

    public override int Read(Span<byte> buffer)
    {
        var read = _position < HeaderSize ? ReadHeader(buffer) : ReadSamples(buffer);
        _position += read;
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        cancellationToken.IsCancellationRequested ? ValueTask.FromCanceled<int>(cancellationToken) : new(Read(buffer.Span));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override long Seek(long offset, SeekOrigin origin) => Position = offset + origin switch
    {
        SeekOrigin.Current => _position,
        SeekOrigin.End => Length,
        _ => 0,
    };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException("A recording is read-only.");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("A recording is read-only.");

    private int ReadHeader(Span<byte> buffer)
    {
        var rest = _header.AsSpan((int)_position);
        var count = Math.Min(rest.Length, buffer.Length);
        rest[..count].CopyTo(buffer);
        return count;
    }

    private int ReadSamples(Span<byte> buffer)
    {
        var count = (int)Math.Min(Math.Min(Length - _position, buffer.Length), (BlockSamples - 1) * SampleSize);
        if (count <= 0)
            return 0;
        var dataPosition = _position - HeaderSize;
        var first = (int)(dataPosition / SampleSize);
        var last = (int)((dataPosition + count - 1) / SampleSize);
        var block = _block.AsSpan(0, last - first + 1);
        speech.Render(first, block);
        for (var i = 0; i < count; i++)
        {
            var at = dataPosition + i;
            var sample = block[(int)(at / SampleSize) - first];
            buffer[i] = (byte)(at % SampleSize == 0 ? sample : sample >> 8);
        }
        return count;
    }

    private static byte[] Header(int dataSize)
    {
        const short Pcm = 1, Mono = 1, BitsPerSample = 8 * SampleSize;
        const int FormatSize = 16;
        var header = new byte[HeaderSize];
        Encoding.ASCII.GetBytes("RIFF").CopyTo(header, 0);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(4), HeaderSize - 8 + dataSize);
        Encoding.ASCII.GetBytes("WAVEfmt ").CopyTo(header, 8);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(16), FormatSize);
        BinaryPrimitives.WriteInt16LittleEndian(header.AsSpan(20), Pcm);
        BinaryPrimitives.WriteInt16LittleEndian(header.AsSpan(22), Mono);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(24), Voice.SampleRate);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(28), Voice.SampleRate * SampleSize);
        BinaryPrimitives.WriteInt16LittleEndian(header.AsSpan(32), SampleSize);
        BinaryPrimitives.WriteInt16LittleEndian(header.AsSpan(34), BitsPerSample);
        Encoding.ASCII.GetBytes("data").CopyTo(header, 36);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(40), dataSize);
        return header;
    }
}
