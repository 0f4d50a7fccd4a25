namespace Orleans;

/// <summary>Gives a grain class a type name of its own; otherwise it is the class name in lower case without "Grain".</summary>
/// <param name="grainType">The name, which identifies stored records and must never change.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class GrainTypeAttribute(string grainType) : Attribute
{
    /// <summary>The type name.</summary>
    public string GrainType { get; } = grainType;
}
