using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace Switchboard.Embedded;

/// <summary>What the host has to say to its operator.</summary>
internal sealed partial class HostLog(ILogger logger)
{
    [LoggerMessage(Level = LogLevel.Error, Message = "Grain {GrainId} failed to activate.")]
    public partial void ActivationFailed(Exception exception, GrainId grainId);

    [LoggerMessage(Level = LogLevel.Error, Message = "Grain {GrainId} failed while it was deactivated.")]
    public partial void DeactivationFailed(Exception exception, GrainId grainId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Method} of grain {GrainId} failed, which nobody waits for.")]
    public partial void OneWayRequestFailed(Exception exception, string method, GrainId grainId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Record {StateName} of grain {GrainId} was not written, as somebody else was first: {Reason}")]
    public partial void StorageConflict(string stateName, GrainId grainId, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "Error from storage provider {Provider} during {Operation} of record {StateName} of grain {GrainId}.")]
    public partial void StorageFailed(Exception exception, string provider, string operation, string stateName, GrainId grainId);

    [LoggerMessage(Level = LogLevel.Error, Message = "Reminder {ReminderName} of grain {GrainId} failed; the next tick comes at its time.")]
    public partial void ReminderFailed(Exception exception, string reminderName, GrainId grainId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "An item of stream {StreamId} could not be delivered to {Subscriber} and is tried again.")]
    public partial void DeliveryRetried(Exception exception, StreamId streamId, string subscriber);

    [LoggerMessage(Level = LogLevel.Error, Message = "An item of stream {StreamId} could not be delivered to {Subscriber} and is lost.")]
    public partial void DeliveryFailed(Exception exception, StreamId streamId, string subscriber);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Grain {GrainId} takes nothing of stream {StreamId}: an item is dropped.")]
    public partial void NoObserver(StreamId streamId, GrainId grainId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} grains still have requests that run or wait; they are deactivated now.")]
    public partial void DrainedInPart(int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Stopping takes too long: {Count} grains are dropped as they are.")]
    public partial void StoppedHard(int count);
}
