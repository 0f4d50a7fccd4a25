using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Switchboard.Identity;
using Switchboard.Secrets;

namespace Switchboard.Api.Auth;

/// <summary>The tokens of logged-in users: JWT (RFC 7519) signed with HS256, good for 7 days.</summary>
public sealed class SessionTokens
{
    /// <summary>How long a session lasts.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromDays(7);

    // HS256 wants a key as long as its hash (RFC 7518, section 3.2). HMAC itself fills a shorter one up with zeros, so filling
    // it up here changes no signature.
    private const int KeyBytesMin = 32;

    private readonly JsonWebTokenHandler _handler = new() { SetDefaultTimesOnTokenCreation = false, MapInboundClaims = false };
    private readonly TimeProvider _time;
    private readonly SigningCredentials _credentials;
    private readonly TokenValidationParameters _validation;

    /// <summary>Signs with a key; see <see cref="ReadKey"/>.</summary>
    public SessionTokens(byte[] key, TimeProvider time)
    {
        _time = time;
        if (key.Length < KeyBytesMin)
            Array.Resize(ref key, KeyBytesMin);
        _credentials = new SigningCredentials(new SymmetricSecurityKey(key), SecurityAlgorithms.HmacSha256);
        _validation = new TokenValidationParameters
        {
            IssuerSigningKey = _credentials.Key,
            ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
            ValidateIssuer = false,
            ValidateAudience = false,
            RequireExpirationTime = true,
            LifetimeValidator = (notBefore, expires, _, _) =>
                (notBefore ?? DateTime.MinValue) <= _time.GetUtcNow().UtcDateTime && _time.GetUtcNow().UtcDateTime < expires,
        };
    }

    /// <summary>The key that is generated when <c>Auth:JwtSecret</c> is unset.</summary>
    public static readonly GeneratedSecretUse GeneratedKey = new("Auth:JwtSecret", "jwt.key");

    /// <summary>Reads <c>Auth:JwtSecret</c>, or the key generated into <c>Storage:Path</c>.</summary>
    public static byte[] ReadKey(IConfiguration configuration) => GeneratedSecret.Read(configuration, GeneratedKey.Key, GeneratedKey.FileName);

    /// <summary>A new token for a user.</summary>
    public SessionToken Issue(User user, Tenant tenant)
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(_time.GetUtcNow().ToUnixTimeSeconds());
        var descriptor = new SecurityTokenDescriptor
        {
            SigningCredentials = _credentials,
            IssuedAt = now.UtcDateTime,
            Expires = (now + Life).UtcDateTime,
            Claims = new Dictionary<string, object>
            {
                ["sub"] = user.Id,
                ["tid"] = tenant.Number,
                ["role"] = user.Role,
                ["email"] = user.Email,
                // Two log-ins within a second are two sessions.
                ["jti"] = Guid.CreateVersion7(_time.GetUtcNow()).ToString(),
            },
        };
        return new SessionToken(_handler.CreateToken(descriptor), now + Life);
    }

    /// <summary>What a token says, if its signature and its time are right; else null.</summary>
    public async ValueTask<SessionClaims?> ReadAsync(string token)
    {
        var result = await _handler.ValidateTokenAsync(token, _validation);
        if (!result.IsValid || result.SecurityToken is not JsonWebToken jwt || jwt.Subject is not { Length: > 0 } userId)
            return null;
        return new SessionClaims(userId, SessionOf(jwt), new DateTimeOffset(jwt.ValidTo, TimeSpan.Zero));
    }

    // The hash of exactly what is signed: every token has one, and no other text of the same token has another.
    private static string SessionOf(JsonWebToken jwt) =>
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(
            System.Text.Encoding.ASCII.GetBytes($"{jwt.EncodedHeader}.{jwt.EncodedPayload}")));
}

/// <summary>A token and when it runs out.</summary>
/// <param name="Text">The token.</param>
/// <param name="ExpiresAt">When it runs out.</param>
public sealed record SessionToken(string Text, DateTimeOffset ExpiresAt);

/// <summary>What a valid token says.</summary>
/// <param name="UserId">Who.</param>
/// <param name="SessionId">Identifies the session, for ending it.</param>
/// <param name="ExpiresAt">When it runs out.</param>
public sealed record SessionClaims(string UserId, string SessionId, DateTimeOffset ExpiresAt);
