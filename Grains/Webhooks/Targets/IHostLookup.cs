using System.Net;

namespace Switchboard.Webhooks;

/// <summary>Finds the addresses of a host name.</summary>
public interface IHostLookup
{
    /// <summary>All addresses of the name.</summary>
    /// <exception cref="System.Net.Sockets.SocketException">The name has none, or the name servers did not answer.</exception>
    Task<IPAddress[]> FindAsync(string host, CancellationToken cancellationToken);
}

/// <summary>Asks the operating system, which knows the machine's name servers and hosts file.</summary>
public sealed class SystemHostLookup : IHostLookup
{
    /// <inheritdoc/>
    public Task<IPAddress[]> FindAsync(string host, CancellationToken cancellationToken) => Dns.GetHostAddressesAsync(host, cancellationToken);
}
