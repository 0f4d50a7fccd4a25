using Switchboard.Api.Requests;
using Switchboard.Identity;

namespace Switchboard.Api.Doors.CallFunnel;

/// <summary>Asks for an account.</summary>
/// <param name="Email">The owner's address.</param>
/// <param name="Password">At least 10 characters.</param>
/// <param name="FullName">The owner's name.</param>
/// <param name="Country">IN, US, GB, AU, CA, SG or AE; US when absent.</param>
public sealed record SignUpRequest(string Email, string Password, string? FullName, string Country) : IRequestBody<SignUpRequest>
{
    private const int PasswordMin = 10;
    private const int PasswordMax = 256;

    /// <inheritdoc/>
    public static SignUpRequest Read(RequestReader fields) => new(
        fields.Email("email"),
        fields.Secret("password", PasswordMax, PasswordMin),
        fields.OptionalText("full_name", 200, min: 1),
        fields.OptionalOneOf("country", "IN", "US", "GB", "AU", "CA", "SG", "AE") ?? "US");
}

/// <summary>A new account.</summary>
public sealed record SignUpResponse(TenantBody Tenant, UserBody User, bool VerifyEmailSent);

/// <summary>Asks for a session.</summary>
public sealed record LogInRequest(string Email, string Password) : IRequestBody<LogInRequest>
{
    /// <inheritdoc/>
    public static LogInRequest Read(RequestReader fields) => new(fields.Text("email", 254), fields.Secret("password", 1024));
}

/// <summary>A new session.</summary>
/// <param name="Token">The bearer token; also set as a cookie.</param>
/// <param name="ExpiresIn">Its life in seconds.</param>
/// <param name="User">Who is logged in.</param>
/// <param name="Tenant">The user's tenant.</param>
public sealed record LogInResponse(string Token, long ExpiresIn, UserBody User, TenantBody Tenant);

/// <summary>A session was ended.</summary>
public sealed record LogOutResponse(bool Ok);

/// <summary>An address was verified.</summary>
public sealed record VerifyEmailResponse(bool Ok, string Email, DateTimeOffset? VerifiedAt);

/// <summary>Who makes the request.</summary>
/// <param name="User">The user; null for an API key, which identifies the tenant only.</param>
/// <param name="Tenant">The tenant.</param>
/// <param name="ExpiresAt">When the session, or the key, ends; null for never.</param>
public sealed record MeResponse(UserBody? User, TenantBody Tenant, DateTimeOffset? ExpiresAt);

/// <summary>A tenant as CallFunnel prints it.</summary>
public sealed record TenantBody(
    long Id, string Name, string Status, string PlanTier, string Country, string Currency, DateTimeOffset TrialExpiresAt, DateTimeOffset CreatedAt)
{
    internal static TenantBody Of(Tenant tenant) => new(
        tenant.Number, tenant.Name, tenant.Status, tenant.PlanTier, tenant.Country, tenant.Currency, tenant.TrialExpiresAt, tenant.CreatedAt);
}

/// <summary>A user as CallFunnel prints it.</summary>
public sealed record UserBody(
    string Id, long TenantId, string Email, string? FullName, string Role, bool EmailVerified, DateTimeOffset CreatedAt)
{
    internal static UserBody Of(User user, Tenant tenant) => new(
        user.Id, tenant.Number, user.Email, user.FullName, user.Role, user.EmailVerifiedAt is not null, user.CreatedAt);
}
