using Microsoft.AspNetCore.Identity;

namespace Switchboard.Identity;

/// <summary>
/// Hashes and checks passwords (PBKDF2, by ASP.NET Core Identity). That takes a good part of a tenth of a second of a core on
/// purpose, so only some run at once and the rest waits: a flood of log-ins does not take the calls' processor.
/// </summary>
internal sealed class Passwords : IDisposable
{
    private static readonly object NoUser = new();

    private readonly PasswordHasher<object> _hasher = new();
    private readonly SemaphoreSlim _turns = new(Math.Max(1, Environment.ProcessorCount / 2));
    private readonly Lazy<string> _hashOfNobody;

    public Passwords() => _hashOfNobody = new Lazy<string>(() => _hasher.HashPassword(NoUser, Guid.NewGuid().ToString()));

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
        await _turns.WaitAsync();
        try
        {
            return await Task.Run(work);
        }
        finally
        {
            _turns.Release();
        }
    }
}
