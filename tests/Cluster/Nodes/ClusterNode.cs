using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Switchboard.Tests.Cluster.Nodes;

/// <summary>What a node is.</summary>
public enum NodeKind
{
    /// <summary>Headless.</summary>
    Silo,

    /// <summary>Serves the doors.</summary>
    Api,
}

/// <summary>How a node is started.</summary>
/// <param name="Name">Names its log, such as <c>silo-1</c>.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Program">Its program.</param>
/// <param name="Address">Where it listens and what it advertises to the others.</param>
/// <param name="HttpPort">Where it answers HTTP.</param>
/// <param name="Prefix">A command that starts it, such as <c>ip netns exec x</c>; empty for none.</param>
/// <param name="Settings">Its settings, with colons in their names.</param>
public sealed record NodeStart(
    string Name, NodeKind Kind, string Program, string Address, int HttpPort, IReadOnlyList<string> Prefix, IReadOnlyDictionary<string, string> Settings);

/// <summary>A node as a process of its own, to be killed, stopped, frozen and started again.</summary>
public sealed class ClusterNode : IAsyncDisposable
{
    /// <summary>Ready takes seconds; on a machine that does much else besides, more of them.</summary>
    private static readonly TimeSpan ReadyMax = TimeSpan.FromSeconds(120);

    private static readonly TimeSpan AskMax = TimeSpan.FromSeconds(3);

    private readonly string _folder;
    private readonly HttpClient _http;
    private NodeStart _start;
    private Process? _process;

    /// <summary>A node that is not started yet.</summary>
    /// <param name="start">How to start it.</param>
    /// <param name="folder">Where its log is written.</param>
    public ClusterNode(NodeStart start, string folder)
    {
        (_start, _folder) = (start, folder);
        _http = new HttpClient { BaseAddress = new Uri($"http://{start.Address}:{start.HttpPort}"), Timeout = AskMax };
    }

    public string Name => _start.Name;

    public NodeKind Kind => _start.Kind;

    /// <summary>Where it answers HTTP.</summary>
    public Uri Url => _http.BaseAddress!;

    /// <summary>Everything that it has written, over all its lives.</summary>
    public string LogFile => Path.Combine(_folder, $"{Name}.log");

    /// <summary>Whether the process runs, frozen or not.</summary>
    public bool IsAlive => _process is { HasExited: false };

    /// <summary>The process of this life.</summary>
    public int ProcessId => _process!.Id;

    /// <summary>Starts the process; <see cref="WaitReadyAsync"/> tells when it serves.</summary>
    /// <param name="program">Another program than before, for this and the next lives; null: the same.</param>
    public void Start(string? program = null)
    {
        if (program is not null) _start = _start with { Program = program };
        _process?.Dispose();

        // The shell opens the log and becomes the node: nothing stands between the two that could be killed instead.
        string[] command = [.. _start.Prefix, DotNet, _start.Program, "--urls", $"http://{_start.Address}:{_start.HttpPort}"];
        var info = new ProcessStartInfo("/bin/sh", ["-c", "log=$1; shift; exec \"$@\" >>\"$log\" 2>&1 </dev/null", "sh", LogFile, .. command]) { WorkingDirectory = _folder, UseShellExecute = false };
        foreach (var (name, value) in _start.Settings) info.Environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;
        _process = Process.Start(info) ?? throw new InvalidOperationException($"{Name} did not start.");
        Leftovers.Watch(_process);
    }

    /// <summary>Waits until it says that it serves.</summary>
    public async Task WaitReadyAsync()
    {
        try
        {
            await Waiting.UntilAsync(async () => !IsAlive || await IsReadyAsync(), ReadyMax, $"{Name} to be ready");
        }
        catch (TimeoutException e)
        {
            throw new InvalidOperationException($"{e.Message} It says: {LastWords()}", e);
        }

        if (!IsAlive) throw new InvalidOperationException($"{Name} has ended with {_process!.ExitCode}: {LastWords()}");
    }

    /// <summary>Whether it says that it serves.</summary>
    public async Task<bool> IsReadyAsync()
    {
        try
        {
            using var answer = await _http.GetAsync("/healthz");
            return answer.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }

    /// <summary>What it says of itself and of what it depends on.</summary>
    public async Task<JsonElement> HealthAsync() => JsonElement.Parse(await _http.GetStringAsync("/healthz"));

    /// <summary>The status of a page, for who shows this as the password.</summary>
    /// <param name="path">The page.</param>
    /// <param name="password">The password; null: none is shown.</param>
    public async Task<int> GetAsync(string path, string? password = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (password is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"me:{password}")));
        using var answer = await _http.SendAsync(request);
        return (int)answer.StatusCode;
    }

    /// <summary>SIGKILL: as a machine that dies.</summary>
    public async Task KillAsync()
    {
        if (_process is null) return;
        await Shell.SignalAsync(ProcessId, "KILL");
        await _process.WaitForExitAsync();
    }

    /// <summary>SIGSTOP: as a virtual machine that stands still.</summary>
    public Task FreezeAsync() => Shell.SignalAsync(ProcessId, "STOP");

    /// <summary>SIGCONT.</summary>
    public Task ThawAsync() => Shell.SignalAsync(ProcessId, "CONT");

    /// <summary>SIGTERM, as an upgrade does.</summary>
    /// <returns>Its exit code, and how long it took to end.</returns>
    /// <exception cref="TimeoutException">It did not end.</exception>
    public async Task<(int ExitCode, TimeSpan Took)> StopAsync(TimeSpan within)
    {
        var began = Stopwatch.GetTimestamp();
        await Shell.SignalAsync(ProcessId, "TERM");
        await Waiting.UntilAsync(() => Task.FromResult(!IsAlive), within, $"{Name} to end after SIGTERM");
        return (_process!.ExitCode, Stopwatch.GetElapsedTime(began));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process?.Dispose();
        _http.Dispose();
    }

    private static string DotNet => Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host ? host : "dotnet";

    private string LastWords() => File.Exists(LogFile) ? string.Join(" | ", File.ReadLines(LogFile).TakeLast(6)) : "nothing";
}
