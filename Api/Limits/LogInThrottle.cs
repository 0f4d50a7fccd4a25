using System.Net;
using Switchboard.Api.Doors;
using Switchboard.Identity;

namespace Switchboard.Api.Limits;

/// <summary>
/// Bounds how often passwords can be guessed: for each account from each place, for each account from everywhere, and for each place. A stranger's guesses
/// lock the owner out only when they come from many places. Every attempt takes a place in each window before the password is looked at, and one that succeeds gives
/// them back: only failures count, and many at the same moment do not slip through.
/// </summary>
public sealed class LogInThrottle(RateLimiter limiter)
{
    private const int FailuresPerEmailAndAddress = 10;
    private const int FailuresPerEmail = 100;
    private const int FailuresPerAddress = 100;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(15);

    /// <summary>What a refused attempt is answered.</summary>
    public static Refusal Refused(TimeSpan retryAfter) =>
        new(RefusalKind.TooManyRequests, "Too many failed log-ins. Try again later.") { RetryAfter = retryAfter };

    /// <summary>Takes the places of an attempt; answers a refusal when there is none.</summary>
    public async ValueTask<Refusal?> BeginAsync(string email, IPAddress? address)
    {
        var taken = new List<string>();
        try
        {
            foreach (var (window, limit) in WindowsOf(email, address))
            {
                if (await limiter.TakeAsync(window, limit, Window) is { } wait)
                {
                    await GiveBackAsync(taken);
                    return Refused(wait);
                }

                taken.Add(window);
            }
        }
        catch
        {
            // The password was never looked at: an attempt that could not be counted counts nowhere.
            await GiveBackAsync(taken);
            throw;
        }

        return null;
    }

    /// <summary>The attempt succeeded.</summary>
    public Task SucceededAsync(string email, IPAddress? address) => GiveBackAsync(WindowsOf(email, address).Select(window => window.Key));

    private Task GiveBackAsync(IEnumerable<string> windows) => Task.WhenAll(windows.Select(limiter.GiveBackAsync));

    private static (string Key, int Limit)[] WindowsOf(string email, IPAddress? address) =>
    [
        ($"login:address:{address}", FailuresPerAddress),
        ($"login:email:{IdentityTables.EmailKey(email)}", FailuresPerEmail),
        ($"login:both:{address}:{IdentityTables.EmailKey(email)}", FailuresPerEmailAndAddress),
    ];
}
