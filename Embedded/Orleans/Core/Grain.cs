using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;
using Switchboard.Embedded;

namespace Orleans;

/// <summary>Base class of grains. An instance is created by the host only and lives as one activation.</summary>
public abstract class Grain : IGrainBase, IAddressable
{
    /// <summary>Creates the instance inside the activation that the host is starting.</summary>
    /// <exception cref="InvalidOperationException">The grain is created by anything but the host.</exception>
    protected Grain() => GrainContext = RuntimeContext.Current
        ?? throw new InvalidOperationException("A grain is created by the grain host only: ask IGrainFactory for a reference to it.");

    /// <inheritdoc/>
    public IGrainContext GrainContext { get; }

    /// <summary>Gives references to other grains.</summary>
    protected IGrainFactory GrainFactory => ServiceProvider.GetRequiredService<IGrainFactory>();

    /// <summary>The services of this activation; scoped services live as long as it does.</summary>
    protected internal IServiceProvider ServiceProvider => GrainContext.ActivationServices;

    /// <summary>Ends this activation once the running requests have finished; the next request activates the grain afresh.</summary>
    protected void DeactivateOnIdle() => GrainBaseExtensions.DeactivateOnIdle(this);

    /// <summary>Keeps the activation from being collected as idle.</summary>
    /// <param name="timeSpan">For how long from now; zero or less withdraws an earlier request; infinite means for as long as the process lives.</param>
    protected void DelayDeactivation(TimeSpan timeSpan) => Activation.Of(GrainContext).DelayDeactivation(timeSpan);

    /// <inheritdoc cref="IGrainBase.OnActivateAsync"/>
    public virtual Task OnActivateAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc cref="IGrainBase.OnDeactivateAsync"/>
    public virtual Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => Task.CompletedTask;
}
