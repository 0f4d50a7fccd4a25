using System.Buffers.Binary;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Switchboard.Carriers;
using Switchboard.Carriers.Simulator;
using static Switchboard.Tests.Grains.Carriers.SimulatedCalls;

namespace Switchboard.Tests.Grains.Carriers;

public sealed class RecordingTests
{
    private const int HeaderSize = 44;

    [Theory]
    [InlineData("0100", 30)]
    [InlineData("0104", 12)]
    [InlineData("0106", 8)]
    [InlineData("0112", 142)]
    public async Task A_recording_is_a_wave_file_as_long_as_the_conversation(string number, int lengthSec)
    {
        var recording = await OpenAsync(Ending(number));
        var file = await ReadAsync(recording!.Content);

        Assert.Equal("audio/wav", recording.ContentType);
        Assert.Equal(recording.Length, file.Length);
        Assert.Equal(HeaderSize + lengthSec * 8000 * 2, file.Length);
        Assert.Equal("RIFF", Ascii(file, 0));
        Assert.Equal(file.Length - 8, Int(file, 4));
        Assert.Equal("WAVE", Ascii(file, 8));
        Assert.Equal("fmt ", Ascii(file, 12));
        Assert.Equal(16, Int(file, 16));
        Assert.Equal((1, 1, 8000, 16000, 2, 16), (Short(file, 20), Short(file, 22), Int(file, 24), Int(file, 28), Short(file, 32), Short(file, 34)));
        Assert.Equal("data", Ascii(file, 36));
        Assert.Equal(file.Length - HeaderSize, Int(file, 40));
    }

    [Theory]
    [InlineData("0101")]
    [InlineData("0102")]
    [InlineData("0103")]
    [InlineData("0105")]
    [InlineData("0110")]
    public async Task A_call_without_a_conversation_has_no_recording(string number) => Assert.Null(await OpenAsync(Ending(number)));

    [Fact]
    public async Task A_call_that_has_not_ended_has_no_recording_and_one_that_was_hung_up_has()
    {
        Assert.Null(await OpenAsync(Ending("0109")));
        Assert.Equal(HeaderSize + 16000 * 17.5, (await OpenAsync(Ending("0109") with { HangUpAtSec = 20 }))!.Length);
    }

    [Fact]
    public async Task Each_line_is_heard_at_its_time_in_its_speakers_voice()
    {
        var samples = Samples(await ReadAsync((await OpenAsync(Ending("0100")))!.Content));
        var lines = CallScript.Of(Ending("0100")).End().Ending!.Conversation!.Transcript;

        Assert.True(Loudness(samples, 0, lines[0].AtSec) < 1, "somebody speaks before the first line");
        foreach (var line in lines)
        {
            Assert.InRange(Loudness(samples, line.AtSec, line.AtSec + 0.5), 1000, 20000);
            Assert.InRange(PitchHz(samples, line.AtSec, line.AtSec + 0.6), line.Role == "agent" ? 160 : 85, line.Role == "agent" ? 270 : 145);
        }
        Assert.All(samples, sample => Assert.InRange(sample, -32000, 32000));
    }

    [Fact]
    public async Task Any_part_can_be_read_in_any_pieces()
    {
        var whole = await ReadAsync((await OpenAsync(Ending("0112")))!.Content);
        using var stream = (await OpenAsync(Ending("0112")))!.Content;
        var random = new Random(20260529);
        for (var i = 0; i < 500; i++)
        {
            var buffer = new byte[random.Next(1, 9000)];
            var from = random.Next(i % 5 == 0 ? 100 : whole.Length);
            stream.Seek(from, SeekOrigin.Begin);
            var read = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false);
            Assert.Equal(Math.Min(buffer.Length, whole.Length - from), read);
            Assert.Equal(whole.AsSpan(from, read), buffer.AsSpan(0, read));
        }
        stream.Seek(-10, SeekOrigin.End);
        Assert.Equal(10, (await ReadAsync(stream)).Length);
        stream.Position = whole.Length + 5;
        Assert.Equal(0, stream.Read(new byte[10]));
    }

    [Fact]
    public async Task Two_hours_take_no_more_memory_than_a_minute()
    {
        var call = Ending("0109", maxSec: 7200) with { HangUpAtSec = 7202.5 };
        using var stream = (await OpenAsync(call))!.Content;
        Assert.Equal(HeaderSize + 7200L * 16000, stream.Length);
        var buffer = new byte[65536];
        var before = GC.GetAllocatedBytesForCurrentThread();
        long total = 0;
        for (int read; (read = stream.Read(buffer)) > 0;)
            total += read;

        Assert.Equal(stream.Length, total);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
    }

    private static async Task<Recording?> OpenAsync(CarrierCall call)
    {
        using var carrier = new SimulatedCarrier(
            new SimulatorOptions(), new NoEvents(), new ManualTime(Start), NullLogger<SimulatedCarrier>.Instance);
        return await carrier.OpenRecordingAsync(call, default);
    }

    private static async Task<byte[]> ReadAsync(Stream stream)
    {
        using var file = new MemoryStream();
        await stream.CopyToAsync(file);
        return file.ToArray();
    }

    private static string Ascii(byte[] file, int at) => Encoding.ASCII.GetString(file, at, 4);

    private static int Int(byte[] file, int at) => BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(at));

    private static int Short(byte[] file, int at) => BinaryPrimitives.ReadInt16LittleEndian(file.AsSpan(at));

    private static int[] Samples(byte[] file) => [.. Enumerable.Range(0, (file.Length - HeaderSize) / 2).Select(i => Short(file, HeaderSize + 2 * i))];

    private static double Loudness(int[] samples, double fromSec, double toSec)
    {
        var part = samples[(int)(fromSec * 8000)..(int)(toSec * 8000)];
        return Math.Sqrt(part.Average(sample => (double)sample * sample));
    }

    /// <summary>The pitch by autocorrelation: the shift at which the sound is most like itself.</summary>
    private static double PitchHz(int[] samples, double fromSec, double toSec)
    {
        var part = samples[(int)(fromSec * 8000)..(int)(toSec * 8000)];
        var scores = Enumerable.Range(25, 80).Select(lag => (Lag: lag, Score: Likeness(lag))).ToList();
        var best = scores.Max(s => s.Score);
        // The shortest shift that is nearly as good: multiples of a period are as much like themselves.
        return 8000.0 / scores.First(s => s.Score > 0.85 * best).Lag;

        double Likeness(int lag) => Enumerable.Range(0, part.Length - 105).Sum(i => (double)part[i] * part[i + lag]);
    }

    private sealed class NoEvents : ICarrierEvents
    {
        public Task DeliverAsync(CarrierEvent carrierEvent) => Task.CompletedTask;
    }
}
