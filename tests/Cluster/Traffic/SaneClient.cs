using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Switchboard.Tests.Cluster.Nodes;

namespace Switchboard.Tests.Cluster.Traffic;

/// <summary>
/// Sends requests through the balancer. One that gets no answer, or is told to come back, is sent again after a moment, to another node if there is one.
/// </summary>
internal sealed class SaneClient : IDisposable
{
    private readonly Balancer _balancer;
    private readonly Journal _journal;
    private readonly HttpClient _http;
    private int _next;

    /// <summary>Clients of the nodes behind a balancer.</summary>
    /// <param name="balancer">Knows the nodes.</param>
    /// <param name="journal">Keeps what they went through.</param>
    /// <param name="patience">How long one attempt may take.</param>
    public SaneClient(Balancer balancer, Journal journal, TimeSpan patience)
    {
        (_balancer, _journal) = (balancer, journal);
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false, ConnectTimeout = TimeSpan.FromSeconds(2) })
        {
            Timeout = patience,
        };
    }

    /// <summary>How often a request is sent at most; what has no answer then is a fault.</summary>
    public int AttemptsMax { get; set; } = int.MaxValue;

    public Task<Answer> GetAsync(string token, string path) => SendAsync(token, HttpMethod.Get, path, () => null);

    public Task<Answer> PostAsync(string token, string path, object? body = null) => SendAsync(token, HttpMethod.Post, path, () => body is null ? null : JsonContent.Create(body));

    public Task<Answer> PutAsync(string token, string path, object body) => SendAsync(token, HttpMethod.Put, path, () => JsonContent.Create(body));

    /// <summary>Sends a request until it is answered.</summary>
    /// <returns>The answer; that of status 0 when <see cref="AttemptsMax"/> attempts got none.</returns>
    public async Task<Answer> SendAsync(string token, HttpMethod method, string path, Func<HttpContent?> content)
    {
        var why = "";
        var first = (uint)Interlocked.Increment(ref _next);
        for (var attempt = 0; attempt < AttemptsMax; attempt++)
        {
            var nodes = _balancer.Ready;
            var node = nodes[(int)((first + attempt) % nodes.Count)];
            try
            {
                if (await SendOnceAsync(node, token, method, path, content()) is var answer && !IsPassing(answer.Status))
                {
                    _journal.NoteAnswer();
                    if (answer.Status >= 500) _journal.NoteFault($"{method} {path} at {node.Name}: {answer.Status} {answer.Text}");
                    return answer;
                }

                why = $"{answer.Status}";
            }
            catch (HttpRequestException e)
            {
                why = $"{e.HttpRequestError}";
            }
            catch (TaskCanceledException)
            {
                why = "no answer in time";
            }

            _journal.NotePassing(why);
            await Task.Delay(Random.Shared.Next(100, 600));
        }

        _journal.NoteFault($"{method} {path}: no answer after {AttemptsMax} attempts, at last {why}");
        return new Answer(0, "");
    }

    /// <summary>Sends a request to one node, once.</summary>
    public async Task<Answer> SendOnceAsync(ClusterNode node, string token, HttpMethod method, string path, HttpContent? content = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(node.Url, path)) { Content = content };
        if (token.Length > 0) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await _http.SendAsync(request);
        return new Answer((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    public void Dispose() => _http.Dispose();

    private static bool IsPassing(int status) => status is (int)HttpStatusCode.ServiceUnavailable or (int)HttpStatusCode.BadGateway;
}

/// <summary>An answer.</summary>
/// <param name="Status">Its status; 0: there was none.</param>
/// <param name="Text">Its body.</param>
internal sealed record Answer(int Status, string Text)
{
    /// <summary>The JSON in it.</summary>
    public JsonElement Body => JsonElement.Parse(Text);

    /// <summary>Fails unless it has this status.</summary>
    public Answer Expect(int status) => Status == status ? this : throw new InvalidOperationException($"Expected {status}, got {Status}: {Text}");
}
