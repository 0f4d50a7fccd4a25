using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace Switchboard.Embedded;

/// <summary>
/// One grain in memory: its requests, its tasks and the rule that one turn runs at a time. A turn is either the start of a
/// request up to its first await, or what follows an await.
/// </summary>
internal sealed partial class Activation : IGrainContext, IThreadPoolWorkItem
{
    // After so many turns in a row the thread is handed back, so that a busy grain does not starve the others.
    private const int TurnsPerSlice = 64;

    private static readonly object RequestSignal = new();
    private static readonly Action<object?> StartInTurn = static state => RuntimeContext.Current!.Start(state!);

    private readonly Lock gate = new();
    private readonly Queue<object> work = new();
    private readonly RequestQueue waiting = new();
    private readonly List<GrainRequest> running = [];
    private readonly ActivationScheduler scheduler;
    private readonly GrainClass grainClass;
    private GrainRequest? blocking;
    private ActivationState state = ActivationState.Created;
    private bool isScheduled;
    private bool isSignalled;
    private long lastActive;

    public Activation(EmbeddedHost host, GrainId grainId, GrainClass grainClass, long ordinal)
    {
        Host = host;
        GrainId = grainId;
        Ordinal = ordinal;
        this.grainClass = grainClass;
        scheduler = new ActivationScheduler(this);
        lastActive = host.Clock.GetTimestamp();
    }

    public EmbeddedHost Host { get; }

    public GrainId GrainId { get; }

    /// <summary>Activations are numbered as they are made: an order that does not depend on keys.</summary>
    public long Ordinal { get; }

    public GrainClass GrainClass => grainClass;

    /// <summary>Whether a request runs or waits. Exact within the gate, a hint outside of it.</summary>
    public bool IsBusy => running.Count > 0 || waiting.Count > 0;

    /// <summary>The activation behind a context.</summary>
    public static Activation Of(IGrainContext context) =>
        context as Activation ?? throw new ArgumentException("The context is not one of this host.", nameof(context));

    /// <summary>Takes a request; false when the activation has ended and another one is to be asked.</summary>
    public bool TryEnqueue(GrainRequest request)
    {
        bool schedule;
        lock (gate)
        {
            if (state == ActivationState.Ended)
                return false;

            waiting.Add(request);
            // One that must wait is looked at when the one it waits for has finished.
            schedule = MayBegin(request) && Signal();
        }

        if (schedule)
            Host.Dispatcher.Schedule(this);
        return true;
    }

    /// <summary>Takes the requests that the activation before it did not get to, ahead of all others. They wait for <see cref="Begin"/>.</summary>
    public void Inherit(IEnumerable<GrainRequest> requests)
    {
        lock (gate)
        {
            foreach (var request in requests)
                waiting.Add(request);
        }
    }

    /// <summary>Begins with what it has inherited.</summary>
    public void Begin()
    {
        bool schedule;
        lock (gate)
            schedule = Signal();
        if (schedule)
            Host.Dispatcher.Schedule(this);
    }

    /// <summary>Takes a task that must run as a turn of this activation.</summary>
    public void Enqueue(Task task)
    {
        lock (gate)
        {
            work.Enqueue(task);
            if (isScheduled)
                return;
            isScheduled = true;
        }

        Host.Dispatcher.Schedule(this);
    }

    void IThreadPoolWorkItem.Execute()
    {
        for (var turn = 0; turn < TurnsPerSlice; turn++)
        {
            if (!RunTurn())
                return;
        }

        Host.Dispatcher.Schedule(this);
    }

    /// <summary>Runs one turn; false when there is no further one to run, in which case the activation schedules itself when there is.</summary>
    public bool RunTurn()
    {
        var next = Next();
        if (next is null)
            return false;

        var previous = RuntimeContext.Swap(this);
        try
        {
            if (next is Task task)
                scheduler.Run(task);
            else
                new Task(StartInTurn, next, TaskCreationOptions.DenyChildAttach).RunSynchronously(scheduler);
        }
        finally
        {
            RuntimeContext.Swap(previous);
        }

        return true;
    }

    /// <summary>Called before the caller learns of the failure, so that its next request finds the activation ending.</summary>
    public void OnRequestFailed(GrainRequest request, Exception exception)
    {
        if (exception is InconsistentStateException { IsSourceActivation: true } conflict)
        {
            conflict.IsSourceActivation = false;
            Deactivate(new DeactivationReason(DeactivationReasonCode.ApplicationError, exception, "A stored record was written by somebody else."));
        }

        if (request.Method.IsOneWay)
            Host.Log.OneWayRequestFailed(exception, request.Method.Name, GrainId);
    }

    private void Start(object step)
    {
        if (step is GrainRequest request)
            _ = request.Run(this);
        else
            _ = ((Func<Task>)step)();
    }

    // Gives the next turn: a task, or a request that may start now; null when there is none.
    private object? Next()
    {
        lock (gate)
        {
            while (work.TryDequeue(out var item))
            {
                if (item is Task)
                    return item;

                isSignalled = false;
                if (TakeLifecycleStep() is { } step)
                    return step;
                if (TakeRequest() is { } request)
                {
                    if (waiting.Count > 0 && MayOthersStart)
                        Signal();
                    return request;
                }
            }

            isScheduled = false;
            return null;
        }
    }

    private GrainRequest? TakeRequest()
    {
        for (var i = 0; i < waiting.Count && MayOthersStart; i++)
        {
            var request = waiting[i];
            if (!IsValidFor(request))
                return null;
            if (!MayStart(request))
                continue;

            waiting.RemoveAt(i);
            // Nobody waits for an answer that is late already.
            if (request.IsAnswered)
            {
                i--;
                continue;
            }

            running.Add(request);
            if (!request.Method.IsAlwaysInterleave)
                blocking ??= request;
            return request;
        }

        return null;
    }

    private bool MayBegin(GrainRequest request) => state == ActivationState.Created || (IsValidFor(request) && MayStart(request));

    private bool IsValidFor(GrainRequest request) =>
        state == ActivationState.Valid || (request.IsLocalOnly && state == ActivationState.Deactivating);

    // Whether any of the waiting requests could start beside those that run: spares looking at each when it could not.
    private bool MayOthersStart => running.Count == 0 || blocking is null || grainClass.IsReentrant || waiting.InterleavingCount > 0;

    private bool MayStart(GrainRequest request) =>
        running.Count == 0
        || blocking is null
        || request.Method.IsAlwaysInterleave
        || (request.Method.IsReadOnly && blocking.Method.IsReadOnly)
        || grainClass.IsReentrant;

    /// <summary>Called when a request has been answered.</summary>
    public void OnCompleted(GrainRequest request)
    {
        bool schedule;
        TaskCompletionSource? becameIdle = null;
        lock (gate)
        {
            running.Remove(request);
            if (blocking == request)
                blocking = null;
            if (request.IsKeepAlive)
                lastActive = Host.Clock.GetTimestamp();
            if (!IsBusy)
                (becameIdle, idle) = (idle, null);
            schedule = (waiting.Count > 0 || state != ActivationState.Valid) && Signal();
        }

        becameIdle?.TrySetResult();

        if (schedule)
            Host.Dispatcher.Schedule(this);
    }

    // Asks for a look at the requests; true when the activation must be scheduled for it. The gate is held.
    private bool Signal()
    {
        if (!isSignalled)
        {
            isSignalled = true;
            work.Enqueue(RequestSignal);
        }

        if (isScheduled)
            return false;
        return isScheduled = true;
    }
}
