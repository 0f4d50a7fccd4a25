using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Switchboard.Tests.Grains.Storage;

/// <summary>Stands between a node and its server, and cuts a connection in the moment of a commit.</summary>
internal sealed class CuttingProxy : IAsyncDisposable
{
    /// <summary>With the end of the text, so that it is not the isolation level READ COMMITTED.</summary>
    private static readonly byte[] Commit = Encoding.ASCII.GetBytes("COMMIT\0");

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly string _host;
    private readonly int _port;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;
    private int _next;

    public CuttingProxy(string host, int port)
    {
        _host = host;
        _port = port;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public enum Cut
    {
        Nothing,

        /// <summary>The commit never reaches the server.</summary>
        BeforeTheCommit,

        /// <summary>The commit reaches the server, and its answer is lost.</summary>
        BeforeTheAnswer,
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>How many connections were cut.</summary>
    public int Cuts { get; private set; }

    /// <summary>What to do to the next commit, once.</summary>
    public Cut Next
    {
        set => Interlocked.Exchange(ref _next, (int)value);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
                connections.Add(RelayAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task RelayAsync(TcpClient client)
    {
        using (client)
        using (var server = new TcpClient())
        {
            await server.ConnectAsync(_host, _port);
            var state = new Connection();
            await Task.WhenAny(SendAsync(client.GetStream(), server.GetStream(), state), ReceiveAsync(server.GetStream(), client.GetStream(), state));
        }
    }

    private async Task SendAsync(NetworkStream client, NetworkStream server, Connection state)
    {
        var buffer = new byte[65536];
        while (await ReadAsync(client, buffer) is > 0 and var length)
        {
            bool isCommit = buffer.AsSpan(0, length).IndexOf(Commit) >= 0;
            var action = isCommit ? (Cut)Interlocked.Exchange(ref _next, (int)Cut.Nothing) : Cut.Nothing;
            if (action != Cut.Nothing)
                Cuts++;
            if (action == Cut.BeforeTheCommit)
                return;
            state.LosesAnswer = action == Cut.BeforeTheAnswer;
            await server.WriteAsync(buffer.AsMemory(0, length));
        }
    }

    private async Task ReceiveAsync(NetworkStream server, NetworkStream client, Connection state)
    {
        var buffer = new byte[65536];
        while (await ReadAsync(server, buffer) is > 0 and var length && !state.LosesAnswer)
            await client.WriteAsync(buffer.AsMemory(0, length));
    }

    private async Task<int> ReadAsync(NetworkStream stream, byte[] buffer)
    {
        try
        {
            return await stream.ReadAsync(buffer, _stop.Token);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            return 0;
        }
    }

    private sealed class Connection
    {
        public volatile bool LosesAnswer;
    }
}
