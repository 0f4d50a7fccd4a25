using System.Diagnostics;

namespace Switchboard.Tests.Cluster.Nodes;

/// <summary>Runs other programs to their end.</summary>
public static class Shell
{
    /// <summary>Whether this process may do what only root may.</summary>
    public static bool IsRoot => Environment.IsPrivilegedProcess;

    /// <summary>Runs a program.</summary>
    /// <returns>What it wrote to its standard output.</returns>
    /// <exception cref="InvalidOperationException">It failed; the message has what it said.</exception>
    public static async Task<string> RunAsync(string program, params string[] arguments)
    {
        var (code, output, errors) = await TryAsync(program, arguments);
        return code == 0 ? output : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {code}: {output}{errors}");
    }

    /// <summary>Runs a program that may fail.</summary>
    public static async Task<(int Code, string Output, string Errors)> TryAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false, WorkingDirectory = "/" };
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await errors);
    }

    /// <summary>Sends a signal to a process, such as <c>STOP</c>; one that is gone already does not mind.</summary>
    public static Task SignalAsync(int processId, string signal) => TryAsync("/bin/sh", "-c", $"kill -{signal} {processId}");

    /// <summary>The program's place on PATH; null when it is not installed.</summary>
    public static string? Find(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Concat(["/usr/sbin", "/sbin"])
        .Select(folder => Path.Combine(folder, program))
        .FirstOrDefault(File.Exists);
}
