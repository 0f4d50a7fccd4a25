using System.Diagnostics;
using Orleans.Runtime;

namespace Switchboard.Embedded;

/// <summary>One call of a grain method on its way: the arguments, and the answer the caller waits for. The host derives a class from it for every grain method.</summary>
/// <remarks>
/// The sources of answers do not run continuations asynchronously, on purpose. They are completed within a turn, where the
/// current scheduler is the callee's, so an awaiting caller is resumed by its own scheduler anyway; that flag would send the
/// rest (<c>Task.WhenAll</c> for one) through the thread pool, out of a simulation.
/// </remarks>
public abstract class GrainRequest
{
    internal GrainMethod Method { get; set; } = null!;

    internal GrainId Target { get; set; }

    /// <summary>When the caller stops waiting, as a timestamp of the host's clock.</summary>
    internal long Deadline { get; set; } = long.MaxValue;

    /// <summary>The span that the caller was in; null when there is none or nobody records.</summary>
    internal Activity? CallerSpan { get; set; }

    /// <summary>How many activations ended before this request's turn came.</summary>
    internal int ForwardCount { get; set; }

    /// <summary>Whether it makes no sense on another activation than the one it was sent to.</summary>
    internal virtual bool IsLocalOnly => false;

    /// <summary>Whether it keeps the activation from being collected as idle.</summary>
    internal virtual bool IsKeepAlive => true;

    internal bool IsAnswered => Response.IsCompleted;

    /// <summary>Completes with the answer.</summary>
    protected internal abstract Task Response { get; }

    /// <summary>Calls the method on the grain object.</summary>
    protected internal abstract Task Invoke(object grain);

    /// <summary>Calls the method on the activation's grain object and answers the caller.</summary>
    internal abstract Task Run(Activation activation);

    /// <summary>Answers the caller with an error, unless it has its answer already.</summary>
    internal abstract void Fail(Exception exception);
}

/// <summary>A call of a method without a result.</summary>
public abstract class GrainCommand : GrainRequest
{
    private readonly TaskCompletionSource completion = new();

    /// <inheritdoc/>
    protected internal sealed override Task Response => completion.Task;

    internal sealed override async Task Run(Activation activation)
    {
        using var span = HostTelemetry.Begin(this);
        try
        {
            await Invoke(activation.GrainInstance!);
            completion.TrySetResult();
        }
        catch (Exception exception)
        {
            span?.SetStatus(ActivityStatusCode.Error, exception.GetType().Name);
            activation.OnRequestFailed(this, exception);
            Fail(exception);
        }

        activation.OnCompleted(this);
    }

    internal sealed override void Fail(Exception exception)
    {
        if (!Method.IsOneWay)
            completion.TrySetException(exception);
    }
}

/// <summary>A call of a method with a result.</summary>
public abstract class GrainRequest<T> : GrainRequest
{
    private readonly TaskCompletionSource<T> completion = new();

    /// <inheritdoc/>
    protected internal sealed override Task Response => completion.Task;

    internal Task<T> TypedResponse => completion.Task;

    internal sealed override async Task Run(Activation activation)
    {
        using var span = HostTelemetry.Begin(this);
        try
        {
            completion.TrySetResult(await (Task<T>)Invoke(activation.GrainInstance!));
        }
        catch (Exception exception)
        {
            span?.SetStatus(ActivityStatusCode.Error, exception.GetType().Name);
            activation.OnRequestFailed(this, exception);
            Fail(exception);
        }

        activation.OnCompleted(this);
    }

    internal sealed override void Fail(Exception exception) => completion.TrySetException(exception);
}
