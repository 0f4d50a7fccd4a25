using Orleans.Runtime;

namespace Orleans;

/// <summary>What the host needs of a grain class. <see cref="Grain"/> implements it.</summary>
public interface IGrainBase
{
    /// <summary>The activation this instance belongs to.</summary>
    IGrainContext GrainContext { get; }

    /// <summary>Called before the first request, after the persistent state has been read. Throwing fails the requests that wait.</summary>
    /// <param name="cancellationToken">Cancelled when activation takes too long.</param>
    Task OnActivateAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Called after the last request, unless the process dies.</summary>
    /// <param name="reason">Why the activation ends.</param>
    /// <param name="cancellationToken">Cancelled when deactivation takes too long.</param>
    Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => Task.CompletedTask;
}
