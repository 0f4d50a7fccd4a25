using System.Collections.Frozen;
using System.Collections.Immutable;
using Switchboard.Settings;

namespace Switchboard.Api.Doors;

/// <summary>
/// Finds the door of a request before routing, by its path or by its host, and brings the path into the one form under
/// which the route is registered. So a door has each route once, at however many addresses it answers.
/// </summary>
public sealed class DoorSelector
{
    // What belongs to no door keeps its address on every host: links in answers point there.
    private static readonly ImmutableArray<PathString> Shared =
    [
        "/healthz", "/livez", "/metrics", "/dashboard", "/docs", "/openapi", "/sandbox", "/recordings", "/voices/samples", "/voices/previews",
        "/voices/speakers", "/demo",
    ];

    private readonly ImmutableArray<Door> _doors;
    private readonly FrozenDictionary<string, Door> _byHost;

    /// <summary>Reads <c>Doors:{Name}:Host</c> of each door.</summary>
    public DoorSelector(IEnumerable<Door> doors, IConfiguration configuration)
    {
        _doors = [.. doors];
        _byHost = HostsOf(_doors, configuration).ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The middleware.</summary>
    public Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        Select(context);
        return next(context);
    }

    private void Select(HttpContext context)
    {
        var path = context.Request.Path;
        foreach (var door in _doors)
        {
            if (path.StartsWithSegments(door.Root, StringComparison.OrdinalIgnoreCase, out var rest))
            {
                Enter(context, door, rest);
                return;
            }
        }

        if (_byHost.TryGetValue(context.Request.Host.Host, out var hosted) && !Shared.Any(prefix => path.StartsWithSegments(prefix, StringComparison.OrdinalIgnoreCase)))
            Enter(context, hosted, path);
    }

    private static void Enter(HttpContext context, Door door, PathString path)
    {
        context.SetDoor(door);
        context.Request.Path = door.Root + door.Canonical(path);
    }

    private static Dictionary<string, Door> HostsOf(ImmutableArray<Door> doors, IConfiguration configuration)
    {
        var hosts = new Dictionary<string, Door>(StringComparer.OrdinalIgnoreCase);
        foreach (var door in doors)
        {
            var key = $"Doors:{door.Name}:Host";
            if (configuration.Text(key) is not { } host)
                continue;
            if (Uri.CheckHostName(host) == UriHostNameType.Unknown)
                throw new InvalidSettingException(key, "must be a host name without scheme, port or path");
            if (!hosts.TryAdd(host, door))
                throw new InvalidSettingException(key, $"is already the host of the door {hosts[host].Name}");
        }
        return hosts;
    }
}
