using Switchboard.Tests.Cluster.Nodes;

namespace Switchboard.Bench.Cluster;

/// <summary>Seconds of processor time that were used so far, by whom.</summary>
/// <param name="Silos">The headless silos.</param>
/// <param name="Apis">The HTTP nodes.</param>
/// <param name="Postgres">The database server.</param>
/// <param name="Client">This process.</param>
/// <param name="Machine">Everything on this machine, these included.</param>
public sealed record ProcessorTime(double Silos, double Apis, double Postgres, double Client, double Machine)
{
    /// <summary>Of a second, as <c>/proc</c> counts.</summary>
    private const double Tick = 0.01;

    /// <summary>What others than these used.</summary>
    public double Others => Machine - Silos - Apis - Postgres - Client;

    /// <summary>As of now.</summary>
    public static ProcessorTime Read(LocalCluster cluster) => new(
        cluster.Silos.Sum(node => Of(node.ProcessId)),
        cluster.Apis.Sum(node => Of(node.ProcessId)),
        OfServer(cluster.Postgres.ProcessId),
        Of(Environment.ProcessId),
        OfMachine());

    /// <summary>What was used since.</summary>
    public ProcessorTime Since(ProcessorTime before) =>
        new(Silos - before.Silos, Apis - before.Apis, Postgres - before.Postgres, Client - before.Client, Machine - before.Machine);

    private static double Of(int process) => Fields(process) is { } fields ? Sum(fields, 11, 12) : 0;

    /// <summary>A server with its children: those that run, and those that have ended, whose time it has inherited.</summary>
    private static double OfServer(int process)
    {
        var own = Fields(process) is { } fields ? Sum(fields, 11, 12, 13, 14) : 0;
        return own + Directory.EnumerateDirectories("/proc").Select(folder => int.TryParse(Path.GetFileName(folder), out var id) ? Fields(id) : null)
            .Where(child => child is not null && int.Parse(child[1]) == process).Sum(child => Sum(child!, 11, 12));
    }

    /// <summary>Without what is idle or waits for a disk.</summary>
    private static double OfMachine()
    {
        var fields = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..];
        return Sum(fields, 0, 1, 2, 5, 6);
    }

    // From the state on, which follows the name in parentheses.
    private static string[]? Fields(int process)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{process}/stat");
            return text[(text.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static double Sum(string[] fields, params int[] positions) => positions.Sum(position => long.Parse(fields[position])) * Tick;
}
