using Switchboard.Voices;

namespace Switchboard.Tests.Grains.Voices;

public sealed class Mp3Tests
{
    private const int FrameSize = 96;
    private const int FrameMs = 24;

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    public void The_length_is_that_of_the_frames(int frames) => Assert.Equal(frames * FrameMs, Mp3.DurationMs(Frames(frames)));

    [Fact]
    public void What_is_not_whole_frames_of_the_one_kind_has_no_length()
    {
        Assert.Null(Mp3.DurationMs([]));
        Assert.Null(Mp3.DurationMs(Frames(3).AsSpan()[..^1]));
        Assert.Null(Mp3.DurationMs([.. Frames(3), 0]));
        Assert.Null(Mp3.DurationMs(new byte[FrameSize]));
        var changed = Frames(3);
        changed[FrameSize + 2] = 0x54;
        Assert.Null(Mp3.DurationMs(changed));
    }

    private static byte[] Frames(int count)
    {
        var audio = new byte[count * FrameSize];
        for (var i = 0; i < count; i++)
            new byte[] { 0xFF, 0xF3, 0x44, 0xC4 }.CopyTo(audio, i * FrameSize);
        return audio;
    }
}
