using Switchboard.Tests.Cluster.Nodes;

namespace Switchboard.Tests.Cluster.Traffic;

/// <summary>What stands before the HTTP nodes: asks each every second whether it is ready, and sends requests to those that were.</summary>
internal sealed class Balancer : IAsyncDisposable
{
    private static readonly TimeSpan AskEvery = TimeSpan.FromSeconds(1);

    private readonly IReadOnlyList<ClusterNode> _nodes;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _asking;
    private volatile IReadOnlyList<ClusterNode> _ready;

    public Balancer(IReadOnlyList<ClusterNode> nodes)
    {
        _nodes = nodes;
        _ready = nodes;
        _asking = AskAsync();
    }

    /// <summary>Where to send requests; all nodes when none is ready, as good as any other.</summary>
    public IReadOnlyList<ClusterNode> Ready => _ready is { Count: > 0 } ready ? ready : _nodes;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _asking;
        _stop.Dispose();
    }

    private async Task AskAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            var answers = await Task.WhenAll(_nodes.Select(async node => (Node: node, IsReady: await node.IsReadyAsync())));
            _ready = [.. answers.Where(answer => answer.IsReady).Select(answer => answer.Node)];
            await Task.Delay(AskEvery, CancellationToken.None);
        }
    }
}
