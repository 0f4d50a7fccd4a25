namespace Switchboard.Embedded;

/// <summary>Knows which activation the current thread is running a turn of.</summary>
internal static class RuntimeContext
{
    [ThreadStatic]
    private static Activation? current;

    internal static Activation? Current => current;

    internal static Activation? Swap(Activation? activation)
    {
        var previous = current;
        current = activation;
        return previous;
    }
}
