using System.Net;
using Switchboard.Bench.Measuring;

namespace Switchboard.Bench.Http;

/// <summary>Sends one request again and again over kept connections; as light as a client can be, since it shares the machine with the server.</summary>
public sealed class HttpLoad(IPEndPoint server, byte[] request, int expectedStatus)
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);

    /// <summary>Requests answered a second when each connection sends the next one as soon as it has its answer.</summary>
    public async Task<double> ThroughputAsync(int connections, TimeSpan duration)
    {
        var answered = 0;
        var start = TimeProvider.System.GetTimestamp();
        await OnConnectionsAsync(connections, async (_, connection) =>
        {
            while (TimeProvider.System.GetElapsedTime(start) < duration)
            {
                await SendAsync(connection);
                Interlocked.Increment(ref answered);
            }
        });
        return answered / TimeProvider.System.GetElapsedTime(start).TotalSeconds;
    }

    /// <summary>
    /// The times in milliseconds from the moment at which each request was to be sent, at an even rate whatever the server does, to its answer.
    /// </summary>
    public async Task<IReadOnlyList<double>> LatenciesAsync(int connections, double perSecond, TimeSpan duration)
    {
        var times = new List<double>[connections];
        var start = TimeProvider.System.GetTimestamp();
        await OnConnectionsAsync(connections, async (index, connection) =>
        {
            times[index] = [];
            for (var n = 0; TimeSpan.FromSeconds((index + ((double)n * connections)) / perSecond) is var at && at < duration; n++)
            {
                if (at - TimeProvider.System.GetElapsedTime(start) is var wait && wait > Tick) await Task.Delay(wait, TimeProvider.System);
                await SendAsync(connection);
                times[index].Add((TimeProvider.System.GetElapsedTime(start) - at).TotalMilliseconds);
            }
        });
        return [.. times.SelectMany(ofConnection => ofConnection)];
    }

    private async Task SendAsync(HttpConnection connection)
    {
        var status = await connection.SendAsync(request);
        if (status != expectedStatus) throw new InvalidOperationException($"{server} answered {status} instead of {expectedStatus}.");
    }

    private async Task OnConnectionsAsync(int count, Func<int, HttpConnection, Task> work)
    {
        var connections = new List<HttpConnection>();
        try
        {
            for (var i = 0; i < count; i++) connections.Add(await HttpConnection.OpenAsync(server));
            await Workers.RunAsync(count, count, index => work(index, connections[index]));
        }
        finally
        {
            connections.ForEach(connection => connection.Dispose());
        }
    }
}
