using Orleans.Runtime;

namespace Orleans;

/// <summary>What can be asked of grains and of references to them alike.</summary>
public static class GrainExtensions
{
    /// <summary>The grain's identity.</summary>
    /// <exception cref="ArgumentException">The object is neither a grain nor a reference to one.</exception>
    public static GrainId GetGrainId(this IAddressable grain)
    {
        ArgumentNullException.ThrowIfNull(grain);
        return grain switch
        {
            GrainReference reference => reference.GrainId,
            IGrainBase instance => instance.GrainContext.GrainId,
            _ => throw NotAGrain(grain),
        };
    }

    /// <summary>The key the grain was asked for with.</summary>
    public static string GetPrimaryKeyString(this IAddressable grain) => grain.GetGrainId().Key.ToString();

    /// <summary>A reference to the grain by one of its interfaces, as a grain must hand out instead of <c>this</c>.</summary>
    public static TGrainInterface AsReference<TGrainInterface>(this IAddressable grain)
    {
        ArgumentNullException.ThrowIfNull(grain);
        var reference = grain switch
        {
            GrainReference r => r,
            IGrainBase instance => instance.GrainContext.GrainReference,
            _ => throw NotAGrain(grain),
        };
        return (TGrainInterface)(object)reference.Host.GetReference(typeof(TGrainInterface), reference.GrainId);
    }

    private static ArgumentException NotAGrain(IAddressable grain) =>
        new($"{grain.GetType().FullName} is neither a grain nor a reference to one.", nameof(grain));
}
