namespace Orleans.Runtime;

/// <summary>One activation of one grain.</summary>
public interface IGrainContext
{
    /// <summary>A reference to the grain, usable from anywhere.</summary>
    GrainReference GrainReference { get; }

    /// <summary>The grain's identity.</summary>
    GrainId GrainId { get; }

    /// <summary>The grain object; null until it has been created.</summary>
    object? GrainInstance { get; }

    /// <summary>The services of this activation.</summary>
    IServiceProvider ActivationServices { get; }

    /// <summary>Completes when the activation has ended. Waiting for it inside the activation never returns.</summary>
    Task Deactivated { get; }

    /// <summary>Ends the activation once the running requests have finished.</summary>
    /// <param name="deactivationReason">Handed to <see cref="IGrainBase.OnDeactivateAsync"/>.</param>
    /// <param name="cancellationToken">Cuts <see cref="IGrainBase.OnDeactivateAsync"/> short.</param>
    void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken = default);
}
