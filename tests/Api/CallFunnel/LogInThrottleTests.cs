using Switchboard.Tests.Api.Support;

namespace Switchboard.Tests.Api.CallFunnel;

public sealed class LogInThrottleTests
{
    private const string LogIn = "/callfunnel/api/auth/login";

    [Fact]
    public async Task After_ten_failures_an_email_is_locked_until_the_window_has_passed()
    {
        await using var api = await ApiServer.StartAsync();
        var account = await api.SignUpAsync();
        using var client = api.Client();
        // All at once: each takes its place before its password is looked at.
        var failures = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => client.PostAsync(LogIn, new { email = account.Email, password = "wrong" })));
        Assert.Equal(10, failures.Count(reply => reply.Status == 401));

        var locked = await client.PostAsync(LogIn, new { email = account.Email.ToUpperInvariant(), password = Account.Password });
        locked.AssertError(429, "RATE_LIMITED");
        Assert.InRange(int.Parse(locked.Headers["Retry-After"]), 890, 900);
        Assert.Equal(200, (await client.PostAsync(LogIn, new { email = (await api.SignUpAsync()).Email, password = Account.Password })).Status);

        api.Time.Advance(TimeSpan.FromMinutes(15));
        Assert.Equal(200, (await client.PostAsync(LogIn, new { email = account.Email, password = Account.Password })).Status);
    }

    [Fact]
    public async Task Log_ins_that_succeed_do_not_count()
    {
        await using var api = await ApiServer.StartAsync();
        var account = await api.SignUpAsync();
        using var client = api.Client();
        for (var i = 0; i < 15; i++)
            Assert.Equal(200, (await client.PostAsync(LogIn, new { email = account.Email, password = Account.Password })).Status);
    }

    [Fact]
    public async Task An_address_is_locked_after_a_hundred_failures_whatever_the_emails()
    {
        await using var api = await ApiServer.StartAsync();
        var account = await api.SignUpAsync();
        using var client = api.Client();
        foreach (var few in Enumerable.Range(0, 100).Chunk(10))
        {
            var failures = await Task.WhenAll(few.Select(i => client.PostAsync(LogIn, new { email = $"u{i}@example.com", password = "wrong" })));
            Assert.All(failures, reply => Assert.Equal(401, reply.Status));
        }
        Assert.Equal(429, (await client.PostAsync(LogIn, new { email = account.Email, password = Account.Password })).Status);
    }

    [Fact]
    public async Task Limits_can_be_switched_off()
    {
        await using var api = await ApiServer.StartAsync(("RateLimits:Enabled", "false"));
        using var client = api.Client();
        for (var i = 0; i < 12; i++)
            Assert.Equal(401, (await client.PostAsync(LogIn, new { email = "a@example.com", password = "wrong" })).Status);
    }
}
