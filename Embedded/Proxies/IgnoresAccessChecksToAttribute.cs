namespace System.Runtime.CompilerServices;

/// <summary>Known to the runtime by its name: an assembly that bears it may use the internals of another one.</summary>
/// <param name="assemblyName">The other assembly's simple name.</param>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
internal sealed class IgnoresAccessChecksToAttribute(string assemblyName) : Attribute
{
    public string AssemblyName { get; } = assemblyName;
}
