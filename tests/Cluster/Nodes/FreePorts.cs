using System.Net;
using System.Net.Sockets;

namespace Switchboard.Tests.Cluster.Nodes;

/// <summary>Ports of this machine that nobody listens on.</summary>
public static class FreePorts
{
    /// <summary>So many of them, all different.</summary>
    public static int[] Take(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Any, 0)).ToList();
        try
        {
            listeners.ForEach(listener => listener.Start());
            return [.. listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        }
        finally
        {
            listeners.ForEach(listener => listener.Dispose());
        }
    }
}
