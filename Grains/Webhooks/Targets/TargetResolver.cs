using System.Collections.Concurrent;
using System.Net;

namespace Switchboard.Webhooks;

/// <summary>
/// Finds the one address that an attempt connects to. Every attempt asks anew, so a name that is later pointed into a private network is
/// refused then; attempts that ask for the same name at the same moment share one look-up.
/// </summary>
public sealed class TargetResolver(IHostLookup lookup, UrlPolicy policy)
{
    private readonly ConcurrentDictionary<string, Lazy<Task<IPAddress[]>>> _lookups = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Resolves the URL's host. One forbidden address among several refuses the host: which of them a connection takes is chance.</summary>
    /// <exception cref="System.Net.Sockets.SocketException">The name has no address, or the name servers did not answer.</exception>
    /// <exception cref="OperationCanceledException">It took too long.</exception>
    public async Task<ResolvedTarget> ResolveAsync(Uri url, CancellationToken cancellationToken)
    {
        string host = UrlPolicy.HostOf(url);
        var addresses = IPAddress.TryParse(host, out var literal)
            ? [literal]
            : await FindAsync(host).WaitAsync(cancellationToken).ConfigureAwait(false);
        foreach (var address in addresses)
        {
            if (policy.RefusalOf(address) is { } reason)
                return new ResolvedTarget(null, reason);
        }

        return addresses.Length == 0
            ? new ResolvedTarget(null, "url has a host without an address")
            : new ResolvedTarget(addresses[0], null);
    }

    private Task<IPAddress[]> FindAsync(string host)
    {
        var shared = _lookups.GetOrAdd(host, key => new Lazy<Task<IPAddress[]>>(() => LookUpAsync(key)));
        return shared.Value;
    }

    private async Task<IPAddress[]> LookUpAsync(string host)
    {
        try
        {
            // No attempt's own token: the others that share the look-up still want it.
            return await lookup.FindAsync(host, CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            _lookups.TryRemove(host, out _);
        }
    }
}

/// <summary>Where an attempt may connect.</summary>
/// <param name="Address">The checked address; null when refused.</param>
/// <param name="Refusal">Why it was refused; null when it was not.</param>
public sealed record ResolvedTarget(IPAddress? Address, string? Refusal);
