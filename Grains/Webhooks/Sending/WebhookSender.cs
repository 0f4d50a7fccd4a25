using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;

namespace Switchboard.Webhooks;

/// <summary>
/// Sends webhooks over HTTP/1.1. Every attempt looks up and checks the host again and then connects to exactly the address that was checked:
/// the request is made out to that address, with the name in the Host header and in the TLS handshake, so connections are pooled by address
/// and a name that is pointed elsewhere never inherits one. Redirects, proxies and cookies are not followed, used or kept.
/// </summary>
public sealed class WebhookSender : IWebhookSender, IDisposable
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    private readonly TargetResolver _resolver;
    private readonly UrlPolicy _policy;
    private readonly TimeProvider _time;
    private readonly TimeSpan _attemptTime;
    private readonly int _responseBytesMax;
    private readonly int _snippetCharsMax;
    private readonly HttpMessageInvoker _http;

    /// <summary>Makes the sender with its own connections.</summary>
    public WebhookSender(TargetResolver resolver, UrlPolicy policy, WebhookOptions options, TimeProvider time)
    {
        _resolver = resolver;
        _policy = policy;
        _time = time;
        _attemptTime = TimeSpan.FromSeconds(options.AttemptSeconds);
        _responseBytesMax = options.ResponseBytesMax;
        _snippetCharsMax = options.SnippetCharsMax;
        _http = new HttpMessageInvoker(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.None,
            // The message has the trace headers that a receiver is to see, and no others.
            ActivityHeadersPropagator = null,
            ConnectCallback = ConnectAsync,
            ConnectTimeout = _attemptTime,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
            MaxResponseHeadersLength = 16,
            // What was not read of an answer is not worth reading to save a connection.
            MaxResponseDrainSize = 0,
            ResponseDrainTimeout = TimeSpan.Zero,
        });
    }

    /// <inheritdoc/>
    public async Task<AttemptResult> SendAsync(WebhookRequest request, CancellationToken cancellationToken)
    {
        long start = _time.GetTimestamp();
        using var timeout = new CancellationTokenSource(_attemptTime, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            // The work of an attempt leaves the caller's scheduler at once: a grain that sends many is busy only with their results.
            return await AttemptAsync(request, start, both.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Failed(AttemptError.Timeout, start);
        }
        catch (HttpRequestException e) when (!cancellationToken.IsCancellationRequested)
        {
            return Failed(Classify(e), start);
        }
        catch (SocketException) when (!cancellationToken.IsCancellationRequested)
        {
            return Failed(AttemptError.NameNotFound, start);
        }
    }

    /// <summary>Closes all connections.</summary>
    public void Dispose() => _http.Dispose();

    private async Task<AttemptResult> AttemptAsync(WebhookRequest request, long start, CancellationToken cancellationToken)
    {
        // Checked at registration, and again here: the configuration may have become stricter since.
        if (_policy.Check(request.Url).Url is not { } url)
            return Failed(AttemptError.AddressRefused, start);
        var target = await _resolver.ResolveAsync(url, cancellationToken).ConfigureAwait(false);
        if (target.Address is null)
            return Failed(AttemptError.AddressRefused, start);
        using var message = MessageFor(request, url, target.Address);
        using var response = await _http.SendAsync(message, cancellationToken).ConfigureAwait(false);
        string? snippet = await ReadSnippetAsync(response.Content, cancellationToken).ConfigureAwait(false);
        return new AttemptResult((int)response.StatusCode, null, _time.GetElapsedTime(start), snippet, RetryAfterOf(response));
    }

    private static HttpRequestMessage MessageFor(WebhookRequest request, Uri url, IPAddress address)
    {
        var checkedUrl = new UriBuilder(url) { Host = address.ToString() }.Uri;
        var message = new HttpRequestMessage(HttpMethod.Post, checkedUrl)
        {
            Version = HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(request.Body),
        };
        message.Content.Headers.ContentType = Json;
        string host = url.HostNameType == UriHostNameType.IPv6 ? url.Host : UrlPolicy.HostOf(url);
        message.Headers.Host = url.IsDefaultPort ? host : $"{host}:{url.Port}";
        foreach (var (name, value) in request.Headers)
        {
            if (!message.Headers.Contains(name))
                message.Headers.TryAddWithoutValidation(name, value);
        }

        return message;
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        // Only addresses arrive here, and this is the last place to look at one before it is connected to.
        if (!IPAddress.TryParse(context.DnsEndPoint.Host, out var address) || _policy.RefusalOf(address) is not null)
            throw new InvalidOperationException("A webhook was about to connect to an address that was not checked.");
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(new IPEndPoint(address, context.DnsEndPoint.Port), cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Reads as much as the limit allows. The status has been given by then: a body that breaks off or dawdles does not change it.</summary>
    private async Task<string?> ReadSnippetAsync(HttpContent content, CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[_responseBytesMax];
        int length = 0;
        try
        {
            using var stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            int read;
            while (length < buffer.Length && (read = await stream.ReadAsync(buffer.AsMemory(length), cancellationToken).ConfigureAwait(false)) > 0)
                length += read;
        }
        catch (Exception e) when (e is IOException or HttpRequestException or OperationCanceledException)
        {
        }

        string text = Encoding.UTF8.GetString(buffer.AsSpan(0, Math.Min(length, 4 * _snippetCharsMax)));
        string printable = string.Concat(text.Where(c => !char.IsControl(c) && !char.IsSurrogate(c)).Take(_snippetCharsMax));
        return printable.Length == 0 ? null : printable;
    }

    private TimeSpan? RetryAfterOf(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date - _time.GetUtcNow(),
        _ => null,
    };

    private AttemptResult Failed(AttemptError error, long start) => new(null, error, _time.GetElapsedTime(start));

    private static AttemptError Classify(HttpRequestException e) => e.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => AttemptError.NameNotFound,
        HttpRequestError.SecureConnectionError => AttemptError.Tls,
        HttpRequestError.InvalidResponse or HttpRequestError.ConfigurationLimitExceeded => AttemptError.Protocol,
        _ => AttemptError.Connection,
    };
}
