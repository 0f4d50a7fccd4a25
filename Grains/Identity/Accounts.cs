using Microsoft.Extensions.Logging;
using Orleans;
using Switchboard.Agents;
using Switchboard.Storage;
using Switchboard.Wallets;

namespace Switchboard.Identity;

/// <summary>Signing up and proving who one is.</summary>
public sealed partial class Accounts : IDisposable
{
    private readonly IStore _store;
    private readonly UserRegister _users;
    private readonly IGrainFactory _grains;
    private readonly TimeProvider _time;
    private readonly ILogger<Accounts> _logger;
    private readonly Passwords _passwords;

    /// <summary>Works on these.</summary>
    public Accounts(IStore store, UserRegister users, IGrainFactory grains, TimeProvider time, ILogger<Accounts> logger)
    {
        _store = store;
        _users = users;
        _grains = grains;
        _time = time;
        _logger = logger;
        _passwords = new Passwords(time);
    }

    /// <summary>
    /// Creates a tenant, its owner and its first voice agent, all or nothing, and opens its wallet with the trial credit.
    /// </summary>
    /// <returns>Null when the address has an account already.</returns>
    public async Task<SignedUp?> SignUpAsync(SignUp command)
    {
        var passwordHash = await _passwords.HashAsync(command.Password);
        var now = _time.GetUtcNow();
        var tenant = NewTenant(command, now);
        var owner = new User(NewId(now), tenant.Id, command.Email, command.FullName, "owner", IsActive: true, EmailVerifiedAt: null, now);
        var set = new WriteSet()
            .InsertTenant(tenant)
            .InsertUser(owner, passwordHash)
            .InsertAgent(Agent.Demo(tenant.Id, tenant.Country, now));
        var verificationToken = EmailVerification.Issue(set, owner.Id, now);

        switch (await _store.CommitAsync(set))
        {
            case CommitVerdict.Committed committed:
                await OpenWalletAsync(tenant.Id);
                return new SignedUp(tenant with { Number = IdentityTables.NumberOf(committed.Ordinals[0]) }, owner, verificationToken);
            case CommitVerdict.Duplicate { Table: "users" }:
                return null;
            case var verdict:
                throw new InvalidOperationException($"A sign-up was not stored: {verdict}.");
        }
    }

    /// <summary>The user of an address and a password, active or not; null when they do not belong together.</summary>
    public async Task<User?> CheckPasswordAsync(string email, string password)
    {
        var known = await _users.FindByEmailAsync(email);
        return await _passwords.VerifyAsync(known?.PasswordHash, password) ? known!.User : null;
    }

    /// <inheritdoc/>
    public void Dispose() => _passwords.Dispose();

    // The wallet opens itself on first use; here it only gets its trial credit as early as the account is seen.
    private async Task OpenWalletAsync(string tenantId)
    {
        try
        {
            await _grains.GetGrain<IWalletGrain>(tenantId).Get();
        }
        catch (Exception e)
        {
            LogWalletNotOpened(e, tenantId);
        }
    }

    private static Tenant NewTenant(SignUp command, DateTimeOffset now) => new(
        NewId(now),
        Number: 0,
        $"{command.FullName ?? command.Email[..command.Email.IndexOf('@', StringComparison.Ordinal)]}'s workspace",
        Status: "active",
        command.Country,
        BillingOptions.CurrencyOf(command.Country),
        PlanTier: "free",
        now + BillingOptions.TrialPeriod,
        now);

    private static string NewId(DateTimeOffset now) => Guid.CreateVersion7(now).ToString();

    [LoggerMessage(LogLevel.Warning, "The wallet of new tenant {TenantId} was not opened yet")]
    private partial void LogWalletNotOpened(Exception e, string tenantId);
}

/// <summary>Asks for an account. The values were validated by the door.</summary>
/// <param name="Email">The owner's address.</param>
/// <param name="Password">The owner's password.</param>
/// <param name="FullName">The owner's name; null when not given.</param>
/// <param name="Country">ISO 3166 code.</param>
public sealed record SignUp(string Email, string Password, string? FullName, string Country);

/// <summary>A new account.</summary>
/// <param name="Tenant">The tenant.</param>
/// <param name="Owner">The user who owns it.</param>
/// <param name="VerificationToken">What the mail to the owner must hold.</param>
public sealed record SignedUp(Tenant Tenant, User Owner, string VerificationToken);
