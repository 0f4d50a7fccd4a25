using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Switchboard.Bench.Hosting;

/// <summary>A server in a process of its own, on a free port of this machine and in a folder that is thrown away.</summary>
public sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly string _folder;
    private readonly HttpClient _http;

    private ServerProcess(Process process, string folder, IPEndPoint address)
    {
        _process = process;
        _folder = folder;
        Address = address;
        _http = new HttpClient { BaseAddress = new Uri($"http://{address}") };
    }

    public IPEndPoint Address { get; }

    /// <summary>A client for single requests.</summary>
    public HttpClient Http => _http;

    /// <summary>From the start of the process to its first good answer.</summary>
    public TimeSpan TimeToReady { get; private set; }

    /// <summary>What it has in memory, MB.</summary>
    public double MemoryMb
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64 / (1024d * 1024);
        }
    }

    /// <summary>The Release build of the product's HTTP process.</summary>
    /// <param name="settings">Its configuration.</param>
    public static Task<ServerProcess> StartApiAsync(params (string Key, string Value)[] settings) =>
        StartAsync(["Switchboard.Api.dll"], "/healthz", [("Logging:LogLevel:Microsoft.AspNetCore", "Warning"), .. settings]);

    /// <summary>A minimal API that does nothing, to compare with.</summary>
    public static Task<ServerProcess> StartEmptyAsync() =>
        StartAsync(["Switchboard.Bench.dll", EmptyServer.Command], "/healthz", [("Logging:LogLevel:Microsoft.AspNetCore", "Warning")]);

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static async Task<ServerProcess> StartAsync(string[] command, string readyPath, (string Key, string Value)[] settings)
    {
        var folder = Directory.CreateTempSubdirectory("switchboard-bench-").FullName;
        var address = FreeAddress();
        var start = new ProcessStartInfo("dotnet") { WorkingDirectory = folder, RedirectStandardOutput = true, UseShellExecute = false };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, command[0]));
        foreach (var argument in command[1..]) start.ArgumentList.Add(argument);
        start.ArgumentList.Add($"--urls=http://{address}");
        foreach (var (key, value) in settings) start.ArgumentList.Add($"--{key}={value}");

        var began = TimeProvider.System.GetTimestamp();
        var process = Process.Start(start) ?? throw new InvalidOperationException($"{command[0]} did not start.");
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        var server = new ServerProcess(process, folder, address);
        using var timer = new PeriodicTimer(Look);
        while (!await server.IsReadyAsync(readyPath))
        {
            if (process.HasExited || TimeProvider.System.GetElapsedTime(began) > Patience) throw new InvalidOperationException($"{command[0]} does not answer.");
            await timer.WaitForNextTickAsync();
        }

        server.TimeToReady = TimeProvider.System.GetElapsedTime(began);
        return server;
    }

    private async Task<bool> IsReadyAsync(string path)
    {
        try
        {
            using var answer = await _http.GetAsync(path);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static IPEndPoint FreeAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return (IPEndPoint)listener.LocalEndpoint;
    }
}
