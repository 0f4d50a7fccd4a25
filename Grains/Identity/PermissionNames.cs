using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Switchboard.Identity;

/// <summary>
/// The names of the permissions: <c>calls:read</c> and so on (also Cordiul's names), and NextNeural's
/// <c>voice:calls:read</c> for the same.
/// </summary>
public static class PermissionNames
{
    /// <summary>What NextNeural puts before each name.</summary>
    public const string VoicePrefix = "voice:";

    private static readonly ImmutableArray<(Permissions Permission, string Name)> Names =
    [
        .. Enum.GetValues<Permissions>()
            .Where(permission => int.IsPow2((int)permission))
            .Select(permission => (permission, NameOf(permission))),
    ];

    private static readonly FrozenDictionary<string, Permissions> ByName = Names
        .ToFrozenDictionary(entry => entry.Name, entry => entry.Permission, StringComparer.Ordinal);

    /// <summary>The permission of that name, in any door's spelling; false when there is none.</summary>
    public static bool TryParse(string name, out Permissions permission)
    {
        var plain = name.StartsWith(VoicePrefix, StringComparison.Ordinal) ? name[VoicePrefix.Length..] : name;
        return ByName.TryGetValue(plain, out permission);
    }

    /// <summary>The names in a set, in the order of <see cref="Permissions"/>.</summary>
    public static ImmutableArray<string> Of(Permissions permissions) =>
        [.. Names.Where(entry => permissions.HasFlag(entry.Permission)).Select(entry => entry.Name)];

    // CallsRead → calls:read; Admin stands alone.
    private static string NameOf(Permissions permission)
    {
        var name = permission.ToString();
        var verb = name.AsSpan(1).IndexOfAnyInRange('A', 'Z') + 1;
        return verb == 0
            ? name.ToLowerInvariant()
            : $"{name[..verb]}:{name[verb..]}".ToLowerInvariant();
    }
}
