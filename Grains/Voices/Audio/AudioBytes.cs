namespace Switchboard.Voices;

/// <summary>A file's bytes in their order, with a look ahead.</summary>
internal sealed class AudioBytes(Stream content)
{
    /// <summary>The furthest look ahead.</summary>
    public const int PeekMax = 64 * 1024;

    private readonly byte[] _buffer = new byte[2 * PeekMax];
    private readonly long _length = content.Length;
    private int _start;
    private int _end;

    /// <summary>How many bytes were passed.</summary>
    public long Position { get; private set; }

    /// <summary>How many there are still.</summary>
    public long Remaining => _length - Position;

    /// <summary>The next bytes, without passing them: fewer than asked for only where the file ends.</summary>
    /// <param name="count">At most <see cref="PeekMax"/>.</param>
    public ReadOnlySpan<byte> Peek(int count)
    {
        if (_end - _start < count)
            Fill(count);
        return _buffer.AsSpan(_start, Math.Min(count, _end - _start));
    }

    /// <summary>Passes bytes, at most to the end.</summary>
    public void Skip(long count)
    {
        count = Math.Clamp(count, 0, Remaining);
        Position += count;
        if (count <= _end - _start)
        {
            _start += (int)count;
            return;
        }

        _start = _end = 0;
        content.Position = Position;
    }

    private void Fill(int count)
    {
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        _end -= _start;
        _start = 0;
        content.Position = Position + _end;
        _end += content.ReadAtLeast(_buffer.AsSpan(_end), count - _end, throwOnEndOfStream: false);
    }
}
