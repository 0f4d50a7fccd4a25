using System.Collections.Frozen;
using System.Reflection;
using Switchboard.Api.Requests;

namespace Switchboard.Api.Docs;

/// <summary>The types that bodies of requests are made of: those that are read as a whole, and what is nested in them.</summary>
internal static class RequestTypes
{
    private static readonly Lazy<FrozenSet<Type>> All = new(Find);

    /// <summary>Whether a type is one of them.</summary>
    public static bool Contain(Type type) => All.Value.Contains(type);

    private static FrozenSet<Type> Find()
    {
        var found = new HashSet<Type>();
        foreach (var type in typeof(RequestTypes).Assembly.GetTypes().Where(IsRead))
            Add(type, found);
        return found.ToFrozenSet();
    }

    private static bool IsRead(Type type) =>
        Array.Exists(type.GetInterfaces(), i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IRequestBody<>));

    private static void Add(Type type, HashSet<Type> found)
    {
        // Lists and nullable values are asked for what is in them; types from elsewhere have no fields of ours.
        foreach (var part in type.IsGenericType ? type.GetGenericArguments() : [type])
        {
            if (part.Assembly != typeof(RequestTypes).Assembly || !found.Add(part))
                continue;
            foreach (var field in part.GetProperties(BindingFlags.Public | BindingFlags.Instance))
                Add(field.PropertyType, found);
        }
    }
}
