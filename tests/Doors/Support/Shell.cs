using System.Diagnostics;
using System.Text.Json;

namespace Switchboard.Tests.Doors.Support;

/// <summary>Runs a vendor's printed commands as a reader does.</summary>
internal static class Shell
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    /// <summary>Runs a command of the shell, and answers the JSON that it prints.</summary>
    public static Task<JsonElement> RunAsync(string command, params (string Name, string Value)[] environment) =>
        RunAsync("/bin/sh", ["-c", command], environment);

    /// <summary>Runs a program, which must succeed, and answers the JSON that it prints.</summary>
    public static async Task<JsonElement> RunAsync(string program, IEnumerable<string> arguments, params (string Name, string Value)[] environment) =>
        JsonElement.Parse(await PrintedAsync(program, arguments, environment));

    /// <summary>Runs a program, which must succeed, and answers what it prints.</summary>
    public static async Task<string> PrintedAsync(string program, IEnumerable<string> arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        using var deadline = new CancellationTokenSource(Deadline);
        var output = process.StandardOutput.ReadToEndAsync(deadline.Token);
        var errors = process.StandardError.ReadToEndAsync(deadline.Token);
        await process.WaitForExitAsync(deadline.Token);
        Assert.True(process.ExitCode == 0, $"{program} ended with {process.ExitCode}: {await errors}");
        return await output;
    }
}

/// <summary>Skipped, with the reason, where a program is not there, or a module of Python's.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NeedsProgramAttribute : FactAttribute
{
    public NeedsProgramAttribute(string program, string? pythonModule = null)
    {
        var folders = Environment.GetEnvironmentVariable("PATH")?.Split(Path.PathSeparator) ?? [];
        if (!File.Exists("/bin/sh") || !folders.Any(folder => File.Exists(Path.Combine(folder, program))))
            Skip = $"There is no {program} on this machine.";
        else if (pythonModule is not null && !HasModule(program, pythonModule))
            Skip = $"The {program} of this machine has no {pythonModule}.";
    }

    private static bool HasModule(string python, string module)
    {
        using var process = Process.Start(new ProcessStartInfo(python, ["-c", $"import {module}"]) { UseShellExecute = false, RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
