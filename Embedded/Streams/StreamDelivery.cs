namespace Switchboard.Embedded.Streams;

/// <summary>The request that brings items of a stream to a grain; like any request it waits for its turn.</summary>
internal sealed class StreamDelivery(Func<StreamConsumer, Task> deliver) : GrainCommand
{
    public static GrainMethod DeliverMethod { get; } = new("stream delivery");

    protected internal override Task Invoke(object grain) => deliver(RuntimeContext.Current!.Streams);
}
