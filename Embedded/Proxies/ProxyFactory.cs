using System.Collections.Concurrent;
using System.Reflection;
using System.Reflection.Emit;
using Orleans.Runtime;

namespace Switchboard.Embedded.Proxies;

/// <summary>Makes references: for every grain interface a class is generated once, so that a call costs no reflection.</summary>
internal static class ProxyFactory
{
    private static readonly ConcurrentDictionary<Type, Lazy<Func<EmbeddedHost, GrainId, GrainReference>>> Factories = new();
    private static readonly ConcurrentDictionary<Assembly, ModuleBuilder> Modules = new();

    public static Func<EmbeddedHost, GrainId, GrainReference> For(Type grainInterface) =>
        Factories.GetOrAdd(grainInterface, static type => new(() => Build(type))).Value;

    private static Func<EmbeddedHost, GrainId, GrainReference> Build(Type grainInterface)
    {
        if (!grainInterface.IsInterface || !typeof(IAddressable).IsAssignableFrom(grainInterface))
            throw new ArgumentException($"{grainInterface.FullName} is not a grain interface.", nameof(grainInterface));
        var module = Modules.GetOrAdd(grainInterface.Assembly, DefineModule);
        // One module is not to be extended by two threads at a time.
        lock (module)
            return new ProxyBuilder(module, grainInterface).Build();
    }

    private static ModuleBuilder DefineModule(Assembly interfaces)
    {
        var name = new AssemblyName($"{interfaces.GetName().Name}.Proxies");
        var assembly = AssemblyBuilder.DefineDynamicAssembly(name, AssemblyBuilderAccess.Run);
        // Grain interfaces and their types may be internal.
        var attribute = typeof(System.Runtime.CompilerServices.IgnoresAccessChecksToAttribute).GetConstructor([typeof(string)])!;
        assembly.SetCustomAttribute(new CustomAttributeBuilder(attribute, [interfaces.GetName().Name!]));
        assembly.SetCustomAttribute(new CustomAttributeBuilder(attribute, [typeof(ProxyFactory).Assembly.GetName().Name!]));
        return assembly.DefineDynamicModule(name.Name!);
    }
}
