namespace Switchboard.Tests.Cluster.Nodes;

/// <summary>The built programs of the nodes.</summary>
/// <param name="Silo">The headless silo.</param>
/// <param name="Api">The HTTP process.</param>
public sealed record NodePrograms(string Silo, string Api)
{
    /// <summary>Those that were built with this program, each in its own folder with its own settings.</summary>
    public static NodePrograms Built { get; } = new(Output("bin", "Silo", "Switchboard.Silo.dll"), Output("bin", "Api", "Switchboard.Api.dll"));

    /// <summary>The silo of the next release.</summary>
    public static string NextSilo { get; } = Output(Path.Combine("next", "bin"), "Silo", "Switchboard.Silo.dll");

    // …/artifacts/orleans/bin/Cluster.Tests/debug/: the configuration's folder has the same name everywhere.
    private static string Output(string bin, string project, string file)
    {
        var own = new DirectoryInfo(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        return Path.Combine(own.Parent!.Parent!.Parent!.FullName, bin, project, own.Name, file);
    }
}
