using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Switchboard.Silo.Hosting;
using Switchboard.Storage;

namespace Switchboard.Silo;

/// <summary>
/// Opens the store (creating or migrating its tables) and prepares what the grain host needs. A program asks for it before it runs, so that what an operator must put right is told in
/// one sentence; a host that nobody asked for does it when it starts.
/// </summary>
public sealed class NodePreparations : IHostedService
{
    private readonly IServiceProvider _services;
    private bool _isDone;

    /// <summary>Prepares nothing yet.</summary>
    public NodePreparations(IServiceProvider services) => _services = services;

    /// <summary>Prepares the node, once.</summary>
    /// <exception cref="StoreException">The store cannot be opened.</exception>
    /// <exception cref="Settings.InvalidSettingException">A setting does not fit what is in the store.</exception>
    public void Prepare()
    {
        if (_isDone)
            return;
        _services.GetRequiredService<IStore>();
        foreach (var preparation in _services.GetServices<INodePreparation>())
            preparation.Prepare();
        _isDone = true;
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        Prepare();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
