using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Http;
using Switchboard.Tests.Grains.Support;
using Switchboard.Webhooks;

namespace Switchboard.Tests.Grains.Webhooks;

public sealed class WebhookSenderTests
{
    private static readonly WebhookOptions Local = new() { AllowHttp = true, AllowPrivateNetworks = true, AttemptSeconds = 30 };

    [Theory]
    [InlineData(200, true)]
    [InlineData(204, true)]
    [InlineData(299, true)]
    [InlineData(300, false)]
    [InlineData(400, false)]
    [InlineData(410, false)]
    [InlineData(500, false)]
    public async Task Only_2xx_is_success(int status, bool success)
    {
        await using var sink = await TestSink.StartAsync(Answer(status));
        using var sender = New(Local);

        var result = await SendAsync(sender, sink.Url + "hook");

        Assert.Equal(status, result.StatusCode);
        Assert.Equal(success, result.IsSuccess);
        Assert.Equal(status == 410, result.IsGone);
        Assert.Null(result.Error);
    }

    [Fact]
    public async Task The_receiver_gets_the_body_the_headers_and_the_url_as_registered()
    {
        await using var sink = await TestSink.StartAsync(Answer(200, "thanks"));
        using var sender = New(Local);
        string url = $"{sink.Url}a%2Fb/%E2%82%AC?key=x%26y&z=";

        var result = await sender.SendAsync(
            new WebhookRequest(url, [new("webhook-id", "evt_1"), new("Authorization", "Bearer ours"), new("authorization", "Bearer second")], "{\"a\":1}"u8.ToArray()),
            CancellationToken.None);

        var received = Assert.Single(sink.Requests);
        Assert.Equal("POST", received.Method);
        Assert.Equal("/a%2Fb/%E2%82%AC?key=x%26y&z=", received.Path);
        Assert.Equal("{\"a\":1}", Encoding.UTF8.GetString(received.Body));
        Assert.Equal("application/json", received.Headers["content-type"]);
        Assert.Equal("7", received.Headers["content-length"]);
        Assert.Equal("evt_1", received.Headers["webhook-id"]);
        Assert.Equal("Bearer ours", received.Headers["authorization"]);
        Assert.Equal(sink.Url.Authority, received.Headers["host"]);
        Assert.DoesNotContain("traceparent", received.Headers.Keys);
        Assert.DoesNotContain("cookie", received.Headers.Keys);
        Assert.Equal("thanks", result.Snippet);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using var elsewhere = await TestSink.StartAsync(Answer(200));
        await using var sink = await TestSink.StartAsync(context =>
        {
            context.Response.StatusCode = 307;
            context.Response.Headers.Location = elsewhere.Url.ToString();
            return Task.CompletedTask;
        });
        using var sender = New(Local);

        var result = await SendAsync(sender, sink.Url.ToString());

        Assert.Equal(307, result.StatusCode);
        Assert.False(result.IsSuccess);
        Assert.Empty(elsewhere.Requests);
    }

    [Fact]
    public async Task Cookies_are_not_kept_and_connections_are()
    {
        await using var sink = await TestSink.StartAsync(context =>
        {
            context.Response.Headers.SetCookie = "session=1; Path=/";
            return Task.CompletedTask;
        });
        using var sender = New(Local);

        await SendAsync(sender, sink.Url.ToString());
        await SendAsync(sender, sink.Url.ToString());

        Assert.Equal(2, sink.Requests.Count);
        Assert.DoesNotContain("cookie", sink.Requests[1].Headers.Keys);
        Assert.Equal(sink.Requests[0].ClientPort, sink.Requests[1].ClientPort);
    }

    [Fact]
    public async Task A_receiver_that_does_not_answer_times_out()
    {
        await using var sink = await TestSink.StartAsync(context => Task.Delay(Timeout.Infinite, context.RequestAborted));
        using var sender = New(Local with { AttemptSeconds = 1 });

        var result = await SendAsync(sender, sink.Url.ToString());

        Assert.Equal(AttemptError.Timeout, result.Error);
        Assert.Null(result.StatusCode);
        Assert.InRange(result.Duration.TotalSeconds, 0.9, 20);
    }

    [Fact]
    public async Task The_time_is_that_of_the_whole_attempt_by_the_given_clock()
    {
        var time = new Carriers.ManualTime(DateTimeOffset.UnixEpoch);
        await using var sink = await TestSink.StartAsync(context => Task.Delay(Timeout.Infinite, context.RequestAborted));
        using var sender = New(Local with { AttemptSeconds = 10 }, time: time);

        var sending = SendAsync(sender, sink.Url.ToString());
        await Eventually.HoldsAsync(() => sink.Requests.Count == 1, TimeSpan.FromSeconds(10), "The request arrives");
        time.Advance(TimeSpan.FromSeconds(9.9));
        Assert.False(sending.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(0.1));

        var result = await sending;
        Assert.Equal(AttemptError.Timeout, result.Error);
        Assert.Equal(TimeSpan.FromSeconds(10), result.Duration);
    }

