using Microsoft.AspNetCore.Identity;

namespace Switchboard.Identity;

/// <summary>
/// Hashes and checks passwords (PBKDF2, by ASP.NET Core Identity). That takes a good part of a tenth of a second of a core on
/// purpose, so no more run at once than there are processors, and the rest waits without taking threads from the calls.
/// </summary>
internal sealed class Passwords : IDisposable
{
    private static readonly object NoUser = new();

    // Who has waited longer for a turn is told to come again.
    private static readonly TimeSpan WaitMax = TimeSpan.FromSeconds(20);

    private readonly PasswordHasher<object> _hasher = new();
    private readonly SemaphoreSlim _turns = new(Environment.ProcessorCount);
    private readonly Lazy<string> _hashOfNobody;
    private readonly TimeProvider _time;

    public Passwords(TimeProvider time)
    {
        _time = time;
        _hashOfNobody = new Lazy<string>(() => _hasher.HashPassword(NoUser, Guid.NewGuid().ToString()));
    }

    public Task<string> HashAsync(string password) => InTurnAsync(() => _hasher.HashPassword(NoUser, password));

    /// <summary>
    /// Whether a password is the one of a hash. Without a hash the answer is no after the same work, so that its time does not
    /// tell which addresses have an account.
    /// </summary>
    public Task<bool> VerifyAsync(string? hash, string password) => InTurnAsync(() =>
        _hasher.VerifyHashedPassword(NoUser, hash ?? _hashOfNobody.Value, password) != PasswordVerificationResult.Failed
        && hash is not null);

    public void Dispose() => _turns.Dispose();

    private async Task<T> InTurnAsync<T>(Func<T> work)
    {
        await WaitForTurnAsync();
        try
        {
            return await Task.Run(work);
        }
        finally
        {
            _turns.Release();
        }
    }

    private async Task WaitForTurnAsync()
    {
        using var limit = new CancellationTokenSource(WaitMax, _time);
        try
        {
            await _turns.WaitAsync(limit.Token);
        }
        catch (OperationCanceledException e)
        {
            throw new TimeoutException("Too many passwords are being checked.", e);
        }
    }
}
