using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Switchboard.Tests.Doors.Support;

/// <summary>A customer's server for webhooks on this machine, which answers as it is told and keeps what it got.</summary>
internal sealed class WebhookReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Delivery> _deliveries = new();

    private WebhookReceiver(WebApplication app) => _app = app;

    /// <summary>The status of the answer to a delivery.</summary>
    public Func<Delivery, int> Answer { get; set; } = _ => 204;

    /// <summary>Whether the answer is 200 and repeats what was sent, which an endpoint's log then remembers.</summary>
    public bool Echoes { get; set; }

    public string Url => $"{_app.Urls.First()}/hook";

    public IReadOnlyList<Delivery> Deliveries => [.. _deliveries];

    public static async Task<WebhookReceiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var receiver = new WebhookReceiver(app);
        app.MapPost("/hook", receiver.TakeAsync);
        await app.StartAsync();
        return receiver;
    }

    /// <summary>Waits for so many deliveries of a kind, and answers them.</summary>
    public async Task<IReadOnlyList<Delivery>> ExpectAsync(int count, Func<Delivery, bool>? ofKind = null)
    {
        ofKind ??= _ => true;
        await Poll.UntilAsync(() => Deliveries.Count(ofKind) >= count, $"{count} deliveries");
        return [.. Deliveries.Where(ofKind)];
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private async Task<IResult> TakeAsync(HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        var delivery = new Delivery(
            request.ContentType, request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase), body.ToArray());
        _deliveries.Enqueue(delivery);
        return Echoes ? Results.Text(delivery.Raw, "application/json") : Results.StatusCode(Answer(delivery));
    }
}

/// <summary>One attempt at a webhook, as it arrived.</summary>
internal sealed record Delivery(string? ContentType, IReadOnlyDictionary<string, string> Headers, byte[] Raw)
{
    public JsonElement Body { get; } = JsonElement.Parse(Raw);

    public string Event => Body.Str("event")!;

    public JsonElement Data => Body.GetProperty("data");

    /// <summary>Fails unless both signatures are right, computed here from what the documents say.</summary>
    public void AssertSigned(string secret, string standardWebhooksSecret)
    {
        var ms = Headers["x-cualify-timestamp"];
        Assert.InRange(DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(ms, CultureInfo.InvariantCulture)), DateTimeOffset.UtcNow.AddMinutes(-5), DateTimeOffset.UtcNow.AddMinutes(5));
        Assert.Equal($"t={ms},v1={Convert.ToHexStringLower(Hmac(Encoding.ASCII.GetBytes(secret), $"{ms}."))}", Headers["x-cualify-signature"]);
        Assert.Equal(Event, Headers["x-cualify-event"]);
        AssertSigned(standardWebhooksSecret);
    }

    /// <summary>Fails unless the signature of Standard Webhooks is right, which every delivery has.</summary>
    public void AssertSigned(string standardWebhooksSecret)
    {
        Assert.StartsWith("whsec_", standardWebhooksSecret, StringComparison.Ordinal);
        var key = Convert.FromBase64String(standardWebhooksSecret["whsec_".Length..]);
        var prefix = $"{Headers["webhook-id"]}.{Headers["webhook-timestamp"]}.";
        Assert.Contains($"v1,{Convert.ToBase64String(Hmac(key, prefix))}", Headers["webhook-signature"].Split(' '));
    }

    private byte[] Hmac(byte[] key, string prefix) => HMACSHA256.HashData(key, Encoding.ASCII.GetBytes(prefix).Concat(Raw).ToArray());
}
