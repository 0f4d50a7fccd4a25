namespace Switchboard.Carriers;

/// <summary>Calls that wait, by tenant: tenants take turns, and within a tenant the first to come is the first to go.</summary>
internal sealed class TenantTurns
{
    private readonly Dictionary<string, LinkedList<string>> _callsOfTenant = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (string TenantId, LinkedListNode<string> Place)> _places = new(StringComparer.Ordinal);
    private readonly Queue<string> _turns = new();

    /// <summary>Calls that wait.</summary>
    public int Count => _places.Count;

    /// <summary>The calls that wait, in no promised order.</summary>
    public IReadOnlyCollection<string> Calls => _places.Keys;

    public bool Contains(string callId) => _places.ContainsKey(callId);

    /// <summary>Puts a call behind its tenant's others; one that waits already keeps its place.</summary>
    public void Add(string tenantId, string callId)
    {
        if (_places.ContainsKey(callId))
            return;
        if (!_callsOfTenant.TryGetValue(tenantId, out var calls))
        {
            _callsOfTenant.Add(tenantId, calls = new LinkedList<string>());
            _turns.Enqueue(tenantId);
        }
        _places.Add(callId, (tenantId, calls.AddLast(callId)));
    }

    /// <summary>The call no longer waits. Its tenant keeps its turn, and loses it when that comes and nothing of it waits.</summary>
    public bool Remove(string callId)
    {
        if (!_places.Remove(callId, out var waiting))
            return false;
        waiting.Place.List!.Remove(waiting.Place);
        return true;
    }

    /// <summary>Takes the first call of the tenant whose turn it is.</summary>
    public (string TenantId, string CallId)? Take()
    {
        while (_turns.TryDequeue(out var tenantId))
        {
            var calls = _callsOfTenant[tenantId];
            if (calls.First is not { } first)
            {
                _callsOfTenant.Remove(tenantId);
                continue;
            }
            Remove(first.Value);
            _turns.Enqueue(tenantId);
            return (tenantId, first.Value);
        }
        return null;
    }
}
