using Switchboard.Storage;

namespace Switchboard.Voices;

/// <summary>A recording's bytes, read from the store part by part; only one part is in memory.</summary>
internal sealed class AudioPartStream(IStore store, string audioId, long length) : Stream
{
    private byte[] _part = [];
    private long _partNumber = -1;
    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position
    {
        get => _position;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _position = value;
        }
    }

    /// <exception cref="IOException">The recording was deleted meanwhile.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_position >= length || buffer.IsEmpty)
            return 0;
        var number = _position / AudioParts.PartBytes;
        if (number != _partNumber)
        {
            var key = new Row { ["audio_id"] = audioId, ["number"] = number };
            _part = await store.ReadAsync(SpeakerTables.Parts, key, row => row.Blob("bytes"), cancellationToken)
                ?? throw new IOException($"The recording {audioId} was deleted while it was read.");
            _partNumber = number;
        }

        var rest = _part.AsMemory((int)(_position % AudioParts.PartBytes));
        var count = Math.Min(rest.Length, buffer.Length);
        rest[..count].CopyTo(buffer);
        _position += count;
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("The store is read asynchronously.");

    public override long Seek(long offset, SeekOrigin origin) => Position = offset + origin switch
    {
        SeekOrigin.Current => _position,
        SeekOrigin.End => length,
        _ => 0,
    };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException("A recording is read-only.");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("A recording is read-only.");
}
