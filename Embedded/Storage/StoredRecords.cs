using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;
using Orleans.Storage;

namespace Switchboard.Embedded.Storage;

/// <summary>A record that is read when its grain activates.</summary>
internal interface IStoredRecord
{
    Task ReadAsync(CancellationToken cancellationToken);
}

/// <summary>Makes the records that a grain's constructor asks for.</summary>
internal static class StoredRecords
{
    private static readonly MethodInfo CreateMethod = typeof(StoredRecords).GetMethod(nameof(Create), BindingFlags.Static | BindingFlags.NonPublic)!;

    public static Func<Activation, object> Source(ParameterInfo parameter, PersistentStateAttribute attribute)
    {
        var type = parameter.ParameterType;
        if (!type.IsGenericType || type.GetGenericTypeDefinition() != typeof(IPersistentState<>))
            throw new NotSupportedException($"Parameter {parameter.Name} of {parameter.Member.DeclaringType!.FullName} must be an IPersistentState<T>.");
        var create = CreateMethod.MakeGenericMethod(type.GetGenericArguments()[0]).CreateDelegate<Func<Activation, PersistentStateAttribute, object>>();
        return activation => create(activation, attribute);
    }

    private static PersistentState<TState> Create<TState>(Activation activation, PersistentStateAttribute attribute)
    {
        var services = activation.ActivationServices;
        var storage = string.IsNullOrWhiteSpace(attribute.StorageName)
            ? services.GetService<IGrainStorage>()
            : services.GetKeyedService<IGrainStorage>(attribute.StorageName);
        if (storage is null)
            throw new BadProviderConfigException($"No storage provider named \"{attribute.StorageName}\" found loading grain type {activation.GrainId.Type}.");
        var record = new PersistentState<TState>(activation, attribute.StateName, storage);
        activation.Add(record);
        return record;
    }
}
