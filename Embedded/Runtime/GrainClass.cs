using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Concurrency;
using Orleans.Runtime;
using Switchboard.Embedded.Storage;

namespace Switchboard.Embedded;

/// <summary>What the host knows about a class of grains.</summary>
internal sealed class GrainClass
{
    private readonly ConstructorInvoker constructor;
    private readonly Func<Activation, object?>[] parameters;

    public GrainClass(Type type)
    {
        Type = type;
        GrainType = GrainType.Create(type.GetCustomAttribute<GrainTypeAttribute>()?.GrainType ?? ConventionalName(type));
        Interfaces = [.. type.GetInterfaces().Where(i => typeof(IGrain).IsAssignableFrom(i) && i != typeof(IGrain) && i != typeof(IGrainWithStringKey))];
        IsReentrant = type.IsDefined(typeof(ReentrantAttribute), inherit: true);
        StreamNamespaces = [.. type.GetCustomAttributes<ImplicitStreamSubscriptionAttribute>(inherit: true).Select(a => a.Namespace)];
        var chosen = ChooseConstructor(type);
        constructor = ConstructorInvoker.Create(chosen);
        parameters = [.. chosen.GetParameters().Select(Source)];
    }

    public Type Type { get; }

    public GrainType GrainType { get; }

    public IReadOnlyList<Type> Interfaces { get; }

    public bool IsReentrant { get; }

    public IReadOnlyList<string> StreamNamespaces { get; }

    /// <summary>The interface of references that are not asked for by any particular one.</summary>
    public Type ReferenceInterface => Interfaces.Count > 0 ? Interfaces[0] : typeof(IGrainWithStringKey);

    /// <summary>Creates the grain object inside its activation.</summary>
    public object Create(Activation activation)
    {
        var arguments = new object?[parameters.Length];
        for (var i = 0; i < arguments.Length; i++)
            arguments[i] = parameters[i](activation);
        return constructor.Invoke(arguments.AsSpan());
    }

    private static string ConventionalName(Type type)
    {
        var name = type.Name.ToLowerInvariant();
        return name.EndsWith("grain", StringComparison.Ordinal) && name.Length > "grain".Length ? name[..^"grain".Length] : name;
    }

    private static ConstructorInfo ChooseConstructor(Type type)
    {
        var all = type.GetConstructors();
        return all.FirstOrDefault(c => c.IsDefined(typeof(ActivatorUtilitiesConstructorAttribute)))
            ?? all.MaxBy(c => c.GetParameters().Length)
            ?? throw new InvalidOperationException($"{type.FullName} has no public constructor.");
    }

    private static Func<Activation, object?> Source(ParameterInfo parameter)
    {
        if (parameter.GetCustomAttribute<PersistentStateAttribute>() is { } record)
            return StoredRecords.Source(parameter, record);
        if (parameter.ParameterType == typeof(IGrainContext))
            return activation => activation;
        if (parameter.GetCustomAttribute<FromKeyedServicesAttribute>() is { } keyed)
            return activation => activation.ActivationServices.GetRequiredKeyedService(parameter.ParameterType, keyed.Key);
        if (parameter.HasDefaultValue)
            return activation => activation.ActivationServices.GetService(parameter.ParameterType) ?? parameter.DefaultValue;
        return activation => activation.ActivationServices.GetRequiredService(parameter.ParameterType);
    }
}
