using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Switchboard.Tests.Cluster.Traffic;

/// <summary>The customers' receivers of webhooks: now and then slow, now and then failing, and with a memory for what they have accepted.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<(string Url, string MessageId), int> _accepted = new();
    private int _refused;

    private Receiver(WebApplication app) => _app = app;

    /// <summary>The accepted messages, each with how often it came.</summary>
    public IReadOnlyDictionary<(string Url, string MessageId), int> Accepted => _accepted;

    /// <summary>Whether it is slow and fails now and then.</summary>
    public bool IsFaulty { get; set; } = true;

    private string Root => _app.Urls.First();

    public static async Task<Receiver> StartAsync(string address = "127.0.0.1")
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls($"http://{address}:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var receiver = new Receiver(app);
        app.MapPost("/{customer}", receiver.TakeAsync);
        await app.StartAsync();
        return receiver;
    }

    /// <summary>An address for one customer.</summary>
    public string NewUrl() => $"{Root}/{Guid.NewGuid():N}";

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        var duplicates = _accepted.Values.Sum(times => times - 1);
        return $"{_accepted.Count} webhooks accepted, {duplicates} of them came again after that ({100.0 * duplicates / Math.Max(1, _accepted.Count):0.0} %), {_refused} attempts refused by the receiver";
    }

    private async Task<IResult> TakeAsync(HttpRequest request, string customer)
    {
        var id = request.Headers["webhook-id"].ToString();
        await request.Body.CopyToAsync(Stream.Null);
        var fate = IsFaulty ? Random.Shared.Next(100) : 100;
        if (fate < 5)
        {
            Interlocked.Increment(ref _refused);
            return Results.StatusCode(500);
        }

        if (fate < 10) await Task.Delay(TimeSpan.FromSeconds(Random.Shared.NextDouble() * 3));
        _accepted.AddOrUpdate(($"{Root}/{customer}", id), 1, (_, times) => times + 1);
        return Results.NoContent();
    }
}
