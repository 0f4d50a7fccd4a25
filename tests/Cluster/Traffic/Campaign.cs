using System.Text;
using System.Text.Json;

namespace Switchboard.Tests.Cluster.Traffic;

/// <summary>A workflow at CallFunnel's door, with its audience.</summary>
internal sealed class Campaign
{
    /// <summary>Calls to one target at most.</summary>
    public const int AttemptsMax = 3;

    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    private readonly Customer _customer;
    private readonly string _id;

    private Campaign(Customer customer, string id) => (_customer, _id) = (customer, id);

    /// <summary>A campaign that is ready to run.</summary>
    /// <param name="customer">Whose.</param>
    /// <param name="phones">Whom it calls.</param>
    public static async Task<Campaign> CreateAsync(Customer customer, IReadOnlyCollection<string> phones)
    {
        var created = (await customer.PostAsync("workflows", new { nl_prompt = "Renewal calls for Acme CRM in English. Offer up to 10% off. Friendly tone." })).Expect(201).Body;
        var campaign = new Campaign(customer, created.GetProperty("id").GetString()!);
        await campaign.UploadAsync(phones);

        // Soon again, so that retries happen while nodes come and go.
        (await customer.PutAsync(campaign.At(""), new { retry_policy = new { busy_sec = 30, no_answer_sec = 60, carrier_error_sec = 20, max_attempts = AttemptsMax } })).Expect(200);
        (await customer.PutAsync(campaign.At("/compliance"), new { consent_attestation_text = "Everybody on this list asked to be called." }, asOwner: true)).Expect(200);
        return campaign;
    }

    /// <summary>Numbers of nobody, in an area of their own.</summary>
    public static IReadOnlyList<string> Phones(int area, int count) => [.. Enumerable.Range(0, count).Select(n => $"+1{area}555{n:0000}")];

    /// <summary>Runs it, again when it has paused for whatever reason, until it has ended.</summary>
    public async Task RunToEndAsync(TimeSpan within)
    {
        using var patience = new CancellationTokenSource(within);
        var status = "none";
        while (status != "completed")
        {
            if (patience.IsCancellationRequested) throw new TimeoutException($"Campaign {_id} is still {status} after {within.TotalSeconds} s.");
            // Sent again, a start that had no answer is told that the workflow is live, and that is as good.
            if (status != "running") await _customer.PostAsync(At("/run"));
            await Task.Delay(LookEvery, CancellationToken.None);
            status = await StatusAsync();
        }
    }

    private async Task<string> StatusAsync()
    {
        var answer = await _customer.GetAsync(At("/runs"));
        if (answer.Status != 200) return "unknown";
        return answer.Body.GetProperty("runs") is { ValueKind: JsonValueKind.Array } runs && runs.GetArrayLength() > 0 ? runs[0].GetProperty("status").GetString()! : "none";
    }

    private async Task UploadAsync(IReadOnlyCollection<string> phones)
    {
        var csv = Encoding.UTF8.GetBytes("phone,name\n" + string.Join('\n', phones.Select(phone => $"{phone},Somebody")));
        var answer = await _customer.Client.SendAsync(_customer.Key, HttpMethod.Post, $"/callfunnel/api/workflows/{_id}/audience", Content);
        var count = answer.Expect(200).Body.GetProperty("audience_count").GetInt32();
        if (count != phones.Count) throw new InvalidOperationException($"Of {phones.Count} numbers {count} were taken: {answer.Text}");

        HttpContent Content() => new MultipartFormDataContent { { new ByteArrayContent(csv), "file", "audience.csv" } };
    }

    private string At(string path) => $"workflows/{_id}{path}";
}
