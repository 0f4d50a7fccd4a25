using System.Reflection;
using System.Reflection.Emit;
using Orleans.Runtime;

namespace Switchboard.Embedded.Proxies;

/// <summary>
/// Generates the reference class of one grain interface. For each method:
/// <code>
/// class M1 : GrainRequest&lt;T&gt; { A a0; B a1; override Task Invoke(object g) => ((IFoo)g).M(a0, a1); }
/// Task&lt;T&gt; IFoo.M(A a0, B a1) => SendFor(new M1 { a0 = a0, a1 = a1 }, Methods[1]);
/// </code>
/// </summary>
internal sealed class ProxyBuilder
{
    private static readonly ConstructorInfo BaseConstructor = typeof(GrainReference).GetConstructor(
        BindingFlags.Instance | BindingFlags.NonPublic, [typeof(EmbeddedHost), typeof(GrainId)])!;

    private static readonly MethodInfo SendMethod = typeof(GrainReference).GetMethod("Send", BindingFlags.Instance | BindingFlags.NonPublic)!;
    private static readonly MethodInfo SendForMethod = typeof(GrainReference).GetMethod("SendFor", BindingFlags.Instance | BindingFlags.NonPublic)!;
    private static readonly MethodInfo InvokeMethod = typeof(GrainRequest).GetMethod("Invoke", BindingFlags.Instance | BindingFlags.NonPublic)!;

    private readonly ModuleBuilder module;
    private readonly Type grainInterface;
    private readonly TypeBuilder proxy;
    private readonly FieldBuilder methodsField;
    private readonly List<GrainMethod> methods = [];

    public ProxyBuilder(ModuleBuilder module, Type grainInterface)
    {
        this.module = module;
        this.grainInterface = grainInterface;
        proxy = module.DefineType(
            $"{grainInterface.FullName}.Reference", TypeAttributes.Class | TypeAttributes.Public | TypeAttributes.Sealed, typeof(GrainReference), [grainInterface]);
        methodsField = proxy.DefineField("Methods", typeof(GrainMethod[]), FieldAttributes.Public | FieldAttributes.Static);
    }

    public Func<EmbeddedHost, GrainId, GrainReference> Build()
    {
        var constructor = DefineConstructor();
        DefineFactory(constructor);
        foreach (var type in grainInterface.GetInterfaces().Append(grainInterface))
        {
            foreach (var method in type.GetMethods(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
                DefineMethod(method);
        }

        var created = proxy.CreateType();
        created.GetField("Methods")!.SetValue(null, methods.ToArray());
        return created.GetMethod("Create")!.CreateDelegate<Func<EmbeddedHost, GrainId, GrainReference>>();
    }

    private ConstructorBuilder DefineConstructor()
    {
        var constructor = proxy.DefineConstructor(MethodAttributes.Public, CallingConventions.Standard, [typeof(EmbeddedHost), typeof(GrainId)]);
        var il = constructor.GetILGenerator();
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldarg_1);
        il.Emit(OpCodes.Ldarg_2);
        il.Emit(OpCodes.Call, BaseConstructor);
        il.Emit(OpCodes.Ret);
        return constructor;
    }

    private void DefineFactory(ConstructorBuilder constructor)
    {
        var il = proxy.DefineMethod(
            "Create", MethodAttributes.Public | MethodAttributes.Static, typeof(GrainReference), [typeof(EmbeddedHost), typeof(GrainId)]).GetILGenerator();
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldarg_1);
        il.Emit(OpCodes.Newobj, constructor);
        il.Emit(OpCodes.Ret);
    }

    private void DefineMethod(MethodInfo method)
    {
        var returns = GrainReturn.Of(method);
        var index = methods.Count;
        methods.Add(new GrainMethod(method));
        var request = DefineRequest(method, returns, index, out var arguments);

        var types = Array.ConvertAll(method.GetParameters(), p => p.ParameterType);
        var implementation = proxy.DefineMethod(
            $"{method.DeclaringType!.FullName}.{method.Name}",
            MethodAttributes.Private | MethodAttributes.Virtual | MethodAttributes.Final | MethodAttributes.HideBySig | MethodAttributes.NewSlot,
            method.ReturnType,
            types);
        var il = implementation.GetILGenerator();
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Newobj, request.GetConstructor(Type.EmptyTypes)!);
        for (var i = 0; i < arguments.Length; i++)
        {
            il.Emit(OpCodes.Dup);
            il.Emit(OpCodes.Ldarg, i + 1);
            il.Emit(OpCodes.Stfld, request.GetField(arguments[i])!);
        }

        il.Emit(OpCodes.Ldsfld, methodsField);
        il.Emit(OpCodes.Ldc_I4, index);
        il.Emit(OpCodes.Ldelem_Ref);
        il.Emit(OpCodes.Call, returns.Result is null ? SendMethod : SendForMethod.MakeGenericMethod(returns.Result));
        returns.EmitFromTask(il);
        il.Emit(OpCodes.Ret);
        proxy.DefineMethodOverride(implementation, method);
    }

    private Type DefineRequest(MethodInfo method, GrainReturn returns, int index, out string[] arguments)
    {
        var request = module.DefineType(
            $"{grainInterface.FullName}.{method.Name}.{index}",
            TypeAttributes.Class | TypeAttributes.Public | TypeAttributes.Sealed,
            returns.Result is null ? typeof(GrainCommand) : typeof(GrainRequest<>).MakeGenericType(returns.Result));
        request.DefineDefaultConstructor(MethodAttributes.Public);
        var parameters = method.GetParameters();
        arguments = [.. parameters.Select((_, i) => $"a{i}")];
        var invoke = request.DefineMethod(
            "Invoke", MethodAttributes.FamORAssem | MethodAttributes.Virtual | MethodAttributes.HideBySig, typeof(Task), [typeof(object)]);
        var il = invoke.GetILGenerator();
        il.Emit(OpCodes.Ldarg_1);
        il.Emit(OpCodes.Castclass, method.DeclaringType!);
        for (var i = 0; i < parameters.Length; i++)
        {
            var field = request.DefineField(arguments[i], parameters[i].ParameterType, FieldAttributes.Public);
            il.Emit(OpCodes.Ldarg_0);
            il.Emit(OpCodes.Ldfld, field);
        }

        il.Emit(OpCodes.Callvirt, method);
        returns.EmitToTask(il);
        il.Emit(OpCodes.Ret);
        request.DefineMethodOverride(invoke, InvokeMethod);
        return request.CreateType();
    }
}
