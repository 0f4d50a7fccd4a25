using Switchboard.Tests.Cluster.Nodes;

namespace Switchboard.Tests.Cluster;

/// <summary>Kills and freezes nodes at random moments, two of them at once now and then, and brings them back; one silo and one HTTP node always stay.</summary>
internal sealed class NodeFaults(World world)
{
    /// <summary>Longer than the others take to declare a node that does not answer dead.</summary>
    private static readonly TimeSpan Frozen = TimeSpan.FromSeconds(16);

    /// <summary>What happens first, so that no run is without it; the rest is drawn.</summary>
    private readonly Queue<(NodeKind Kind, bool IsFrozen)> _first = new([(NodeKind.Silo, true), (NodeKind.Api, false), (NodeKind.Silo, false), (NodeKind.Api, true)]);

    private readonly HashSet<ClusterNode> _struck = [];

    /// <summary>How often a node was killed or frozen, by what it is.</summary>
    public Dictionary<(NodeKind Kind, bool IsFrozen), int> Count { get; } = [];

    /// <summary>Goes on for so long, and ends when all nodes serve again.</summary>
    public async Task RunAsync(TimeSpan time)
    {
        using var over = new CancellationTokenSource(time);
        var strikes = new List<Task>();
        while (!over.IsCancellationRequested)
        {
            if (Choose() is var (node, isFrozen)) strikes.Add(StrikeAsync(node, isFrozen));
            await Task.Delay(TimeSpan.FromSeconds(2 + (6 * world.Random.NextDouble())), CancellationToken.None);
            // What has gone wrong is told at once.
            foreach (var strike in strikes.Where(strike => strike.IsFaulted)) await strike;
        }

        await Task.WhenAll(strikes);
    }

    private (ClusterNode Node, bool IsFrozen)? Choose()
    {
        lock (_struck)
        {
            if (_struck.Count >= 2) return null;
            var spared = world.Cluster.Nodes.Where(node => !_struck.Contains(node)).GroupBy(node => node.Kind).Where(kind => kind.Count() > 1).SelectMany(kind => kind);
            var wanted = _first.TryPeek(out var first) ? spared.Where(node => node.Kind == first.Kind).ToList() : spared.ToList();
            if (wanted.Count == 0) return null;
            var isFrozen = _first.TryDequeue(out first) ? first.IsFrozen : world.Random.Next(3) == 0;
            var node = wanted[world.Random.Next(wanted.Count)];
            _struck.Add(node);
            Count[(node.Kind, isFrozen)] = Count.GetValueOrDefault((node.Kind, isFrozen)) + 1;
            return (node, isFrozen);
        }
    }

    private async Task StrikeAsync(ClusterNode node, bool isFrozen)
    {
        if (isFrozen)
        {
            await FreezeAsync(node);
        }
        else
        {
            var away = TimeSpan.FromSeconds(world.Random.Next(0, 20));
            world.Say($"{node.Name} is killed, for {away.TotalSeconds} s");
            await node.KillAsync();
            await Task.Delay(away);
            node.Start();
        }

        await node.WaitReadyAsync();
        world.Say($"{node.Name} serves again");
        lock (_struck) _struck.Remove(node);
    }

    /// <summary>A node that was given up while it stood still must not do harm when it goes on. It ends itself when it learns so, and is started again.</summary>
    private async Task FreezeAsync(ClusterNode node)
    {
        world.Say($"{node.Name} is frozen");
        await node.FreezeAsync();
        await Task.Delay(Frozen);
        await node.ThawAsync();
        world.Say($"{node.Name} goes on");
        await Waiting.UntilAsync(async () => !node.IsAlive || await node.IsReadyAsync(), TimeSpan.FromSeconds(45), $"{node.Name} to end or to serve after it stood still");
        // A moment in which it would notice.
        await Task.Delay(TimeSpan.FromSeconds(5));
        if (node.IsAlive) return;
        world.Say($"{node.Name} has ended itself");
        node.Start();
    }
}
