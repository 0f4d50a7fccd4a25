using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using Switchboard.Tests.Api.Support;

namespace Switchboard.Tests.Api;

/// <summary>The program itself, as a process.</summary>
public sealed class ProgramTests
{
    private static readonly TimeSpan StartMax = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopMax = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData("RateLimits:Enabled", "maybe")]
    [InlineData("Billing:Rates:USD", "-1")]
    [InlineData("Mail:Smtp", "not a server")]
    [InlineData("Doors:CallFunnel:Host", "http://voice.example.com/")]
    [InlineData("Proxy:TrustedNetworks", "10.0.0.0/99")]
    [InlineData("PublicUrl", "ftp://voice.example.com")]
    [InlineData("Carrier:Simulator:TimeScale", "fast")]
    [InlineData("Telemetry:MetricsToken", "too short")]
    [InlineData("Telemetry:Otlp", "collector")]
    [InlineData("Cluster:Membership", "zookeeper")]
    [InlineData("Cluster:Role", "client")]
    [InlineData("Shutdown:GraceSeconds", "60")]
    [InlineData("Storage:Queue:BatchRowsMax", "0")]
    [InlineData("Compliance:NcprFile", "not there.csv")]
    [InlineData("Compliance:CooldownDays", "week")]
    [InlineData("Payments:Sandbox:DeclineAutocharge", "sometimes")]
    [InlineData("Secrets:MasterKey", "short")]
    public async Task A_setting_that_cannot_be_used_stops_the_start_with_one_sentence_that_names_it(string key, string value)
    {
        var folder = Directory.CreateTempSubdirectory("switchboard-");
        using var process = Start(folder.FullName, $"--{key}={value}");
        var errors = process.StandardError.ReadToEndAsync();
        using var limit = new CancellationTokenSource(StartMax);
        await process.WaitForExitAsync(limit.Token);
        Assert.Equal(1, process.ExitCode);
        var sentence = Assert.Single((await errors).Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith($"Configuration: {key} ", sentence, StringComparison.Ordinal);
        Assert.EndsWith(".", sentence, StringComparison.Ordinal);
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task On_sigterm_a_request_under_way_is_finished_and_the_program_exits_with_0()
    {
        var folder = Directory.CreateTempSubdirectory("switchboard-");
        using var process = Start(folder.FullName);
        var address = await ListeningAsync(process);
        using var socket = new TcpClient();
        await socket.ConnectAsync(address.Host, address.Port);
        await using var stream = socket.GetStream();
        const string Body = """{"email":"late@example.com","password":"0123456789"}""";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"POST /callfunnel/api/auth/signup HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: {Body.Length}\r\nExpect: 100-continue\r\n\r\n"));
        using var reader = new StreamReader(stream, Encoding.ASCII);
        // The route has begun to read the body: the request is under way.
        Assert.Equal("HTTP/1.1 100 Continue", await reader.ReadLineAsync());

        using (var kill = Process.Start("kill", ["-TERM", process.Id.ToString()]))
            await kill.WaitForExitAsync();
        await NoLongerListeningAsync(address);
        await stream.WriteAsync(Encoding.ASCII.GetBytes(Body));
        Assert.Equal("", await reader.ReadLineAsync());
        Assert.Equal("HTTP/1.1 201 Created", await reader.ReadLineAsync());

        using var limit = new CancellationTokenSource(StopMax);
        await process.WaitForExitAsync(limit.Token);
        Assert.Equal(0, process.ExitCode);
        folder.Delete(recursive: true);
    }

    private static Process Start(string folder, params string[] settings)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            WorkingDirectory = folder,
        };
        foreach (var argument in (string[])[typeof(Switchboard.Api.Hosting.ApiHost).Assembly.Location, "--urls", "http://127.0.0.1:0", $"--Storage:Path={folder}", .. settings])
            start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }

    private static async Task<Uri> ListeningAsync(Process process)
    {
        const string Mark = "Now listening on: ";
        using var limit = new CancellationTokenSource(StartMax);
        while (await process.StandardOutput.ReadLineAsync(limit.Token) is { } line)
        {
            if (line.IndexOf(Mark, StringComparison.Ordinal) is >= 0 and var at)
                return new Uri(line[(at + Mark.Length)..]);
        }
        throw new InvalidOperationException("The program ended before it listened.");
    }

    private static Task NoLongerListeningAsync(Uri address) => Eventually.HoldsAsync(
        async () =>
        {
            using var socket = new TcpClient();
            try
            {
                await socket.ConnectAsync(address.Host, address.Port);
                return false;
            }
            catch (SocketException)
            {
                return true;
            }
        },
        StopMax,
        "the program stops listening");
}
