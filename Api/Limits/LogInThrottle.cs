using System.Net;
using Switchboard.Api.Doors;
using Switchboard.Identity;

namespace Switchboard.Api.Limits;

/// <summary>
/// Bounds how often passwords can be guessed, for each address that is tried and for each place that it is tried from. Every attempt
/// takes a place before the password is looked at, and one that succeeds gives it back: only failures count, and many at
/// the same moment do not slip through.
/// </summary>
public sealed class LogInThrottle(RateLimiter limiter)
{
    private const int FailuresPerEmail = 10;
    private const int FailuresPerAddress = 100;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(15);

    /// <summary>What a refused attempt is answered.</summary>
    public static Refusal Refused(TimeSpan retryAfter) =>
        new(RefusalKind.TooManyRequests, "Too many failed log-ins. Try again later.") { RetryAfter = retryAfter };

    /// <summary>Takes the places of an attempt; answers a refusal when there is none.</summary>
    public async ValueTask<Refusal?> BeginAsync(string email, IPAddress? address)
    {
        if (await limiter.TakeAsync(AddressWindow(address), FailuresPerAddress, Window) is { } addressWait)
            return Refused(addressWait);
        if (await limiter.TakeAsync(EmailWindow(email), FailuresPerEmail, Window) is not { } emailWait)
            return null;
        await limiter.GiveBackAsync(AddressWindow(address));
        return Refused(emailWait);
    }

    /// <summary>The attempt succeeded.</summary>
    public Task SucceededAsync(string email, IPAddress? address) =>
        Task.WhenAll(limiter.GiveBackAsync(AddressWindow(address)), limiter.GiveBackAsync(EmailWindow(email)));

    private static string EmailWindow(string email) => $"login:email:{IdentityTables.EmailKey(email)}";

    private static string AddressWindow(IPAddress? address) => $"login:address:{address}";
}
