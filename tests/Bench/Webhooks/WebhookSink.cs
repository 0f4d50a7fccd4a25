using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Switchboard.Bench.Webhooks;

/// <summary>A receiver on this machine that answers every delivery with 200 and remembers its id.</summary>
public sealed class WebhookSink : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, byte> _received = new();
    private readonly WebApplication _app;

    private WebhookSink(WebApplication app) => _app = app;

    /// <summary>Each path below it is an endpoint.</summary>
    public string Url { get; private set; } = "";

    /// <summary>Different deliveries that have arrived, however often.</summary>
    public int Distinct => _received.Count;

    public static async Task<WebhookSink> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var sink = new WebhookSink(app);
        app.MapPost("/{endpoint}", sink.ReceiveAsync);
        await app.StartAsync();
        sink.Url = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return sink;
    }

    public void Reset() => _received.Clear();

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task ReceiveAsync(HttpContext context)
    {
        await context.Request.Body.CopyToAsync(Stream.Null);
        _received.TryAdd($"{context.Request.Path} {context.Request.Headers["webhook-id"]}", 0);
    }
}
