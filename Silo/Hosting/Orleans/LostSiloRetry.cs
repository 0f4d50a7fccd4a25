using Orleans;
using Orleans.Runtime;

namespace Switchboard.Silo.Hosting;

/// <summary>
/// Asks a grain again when the silo that had it left before it answered: by then the grain is on another, or will be in a moment. Whether the first request ran is
/// not known, and need not be: operations of grains may happen twice. At worst a decision or a hang-up is answered as one that had been made already.
/// </summary>
/// <remarks>
/// Without this, each restart of a silo would cost a few requests, and a client that repeats one of them at once may meet the same silo. The last repetition has the usual
/// time to answer, so a caller waits twice that at most. A grain that waits so for another gives up before its own caller would ask again, so the waits do not multiply.
/// </remarks>
internal sealed class LostSiloRetry(TimeProvider time) : IOutgoingGrainCallFilter
{
    /// <summary>
    /// No repetition begins later than this after the first request. A silo that drains is gone by then, and one that was killed, or stands still, has been given up.
    /// </summary>
    private static readonly TimeSpan GiveUpAfter = TimeSpan.FromSeconds(14);

    /// <summary>The cluster needs about this long to agree who is gone.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <inheritdoc/>
    public async Task Invoke(IOutgoingGrainCallContext context)
    {
        // What Orleans asks of a certain silo for itself, no other silo can answer.
        if (context.TargetId.IsSystemTarget() || context.TargetId.IsClient())
        {
            await context.Invoke();
            return;
        }

        // A grain on this silo empties the request when it has served it, though what it answers may be that a third one was lost.
        object?[] arguments = ArgumentsOf(context);
        long start = time.GetTimestamp();
        await context.Invoke();
        while (context.Response?.Exception is { } failure && IsPassing(failure) && time.GetElapsedTime(start) < GiveUpAfter)
        {
            await Task.Delay(Pause, time);
            for (int i = 0; i < arguments.Length; i++)
                context.Request.SetArgument(i, arguments[i]!);
            await context.Invoke();
        }
    }

    // The directory says so in the most general way while it changes hands.
    private static bool IsPassing(Exception failure) =>
        failure is OrleansMessageRejectionException || (failure.GetType() == typeof(OrleansException) && failure.InnerException is null);

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
