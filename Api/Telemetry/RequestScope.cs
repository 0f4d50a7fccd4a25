using System.Collections;
using System.Collections.Immutable;
using Switchboard.Api.Auth;

namespace Switchboard.Api.Telemetry;

/// <summary>What every log message of a request says of it: the door and the tenant, and never where exactly or with what. Outlives the request, as work that it began may.</summary>
/// <param name="door">The door's name; null outside of the doors.</param>
public sealed class RequestScope(string? door) : IReadOnlyList<KeyValuePair<string, object?>>
{
    /// <summary>Who makes the request; null until that is known.</summary>
    public Caller? Caller { get; set; }

    /// <inheritdoc/>
    public int Count => Values.Length;

    /// <inheritdoc/>
    public KeyValuePair<string, object?> this[int index] => Values[index];

    private ImmutableArray<KeyValuePair<string, object?>> Values => (door, Caller) switch
    {
        (null, _) => [],
        (_, null) => [new("Door", door)],
        var (name, caller) => [new("Door", name), new("TenantId", caller.TenantId), new("CallerId", caller.Id)],
    };

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => Values.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public override string ToString() => string.Join(' ', Values.Select(value => $"{value.Key}:{value.Value}"));
}
