using Orleans.Streams;

namespace Switchboard.Embedded.Streams;

/// <summary>The place of an item among all that was published in this process.</summary>
internal sealed class SequenceToken(long sequenceNumber, int eventIndex) : StreamSequenceToken
{
    public override long SequenceNumber { get; protected set; } = sequenceNumber;

    public override int EventIndex { get; protected set; } = eventIndex;

    public override bool Equals(StreamSequenceToken? other) =>
        other is not null && other.SequenceNumber == SequenceNumber && other.EventIndex == EventIndex;

    public override int CompareTo(StreamSequenceToken? other) =>
        other is null ? 1 : (SequenceNumber, EventIndex).CompareTo((other.SequenceNumber, other.EventIndex));

    public override string ToString() => $"{SequenceNumber}.{EventIndex}";
}
