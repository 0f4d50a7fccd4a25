using Orleans;
using Orleans.Runtime;

namespace Switchboard.Silo.Hosting;

/// <summary>
/// Asks a grain again when the silo that had it left before it answered: by then the grain is on another, or will be in a moment. Whether the first request ran is
/// not known, and need not be: every operation of a grain may happen twice.
/// </summary>
/// <remarks>
/// Without this, each restart of a silo would cost a few requests, and a client that repeats one of them at once may meet the same silo. A grain that waits so for
/// another gives up no later than its own caller does, so these waits do not add up.
/// </remarks>
internal sealed class LostSiloRetry(TimeProvider time) : IOutgoingGrainCallFilter
{
    /// <summary>No repetition begins later than this after the first request. A silo that drains is gone by then; one that was killed has been given up.</summary>
    private static readonly TimeSpan GiveUpAfter = TimeSpan.FromSeconds(10);

    /// <summary>The cluster needs about this long to agree who is gone.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <inheritdoc/>
    public async Task Invoke(IOutgoingGrainCallContext context)
    {
        // A grain on this silo empties the request when it has served it, though what it answers may be that a third one was lost.
        object?[] arguments = ArgumentsOf(context);
        long start = time.GetTimestamp();
        await context.Invoke();
        while (context.Response?.Exception is OrleansMessageRejectionException && time.GetElapsedTime(start) < GiveUpAfter)
        {
            await Task.Delay(Pause, time);
            for (int i = 0; i < arguments.Length; i++)
                context.Request.SetArgument(i, arguments[i]!);
            await context.Invoke();
        }
    }

    private static object?[] ArgumentsOf(IOutgoingGrainCallContext context)
    {
        int count = context.Request.GetArgumentCount();
        if (count == 0)
            return [];
        object?[] arguments = new object?[count];
        for (int i = 0; i < count; i++)
            arguments[i] = context.Request.GetArgument(i);
        return arguments;
    }
}
