using System.Collections.Concurrent;
using System.Reflection;
using Orleans;
using Orleans.Runtime;

namespace Switchboard.Embedded;

/// <summary>Finds the class behind a grain interface or a grain type.</summary>
internal sealed class GrainClassMap
{
    private readonly Dictionary<GrainType, GrainClass> byType = [];
    private readonly ConcurrentDictionary<(Type Interface, string? Prefix), GrainType> resolved = new();

    public GrainClassMap(IEnumerable<Assembly> assemblies)
    {
        foreach (var type in assemblies.Distinct().SelectMany(a => a.GetTypes()).Where(IsGrainClass))
        {
            var grainClass = new GrainClass(type);
            if (!byType.TryAdd(grainClass.GrainType, grainClass))
                throw new InvalidOperationException($"Two grain classes have the type name '{grainClass.GrainType}': {byType[grainClass.GrainType].Type.FullName} and {type.FullName}. Give one of them a [GrainType].");
        }
    }

    public IEnumerable<GrainClass> All => byType.Values;

    /// <summary>Gives the class with a type name; null when none is registered.</summary>
    public GrainClass? Find(GrainType type) => byType.GetValueOrDefault(type);

    public GrainType Resolve(Type grainInterface, string? classNamePrefix) =>
        resolved.GetOrAdd((grainInterface, classNamePrefix), static (key, map) => map.Find(key.Interface, key.Prefix), this);

    private static bool IsGrainClass(Type type) =>
        type is { IsClass: true, IsAbstract: false, IsGenericTypeDefinition: false }
        && typeof(IGrainBase).IsAssignableFrom(type)
        && typeof(IGrain).IsAssignableFrom(type);

    private GrainType Find(Type grainInterface, string? prefix)
    {
        var candidates = byType.Values.Where(c => c.Interfaces.Contains(grainInterface)).ToList();
        if (!string.IsNullOrWhiteSpace(prefix))
        {
            candidates = candidates.Find(c => c.Type.FullName == prefix) is { } exact
                ? [exact]
                : candidates.FindAll(c => c.Type.FullName!.StartsWith(prefix, StringComparison.Ordinal));
        }
        else if (candidates.Count > 1 && candidates.Find(c => c.Type.Name == grainInterface.Name[1..]) is { } primary)
        {
            candidates = [primary];
        }

        return candidates switch
        {
            [var only] => only.GrainType,
            [] => throw new ArgumentException($"Could not find an implementation for interface {grainInterface.FullName}", nameof(grainInterface)),
            _ => throw new ArgumentException($"Unable to identify a single appropriate grain type for interface {grainInterface.FullName}. Candidates: {string.Join(", ", candidates.Select(c => c.Type.FullName))}", nameof(grainInterface)),
        };
    }
}
