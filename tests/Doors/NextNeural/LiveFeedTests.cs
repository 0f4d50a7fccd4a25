using System.Collections.Immutable;
using Switchboard.Api.Doors.NextNeural;
using Switchboard.Calls;
using Switchboard.Carriers;
using Switchboard.Handoffs;

namespace Switchboard.Tests.Doors.NextNeural;

/// <summary>What a connection is told, however often and whenever it looks.</summary>
public sealed class LiveFeedTests
{
    private static readonly DateTimeOffset Start = new(2026, 5, 29, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void However_often_it_looks_everything_is_told_once_and_in_order()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var (life, feed, told) = (Life(random, lines: random.Next(0, 40)), new LiveFeed(), new List<LiveMessage>());
            var expected = new LiveFeed().Next(life[^1].Call, life[^1].Conversation);
            foreach (var (call, conversation) in life.Where((_, i) => i == life.Count - 1 || random.Next(3) == 0))
            {
                told.AddRange(feed.Next(call, conversation));
                if (random.Next(4) == 0)
                    Assert.Empty(feed.Next(call, conversation));
            }

            Assert.Equal(expected, told);
            Assert.True(feed.HasEnded);
            Assert.Empty(feed.Next(life[^1].Call, life[^1].Conversation));
        }
    }

    [Fact]
    public void Who_comes_late_is_told_the_last_two_hundred_and_then_everything()
    {
        var life = Life(new Random(1), lines: 500);
        var late = life.First(look => look.Conversation.Transcript.Length == 250);
        var feed = new LiveFeed();

        var replayed = feed.Next(late.Call, late.Conversation);
        var rest = feed.Next(life[^1].Call, life[^1].Conversation);

        Assert.Equal(LiveFeed.ReplayMax, replayed.Count);
        Assert.Equal("line 249", replayed.OfType<LiveTranscript>().Last().Text);
        Assert.Equal(Enumerable.Range(250, 250).Select(i => $"line {i}"), rest.OfType<LiveTranscript>().Select(line => line.Text));
        Assert.Equal(new LiveEnd("connected", 60), rest[^1]);
    }

    [Fact]
    public void A_call_that_loses_its_conversation_in_the_end_is_still_told_to_its_end()
    {
        var (call, conversation) = Life(new Random(1), lines: 5)[^1];
        var feed = new LiveFeed();
        feed.Next(call with { Status = CallStatus.InProgress }, conversation);

        Assert.Equal([new LiveEnd("failed", 0)], feed.Next(call with { Status = CallStatus.Failed, DurationSec = 0 }, Conversation.Empty));
    }

    /// <summary>All looks that there could be at a call that is handed over in its middle.</summary>
    private static List<(CallView Call, Conversation Conversation)> Life(Random random, int lines)
    {
        var call = new CallView(
            "c", "t", CallStatus.Ringing, "a", "+12025550100", null, "en-US", 300, null, null, null, 1, "simulator", "sim_c", Start,
            Start, null, null, 0, 0, null, null, null, null, null, null, false);
        var (transcript, timeline) = (ImmutableArray<Utterance>.Empty, ImmutableArray<TimelineMark>.Empty);
        List<(CallView, Conversation)> life = [(call, Conversation.Empty)];
        call = call with { Status = CallStatus.InProgress, AnsweredAt = Start, AnsweredBy = AnsweredBy.Human };
        life.Add((call, Conversation.Empty));
        var transferredAt = random.Next(lines + 1);
        for (var i = 0; i < lines; i++)
        {
            transcript = transcript.Add(new Utterance(i % 2 == 0 ? Roles.Agent : Roles.User, $"line {i}", i + 0.5));
            if (random.Next(5) == 0)
                timeline = timeline.Add(new TimelineMark(random.Next(2) == 0 ? Marks.HandoffRequested : Marks.IntentDetected, i + 0.6, null));
            life.Add((call, new Conversation(transcript, timeline)));
            if (i != transferredAt)
                continue;

            // The carrier reports it a moment later than it is committed.
            call = call with { TransferredTo = new TransferTarget("+12025550143", "Maria", "sales", Start.AddSeconds(i + 0.7)) };
            life.Add((call, new Conversation(transcript, timeline)));
            timeline = timeline.Add(new TimelineMark(Marks.Transferred, i + 0.7, "Maria"));
            life.Add((call, new Conversation(transcript, timeline)));
        }

        life.Add((call with { Status = CallStatus.Completed, EndedAt = Start.AddSeconds(60), DurationSec = 60 }, new Conversation(transcript, timeline)));
        return life;
    }
}
