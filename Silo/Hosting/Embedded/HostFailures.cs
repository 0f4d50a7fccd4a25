namespace Switchboard.Silo.Hosting;

/// <summary>Failures of the grain host of this build that an operator can put right.</summary>
internal static class HostFailures
{
    /// <summary>There are none: the host opens nothing.</summary>
    public static string? Sentence(Exception failure)
    {
        _ = failure;
        return null;
    }
}
