using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;

namespace Switchboard.Bench.Http;

/// <summary>One kept HTTP/1.1 connection: bytes out, a status in.</summary>
public sealed class HttpConnection : IDisposable
{
    private readonly Socket _socket;
    private readonly byte[] _buffer = new byte[64 * 1024];

    private HttpConnection(Socket socket) => _socket = socket;

    public static async Task<HttpConnection> OpenAsync(IPEndPoint server)
    {
        var socket = new Socket(server.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(server);
        return new HttpConnection(socket);
    }

    /// <summary>Sends a whole request and reads the whole answer.</summary>
    /// <returns>The answer's status.</returns>
    public async ValueTask<int> SendAsync(ReadOnlyMemory<byte> request)
    {
        await _socket.SendAsync(request);
        var length = 0;
        do
        {
            var read = await _socket.ReceiveAsync(_buffer.AsMemory(length));
            if (read == 0) throw new InvalidOperationException("The server closed the connection.");
            length += read;
        }
        while (!IsComplete(_buffer.AsSpan(0, length)));
        return Utf8Parser.TryParse(_buffer.AsSpan(9, 3), out int status, out _) ? status : throw new InvalidOperationException("Not an HTTP answer.");
    }

    public void Dispose() => _socket.Dispose();

    private static bool IsComplete(ReadOnlySpan<byte> answer)
    {
        var end = answer.IndexOf("\r\n\r\n"u8);
        if (end < 0) return false;
        var head = answer[..(end + 2)];
        var body = answer[(end + 4)..];
        if (head.IndexOf("Transfer-Encoding: chunked\r\n"u8) >= 0) return body.EndsWith("0\r\n\r\n"u8);
        var field = "Content-Length: "u8;
        var at = head.IndexOf(field);
        if (at < 0) throw new InvalidOperationException("The answer does not say how long it is.");
        return Utf8Parser.TryParse(head[(at + field.Length)..], out int length, out _) && body.Length >= length;
    }
}
