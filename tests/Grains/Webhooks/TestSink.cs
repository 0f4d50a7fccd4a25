using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Switchboard.Tests.Grains.Webhooks;

/// <summary>A receiver on this machine that does to each request what a test tells it.</summary>
internal sealed class TestSink : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Received> _received = new();

    private TestSink(Func<HttpContext, Task> answer, string address)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().UseUrls(address);
        builder.WebHost.ConfigureKestrel(options => options.AddServerHeader = false);
        _app = builder.Build();
        _app.Run(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            _received.Enqueue(new Received(
                context.Request.Method,
                context.Request.Path + context.Request.QueryString,
                context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase),
                body.ToArray(),
                context.Connection.RemotePort));
            await answer(context);
        });
    }

    /// <summary>Its address with the port it got.</summary>
    public Uri Url => new(_app.Urls.First());

    public IReadOnlyList<Received> Requests => [.. _received];

    public static async Task<TestSink> StartAsync(Func<HttpContext, Task> answer, string address = "http://127.0.0.1:0")
    {
        var sink = new TestSink(answer, address);
        await sink._app.StartAsync();
        return sink;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    public sealed record Received(string Method, string Path, Dictionary<string, string> Headers, byte[] Body, int ClientPort);
}
