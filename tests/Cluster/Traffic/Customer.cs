namespace Switchboard.Tests.Cluster.Traffic;

/// <summary>A tenant with its owner, a key and more money than it can spend.</summary>
/// <param name="Client">Sends its requests.</param>
/// <param name="OwnerToken">Of the person who is logged in.</param>
/// <param name="Key">Of its program; may do everything.</param>
/// <param name="ContactId">Somebody whom it knows.</param>
internal sealed record Customer(SaneClient Client, string OwnerToken, string Key, string ContactId)
{
    private const string Root = "/callfunnel/api";
    private const string Password = "correct horse battery";
    private const long Money = 10_000_000;

    /// <summary>Signs one up, with an endpoint for every end of a call.</summary>
    public static async Task<Customer> SignUpAsync(SaneClient client, Receiver receiver, string country)
    {
        var email = $"{Guid.NewGuid():N}@example.com";
        // Sent again, a sign-up that had no answer is told that there is such an account, and that is as good.
        await client.PostAsync("", $"{Root}/auth/signup", new { email, password = Password, country });
        var token = (await client.PostAsync("", $"{Root}/auth/login", new { email, password = Password })).Expect(200).Body.GetProperty("token").GetString()!;
        var key = (await client.PostAsync(token, $"{Root}/api-keys", new { name = "program", scope = "admin" })).Expect(201).Body.GetProperty("secret").GetString()!;
        var contact = (await client.PostAsync(key, "/cualify/api/v1/contacts", new { phone_e164 = "+12125550199", name = "Somebody" })).Expect(200).Body;
        var customer = new Customer(client, token, key, contact.GetProperty("data").GetProperty("id").GetString()!);
        await customer.TopUpAsync(Money);
        (await client.PostAsync(key, "/cualify/api/v1/webhooks", new { url = receiver.NewUrl(), events = new[] { "call.completed", "call.failed", "call.no_answer" } })).Expect(201);
        return customer;
    }

    /// <summary>Pays into the wallet.</summary>
    public async Task TopUpAsync(long minor)
    {
        var intent = (await Client.PostAsync(Key, $"{Root}/billing/topup", new { amount_minor = minor })).Expect(200).Body;
        await Client.PostAsync("", new Uri(intent.GetProperty("checkout_url").GetString()!).AbsolutePath + "/pay");
    }

    public Task<Answer> GetAsync(string path) => Client.GetAsync(Key, $"{Root}/{path}");

    public Task<Answer> PostAsync(string path, object? body = null) => Client.PostAsync(Key, $"{Root}/{path}", body);

    public Task<Answer> PutAsync(string path, object body, bool asOwner = false) => Client.PutAsync(asOwner ? OwnerToken : Key, $"{Root}/{path}", body);
}
