namespace Switchboard.Api.Doors.NextNeural;

/// <summary>How many live web sockets each tenant has open on this node.</summary>
internal sealed class LiveConnections
{
    /// <summary>The most that a tenant may have open on a node at once.</summary>
    public const int OfTenantMax = 100;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _open = new(StringComparer.Ordinal);

    /// <summary>Counts one more, unless there are too many; who enters must <see cref="Leave"/>.</summary>
    public bool TryEnter(string tenantId)
    {
        lock (_gate)
        {
            var open = _open.GetValueOrDefault(tenantId);
            if (open >= OfTenantMax)
                return false;
            _open[tenantId] = open + 1;
            return true;
        }
    }

    /// <summary>Counts one less.</summary>
    public void Leave(string tenantId)
    {
        lock (_gate)
        {
            if (_open[tenantId] == 1)
                _open.Remove(tenantId);
            else
                _open[tenantId]--;
        }
    }
}
