using System.Reflection;
using System.Reflection.Emit;

namespace Switchboard.Embedded.Proxies;

/// <summary>How a grain method returns: <see cref="Task"/> or <see cref="ValueTask"/>, with or without a result.</summary>
/// <param name="Type">The return type.</param>
/// <param name="Result">The type of the result; null for none.</param>
internal sealed record GrainReturn(Type Type, Type? Result)
{
    private bool IsValueTask => Type.IsValueType;

    /// <exception cref="NotSupportedException">The method returns anything else, or is generic, or has parameters by reference.</exception>
    public static GrainReturn Of(MethodInfo method)
    {
        var type = method.ReturnType;
        var name = $"{method.DeclaringType!.FullName}.{method.Name}";
        if (method.IsGenericMethodDefinition || method.GetParameters().Any(p => p.ParameterType.IsByRef))
            throw new NotSupportedException($"{name} cannot be a grain method: it is generic or has a parameter by reference.");
        if (type == typeof(Task) || type == typeof(ValueTask))
            return new GrainReturn(type, null);
        if (type.IsGenericType && (type.GetGenericTypeDefinition() == typeof(Task<>) || type.GetGenericTypeDefinition() == typeof(ValueTask<>)))
            return new GrainReturn(type, type.GetGenericArguments()[0]);
        throw new NotSupportedException($"{name} cannot be a grain method: it must return Task, Task<T>, ValueTask or ValueTask<T>.");
    }

    /// <summary>Turns the value task on the stack into a task.</summary>
    public void EmitToTask(ILGenerator il)
    {
        if (!IsValueTask)
            return;
        var local = il.DeclareLocal(Type);
        il.Emit(OpCodes.Stloc, local);
        il.Emit(OpCodes.Ldloca, local);
        il.Emit(OpCodes.Call, Type.GetMethod(nameof(ValueTask.AsTask))!);
    }

    /// <summary>Turns the task on the stack into a value task.</summary>
    public void EmitFromTask(ILGenerator il)
    {
        if (IsValueTask)
            il.Emit(OpCodes.Newobj, Type.GetConstructor([Result is null ? typeof(Task) : typeof(Task<>).MakeGenericType(Result)])!);
    }
}
