using System.Reflection;
using Orleans.Concurrency;

namespace Switchboard.Embedded;

/// <summary>What the host must know about a method of a grain interface.</summary>
public sealed class GrainMethod
{
    internal GrainMethod(MethodInfo method)
    {
        Name = $"{method.DeclaringType!.Name}.{method.Name}";
        SpanName = $"{method.DeclaringType.Name}/{method.Name}";
        IsReadOnly = method.IsDefined(typeof(ReadOnlyAttribute));
        IsAlwaysInterleave = method.IsDefined(typeof(AlwaysInterleaveAttribute));
        IsOneWay = method.IsDefined(typeof(OneWayAttribute));
    }

    internal GrainMethod(string name, bool isAlwaysInterleave = false, bool isOneWay = false)
    {
        Name = name;
        SpanName = name;
        IsAlwaysInterleave = isAlwaysInterleave;
        IsOneWay = isOneWay;
    }

    internal string Name { get; }

    /// <summary>As a cluster names the spans of its grain calls.</summary>
    internal string SpanName { get; }

    internal bool IsReadOnly { get; }

    internal bool IsAlwaysInterleave { get; }

    internal bool IsOneWay { get; }

    internal bool MayInterleave => IsAlwaysInterleave || IsReadOnly;
}