    [Fact]
    public async Task A_body_that_never_ends_neither_holds_the_attempt_nor_changes_its_status()
    {
        long sent = 0;
        await using var sink = await TestSink.StartAsync(async context =>
        {
            byte[] chunk = Encoding.ASCII.GetBytes(new string('x', 8192));
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.Body.WriteAsync(chunk, context.RequestAborted);
                Interlocked.Add(ref sent, chunk.Length);
            }
        });
        using var sender = New(Local with { ResponseBytesMax = 16 * 1024, SnippetCharsMax = 100 });

        var result = await SendAsync(sender, sink.Url.ToString());

        Assert.True(result.IsSuccess);
        Assert.Equal(new string('x', 100), result.Snippet);
        Assert.InRange(Interlocked.Read(ref sent), 0, 16 * 1024 * 1024);
    }

    [Fact]
    public async Task A_body_that_dawdles_after_its_status_was_taken_all_the_same()
    {
        await using var sink = await TestSink.StartAsync(async context =>
        {
            await context.Response.WriteAsync("begun");
            await context.Response.Body.FlushAsync();
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });
        using var sender = New(Local with { AttemptSeconds = 5 });

        var result = await SendAsync(sender, sink.Url.ToString());

        Assert.True(result.IsSuccess);
        Assert.Equal("begun", result.Snippet);
    }

    [Theory]
    [InlineData("17", 17)]
    [InlineData("0", 0)]
    [InlineData("Thu, 01 Jan 1970 00:01:30 GMT", 90)]
    [InlineData("soon", null)]
    public async Task Retry_after_is_read_as_seconds_or_as_a_date(string header, int? seconds)
    {
        await using var sink = await TestSink.StartAsync(context =>
        {
            context.Response.StatusCode = 503;
            context.Response.Headers.RetryAfter = header;
            return Task.CompletedTask;
        });
        using var sender = New(Local, time: new Carriers.ManualTime(DateTimeOffset.UnixEpoch));

        var result = await SendAsync(sender, sink.Url.ToString());

        Assert.Equal(seconds, result.RetryAfter?.TotalSeconds);
    }

    [Fact]
    public async Task Control_characters_of_an_answer_are_not_kept()
    {
        await using var sink = await TestSink.StartAsync(Answer(200, "a\0b\r\nc\u001b[31md"));
        using var sender = New(Local);

        Assert.Equal("abc[31md", (await SendAsync(sender, sink.Url.ToString())).Snippet);
    }

    [Fact]
    public async Task A_name_is_looked_up_at_each_attempt_and_refused_once_it_leads_elsewhere()
    {
        await using var sink = await TestSink.StartAsync(Answer(200));
        var names = new ScriptedLookup(["127.0.0.1"], ["169.254.169.254"], ["127.0.0.1", "169.254.169.254"], ["127.0.0.1"]);
        using var sender = New(Local, names);
        string url = $"http://hooks.example:{sink.Url.Port}/hook";

        Assert.True((await SendAsync(sender, url)).IsSuccess);
        Assert.Equal(AttemptError.AddressRefused, (await SendAsync(sender, url)).Error);
        Assert.Equal(AttemptError.AddressRefused, (await SendAsync(sender, url)).Error);
        Assert.True((await SendAsync(sender, url)).IsSuccess);

        Assert.Equal(4, names.Asked);
        Assert.Equal(2, sink.Requests.Count);
        Assert.All(sink.Requests, request => Assert.Equal($"hooks.example:{sink.Url.Port}", request.Headers["host"]));
    }

    [Fact]
    public async Task Production_refuses_names_and_addresses_inside()
    {
        await using var sink = await TestSink.StartAsync(Answer(200));
        var production = new WebhookOptions();
        using var sender = New(production, new ScriptedLookup(["127.0.0.1"], ["8.8.8.8", "10.0.0.1"], ["::ffff:127.0.0.1"]));

        foreach (string url in new[] { $"http://127.0.0.1:{sink.Url.Port}/", $"https://127.0.0.1:{sink.Url.Port}/", "https://a.example/", "https://b.example/", "https://c.example/" })
            Assert.Equal(AttemptError.AddressRefused, (await SendAsync(sender, url)).Error);

        Assert.Empty(sink.Requests);
    }

    [Fact]
    public async Task Attempts_at_the_same_moment_share_a_look_up()
    {
        await using var sink = await TestSink.StartAsync(Answer(200));
        var answer = new TaskCompletionSource<IPAddress[]>();
        var names = new ScriptedLookup(answer.Task);
        using var sender = New(Local, names);

        var attempts = Enumerable.Range(0, 10).Select(_ => SendAsync(sender, $"http://hooks.example:{sink.Url.Port}/")).ToList();
        answer.SetResult([IPAddress.Loopback]);

        Assert.All(await Task.WhenAll(attempts), result => Assert.True(result.IsSuccess));
        Assert.Equal(1, names.Asked);
    }

    [Fact]
    public async Task A_name_without_an_address_and_a_closed_port_are_told_apart()
    {
        using var sender = New(Local, new ScriptedLookup(Task.FromException<IPAddress[]>(new SocketException((int)SocketError.HostNotFound))));
        using var closed = new TcpListener(IPAddress.Loopback, 0);
        closed.Start();
        int port = ((IPEndPoint)closed.LocalEndpoint).Port;
        closed.Stop();

        Assert.Equal(AttemptError.NameNotFound, (await SendAsync(sender, "http://hooks.example/")).Error);
        Assert.Equal(AttemptError.Connection, (await SendAsync(sender, $"http://127.0.0.1:{port}/")).Error);
    }

    [Fact]
    public async Task What_is_not_http_or_tls_is_told_apart()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        int port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var serving = ServeNoiseAsync(listener);
        using var sender = New(Local);

        Assert.Equal(AttemptError.Protocol, (await SendAsync(sender, $"http://127.0.0.1:{port}/")).Error);
        Assert.Equal(AttemptError.Tls, (await SendAsync(sender, $"https://127.0.0.1:{port}/")).Error);

        listener.Stop();
        await serving;
    }

    [Fact]
    public async Task The_name_and_not_the_address_is_asked_for_a_certificate_which_must_be_trusted()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=hooks.example", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var asked = AcceptTlsAsync(listener, certificate);
        using var sender = New(Local, new ScriptedLookup(["127.0.0.1"]));

        var result = await SendAsync(sender, $"https://hooks.example:{((IPEndPoint)listener.LocalEndpoint).Port}/");

        Assert.Equal("hooks.example", await asked);
        Assert.Equal(AttemptError.Tls, result.Error);
    }

    [Fact]
    public async Task A_cancelled_attempt_has_no_result()
    {
        await using var sink = await TestSink.StartAsync(context => Task.Delay(Timeout.Infinite, context.RequestAborted));
        using var sender = New(Local);
        using var stop = new CancellationTokenSource();

        var sending = sender.SendAsync(new WebhookRequest(sink.Url.ToString(), [], []), stop.Token);
        await Eventually.HoldsAsync(() => sink.Requests.Count == 1, TimeSpan.FromSeconds(10), "The request arrives");
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
    }

    private static WebhookSender New(WebhookOptions options, IHostLookup? names = null, TimeProvider? time = null)
    {
        var policy = new UrlPolicy(options);
        return new WebhookSender(new TargetResolver(names ?? new SystemHostLookup(), policy), policy, options, time ?? TimeProvider.System);
    }

    private static Task<AttemptResult> SendAsync(WebhookSender sender, string url) =>
        sender.SendAsync(new WebhookRequest(url, [], "{}"u8.ToArray()), CancellationToken.None);

    private static Func<HttpContext, Task> Answer(int status, string body = "") => context =>
    {
        context.Response.StatusCode = status;
        return status == 204 ? Task.CompletedTask : context.Response.WriteAsync(body);
    };

    private static async Task<string?> AcceptTlsAsync(TcpListener listener, X509Certificate2 certificate)
    {
        using var client = await listener.AcceptTcpClientAsync();
        await using var tls = new SslStream(client.GetStream());
        string? name = null;
        try
        {
            await tls.AuthenticateAsServerAsync((_, hello, _, _) =>
            {
                name = hello.ServerName;
                return ValueTask.FromResult(new SslServerAuthenticationOptions { ServerCertificate = certificate });
            }, state: null);
            await tls.ReadExactlyAsync(new byte[1]);
        }
        catch (Exception e) when (e is IOException or AuthenticationException)
        {
            // The sender does not trust the certificate and hangs up.
        }

        return name;
    }

    private static async Task ServeNoiseAsync(TcpListener listener)
    {
        try
        {
            while (true)
            {
                using var client = await listener.AcceptTcpClientAsync();
                await using var stream = client.GetStream();
                await stream.WriteAsync("SSH-2.0-OpenSSH_9.2\r\n\r\n"u8.ToArray());
                await WaitForEndAsync(stream);
            }
        }
        catch (Exception e) when (e is SocketException or InvalidOperationException or IOException)
        {
            // Stopped by the test, while it accepted or just before it accepted again.
        }
    }

    private static async Task WaitForEndAsync(Stream stream)
    {
        try
        {
            await stream.CopyToAsync(Stream.Null);
        }
        catch (IOException)
        {
            // The sender hung up in the middle.
        }
    }

    private sealed class ScriptedLookup(params Task<IPAddress[]>[] answers) : IHostLookup
    {
        private int _asked;

        public ScriptedLookup(params string[][] answers)
            : this([.. answers.Select(a => Task.FromResult(a.Select(IPAddress.Parse).ToArray()))])
        {
        }

        public int Asked => _asked;

        public Task<IPAddress[]> FindAsync(string host, CancellationToken cancellationToken) => answers[Interlocked.Increment(ref _asked) - 1];
    }
}
