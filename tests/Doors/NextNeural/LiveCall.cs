using System.Diagnostics;
using System.Net.WebSockets;
using System.Text.Json;
using Switchboard.Tests.Doors.Support;

namespace Switchboard.Tests.Doors.NextNeural;

/// <summary>A browser or a program that watches a call.</summary>
internal sealed class LiveCall : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private readonly ClientWebSocket _socket = new();
    private readonly byte[] _buffer = new byte[64 * 1024];
    private readonly List<JsonElement> _heard = [];

    private LiveCall()
    {
    }

    public ClientWebSocket Socket => _socket;

    /// <summary>Everything heard so far.</summary>
    public IReadOnlyList<JsonElement> Heard => _heard;

    /// <summary>Connects with the key in the header, or in the query.</summary>
    public static async Task<LiveCall> ConnectAsync(NextNeuralClient client, string callId, bool withQuery = false)
    {
        var live = new LiveCall();
        if (!withQuery)
            live._socket.Options.SetRequestHeader("Authorization", $"Bearer {client.Http.Bearer}");
        var address = client.Account.Server.Address;
        await live._socket.ConnectAsync(
            new Uri($"ws://{address.Authority}{NextNeuralClient.Root}/ws/live/{callId}{(withQuery ? $"?token={client.Http.Bearer}" : "")}"), default);
        return live;
    }

    /// <summary>The next message; null when the server has closed.</summary>
    public async Task<JsonElement?> NextAsync()
    {
        using var late = new CancellationTokenSource(Deadline);
        var length = 0;
        while (true)
        {
            var got = await _socket.ReceiveAsync(_buffer.AsMemory(length), late.Token);
            if (got.MessageType == WebSocketMessageType.Close)
                return null;
            length += got.Count;
            if (!got.EndOfMessage)
                continue;
            var message = JsonElement.Parse(_buffer.AsSpan(0, length));
            _heard.Add(message);
            return message;
        }
    }

    /// <summary>Listens until there is a message of a kind, and answers it.</summary>
    public async Task<JsonElement> UntilAsync(Func<JsonElement, bool> isIt, string what)
    {
        var began = Stopwatch.GetTimestamp();
        while (await NextAsync() is { } message)
        {
            if (isIt(message))
                return message;
            Assert.True(Stopwatch.GetElapsedTime(began) < Deadline, $"{what}: not among {_heard.Count} messages");
        }

        throw new InvalidOperationException($"{what}: the server closed after {string.Join(", ", _heard)}");
    }

    /// <summary>Listens until the server closes, closes too, and answers everything that was heard.</summary>
    public async Task<IReadOnlyList<JsonElement>> ToTheEndAsync()
    {
        while (await NextAsync() is not null)
        {
        }

        await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, default);
        return _heard;
    }

    public void Dispose() => _socket.Dispose();
}
