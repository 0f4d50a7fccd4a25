using System.Net.Http.Headers;
using System.Text;
using Switchboard.Bench.Measuring;

namespace Switchboard.Bench.Webhooks;

/// <summary>What this machine can post to itself at best.</summary>
public static class BarePosts
{
    private const int Concurrency = 128;

    public static async Task<double> RateAsync(WebhookSink sink, string body, int count)
    {
        using var http = new HttpClient();
        var bytes = Encoding.UTF8.GetBytes(body);
        return await Rounds.RateAsync(count, () => Workers.RunAsync(count, Concurrency, async index =>
        {
            using var content = new ByteArrayContent(bytes) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
            content.Headers.Add("webhook-id", index.ToString());
            using var answer = await http.PostAsync($"{sink.Url}/bare", content);
            answer.EnsureSuccessStatusCode();
        }));
    }
}
