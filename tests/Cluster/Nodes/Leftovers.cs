using System.Collections.Concurrent;
using System.Diagnostics;

namespace Switchboard.Tests.Cluster.Nodes;

/// <summary>Ends the processes that this one has started when it ends before it could do so.</summary>
internal static class Leftovers
{
    private static readonly ConcurrentBag<Process> Started = [];

    static Leftovers() => AppDomain.CurrentDomain.ProcessExit += (_, _) =>
    {
        foreach (var process in Started) EndOne(process);
    };

    public static void Watch(Process process) => Started.Add(process);

    private static void EndOne(Process process)
    {
        try
        {
            process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It has ended, and was disposed of.
        }
    }
}
