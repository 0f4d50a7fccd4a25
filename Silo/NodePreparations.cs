using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Switchboard.Calls;
using Switchboard.Compliance;
using Switchboard.Silo.Hosting;
using Switchboard.Storage;

namespace Switchboard.Silo;

/// <summary>
/// Reads the registry's file, and the keys and addresses that links are made of, opens the store (creating or migrating its tables) and prepares what the grain host needs. A program asks for it before it runs, so that
/// what an operator must put right is told in one sentence; a host that nobody asked for does it when it starts.
/// </summary>
public sealed class NodePreparations : IHostedService
{
    private readonly IServiceProvider _services;
    private bool _isDone;

    /// <summary>Prepares nothing yet.</summary>
    public NodePreparations(IServiceProvider services) => _services = services;

    /// <summary>Prepares the node, once.</summary>
    /// <exception cref="StoreException">The store cannot be opened.</exception>
    /// <exception cref="Settings.InvalidSettingException">A setting cannot be used, or does not fit what is in the store.</exception>
    public void Prepare()
    {
        if (_isDone)
            return;
        // What is only read comes first, so that a setting which is wrong changes nothing in the store.
        _services.GetRequiredService<NationalRegistry>().Open();
        _services.GetRequiredService<IPublicLinks>();
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
