using System.Runtime.InteropServices;

namespace Switchboard.Bench.Reporting;

/// <summary>Where the figures come from.</summary>
/// <param name="Processor">Its model.</param>
/// <param name="Cores">How many of them this process may use.</param>
/// <param name="MemoryMb">MiB.</param>
/// <param name="System">The operating system.</param>
/// <param name="Runtime">.NET's version.</param>
public sealed record Machine(string Processor, int Cores, long MemoryMb, string System, string Runtime)
{
    /// <summary>This one.</summary>
    public static Machine Read() => new(
        FirstLine("/proc/cpuinfo", "model name")?.Split(':', 2)[1].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString(),
        Environment.ProcessorCount,
        GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1024 * 1024),
        RuntimeInformation.OSDescription,
        RuntimeInformation.FrameworkDescription);

    /// <summary>How busy the machine is with everything on it: processes that run or wait, averaged over the last minute; null where it cannot be told.</summary>
    public static double? Load() => FirstLine("/proc/loadavg", "")?.Split(' ')[0] is { } load ? double.Parse(load) : null;

    private static string? FirstLine(string file, string start) =>
        File.Exists(file) ? File.ReadLines(file).FirstOrDefault(line => line.StartsWith(start, StringComparison.Ordinal)) : null;
}
