using Switchboard.Calls;
using Switchboard.Carriers;
using Switchboard.Webhooks;

namespace Switchboard.Api.Doors.NextNeural;

/// <summary>
/// What one connection has been told of a call: turns each look at the call into the messages that are new. It counts what it has told rather than comparing times, so no
/// look makes it tell a thing twice or pass one over, however many looks there are between two events or events between two looks.
/// </summary>
internal sealed class LiveFeed
{
    /// <summary>How many of the messages from before the connection it tells.</summary>
    public const int ReplayMax = 200;

    private bool _hasLooked;
    private bool _isStarted;
    private bool _isTransferred;
    private int _lines;
    private int _marks;

    /// <summary>Whether the end was told: nothing follows it.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>The messages that are new.</summary>
    /// <param name="call">The call as committed.</param>
    /// <param name="conversation">What was said, looked at after the call: all of it when the call has ended.</param>
    public IReadOnlyList<LiveMessage> Next(CallView call, Conversation conversation)
    {
        var happened = new List<(double AtSec, LiveMessage Message)>();
        AddLines(happened, conversation);
        AddRequests(happened, conversation);
        AddTransfer(happened, call, conversation);

        List<LiveMessage> messages = [];
        if (!_isStarted && call.AnsweredAt is { } answeredAt)
        {
            _isStarted = true;
            messages.Add(new LiveStart(call.Id, call.From, call.To, call.StartedAt, answeredAt));
        }

        messages.AddRange(happened.OrderBy(item => item.AtSec).Select(item => item.Message));
        if (!HasEnded && call.Status.IsEnd())
        {
            HasEnded = true;
            messages.Add(new LiveEnd(NextNeuralNames.Outcome(call)!, call.DurationSec));
        }

        var isReplay = !_hasLooked;
        _hasLooked = true;
        return isReplay && messages.Count > ReplayMax ? messages[^ReplayMax..] : messages;
    }

    private void AddLines(List<(double AtSec, LiveMessage Message)> happened, Conversation conversation)
    {
        foreach (var line in conversation.Transcript.Skip(_lines))
            happened.Add((line.AtSec, new LiveTranscript(line.Role, line.Text, line.AtSec)));
        _lines = Math.Max(_lines, conversation.Transcript.Length);
    }

    private void AddRequests(List<(double AtSec, LiveMessage Message)> happened, Conversation conversation)
    {
        foreach (var mark in conversation.Timeline.Skip(_marks).Where(mark => mark.Type == Marks.HandoffRequested))
            happened.Add((mark.AtSec, new LiveStatus("handoff_requested", TransferInitiated: false, null, null, null)));
        _marks = Math.Max(_marks, conversation.Timeline.Length);
    }

    private void AddTransfer(List<(double AtSec, LiveMessage Message)> happened, CallView call, Conversation conversation)
    {
        if (_isTransferred || call.TransferredTo is not { } target)
            return;
        _isTransferred = true;
        // Its place among the lines, for who hears of both at once.
        var atSec = conversation.Timeline.FirstOrDefault(mark => mark.Type == Marks.Transferred)?.AtSec ?? (target.At - (call.AnsweredAt ?? target.At)).TotalSeconds;
        happened.Add((atSec, new LiveStatus("transfer_initiated", TransferInitiated: true, target.Phone, target.Queue, target.Agent)));
    }
}
