namespace Switchboard.Api.Auth;

/// <summary>The cookie that carries a session's token for browsers.</summary>
public static class SessionCookie
{
    /// <summary>Its name, as CallFunnel's reference has it.</summary>
    public const string Name = "cf_session";

    /// <summary>Sets it.</summary>
    public static void Set(HttpContext context, SessionToken token) => context.Response.Cookies.Append(
        Name, token.Text, Options(context, SessionTokens.Life));

    /// <summary>Clears it.</summary>
    public static void Clear(HttpContext context) => context.Response.Cookies.Delete(Name, Options(context, maxAge: null));

    // Secure only where the request came over HTTPS: on plain HTTP a browser would not keep a secure cookie.
    private static CookieOptions Options(HttpContext context, TimeSpan? maxAge) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Lax,
        Secure = context.Request.IsHttps,
        Path = "/",
        MaxAge = maxAge,
    };
}
