using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Switchboard.Tests.Doors.Support;

/// <summary>All providers at once, on this machine: answers as it is told and keeps what it was asked.</summary>
internal sealed class ProviderFake : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<ProviderQuestion> _questions = new();

    private ProviderFake(WebApplication app) => _app = app;

    /// <summary>The status of the next answers.</summary>
    public int Status { get; set; } = 200;

    /// <summary>Where every answer redirects to; null for nowhere.</summary>
    public string? Location { get; set; }

    public string Url { get; private set; } = "";

    public IReadOnlyList<ProviderQuestion> Questions => [.. _questions];

    /// <summary>The settings that make a server ask here.</summary>
    public IEnumerable<(string Key, string Value)> Settings => new[] { "Anthropic", "Twilio", "Exotel", "Cartesia", "Deepgram" }
        .Select(name => ($"Onboarding:Providers:{name}:BaseUrl", Url));

    public static async Task<ProviderFake> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var fake = new ProviderFake(app);
        app.Run(fake.AnswerAsync);
        await app.StartAsync();
        fake.Url = app.Urls.First();
        return fake;
    }

    /// <summary>Forgets what it was asked and told.</summary>
    public void Reset()
    {
        _questions.Clear();
        (Status, Location) = (200, null);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private Task AnswerAsync(HttpContext context)
    {
        var request = context.Request;
        _questions.Enqueue(new ProviderQuestion(
            $"{request.Method} {request.Path}{request.QueryString}",
            request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase)));
        context.Response.StatusCode = Status;
        if (Location is not null)
            context.Response.Headers.Location = Location;
        return Task.CompletedTask;
    }
}

/// <summary>What a provider was asked.</summary>
internal sealed record ProviderQuestion(string Line, IReadOnlyDictionary<string, string> Headers);
