using Switchboard.Api.Auth;
using Switchboard.Api.Docs;
using Switchboard.Api.Hosting;
using Switchboard.Api.Limits;
using Switchboard.Api.Requests;
using Switchboard.Identity;
using Switchboard.Mail;

namespace Switchboard.Api.Doors.CallFunnel;

/// <summary>Accounts and sessions: <c>auth/*</c>.</summary>
internal static class AuthRoutes
{
    private static readonly Refusal EmailTaken =
        Refusal.Conflict("There is an account with this email already.") with { Code = "EMAIL_TAKEN", Field = "email" };

    private static readonly Refusal InvalidToken =
        new(RefusalKind.BadRequest, "The link is not valid, or it is older than 24 hours.") { Code = "INVALID_TOKEN", Field = "token" };

    private static readonly Refusal InvalidCredentials =
        new(RefusalKind.Unauthenticated, "The email or the password is wrong.") { Code = "INVALID_CREDENTIALS" };

    private static readonly Refusal Inactive = new(RefusalKind.Forbidden, "This account is inactive.") { Code = "ACCOUNT_INACTIVE" };

    public static void Map(IEndpointRouteBuilder api)
    {
        var auth = api.MapGroup("/auth").WithTags("Auth");
        auth.MapPost("/signup", SignUp).Public()
            .WithSummary("Sign up")
            .WithDescription("Creates a workspace with its owner and a trial credit. A link to verify the address is mailed.")
            .Takes(Examples.SignUp)
            .Answers(StatusCodes.Status201Created, Examples.SignedUp)
            .Refuses(Refusal.InvalidField("password", "must have at least 10 characters"), EmailTaken);
        auth.MapGet("/verify-email", VerifyEmail).Public()
            .WithSummary("Verify an address")
            .WithDescription("Where the mailed link leads. It works for 24 hours, as often as it is followed.")
            .Query(QueryParameter.Text("token", "From the mailed link."))
            .Answers(StatusCodes.Status200OK, Examples.Verified)
            .Refuses(InvalidToken);
        auth.MapPost("/login", LogIn).Public()
            .WithSummary("Log in")
            .WithDescription("Gives a bearer token for 7 days and sets it as the cookie `cf_session`.")
            .Takes(Examples.LogIn)
            .Answers(StatusCodes.Status200OK, Examples.LoggedIn)
            .Refuses(InvalidCredentials, Inactive, LogInThrottle.Refused(TimeSpan.FromMinutes(15)));
        auth.MapPost("/logout", LogOut).Public()
            .WithSummary("Log out")
            .WithDescription("Ends the session of the cookie or of the bearer token, and clears the cookie.")
            .Answers(StatusCodes.Status200OK, Examples.LoggedOut);
        auth.MapGet("/me", GetMe)
            .WithSummary("Who am I?")
            .WithDescription("An API key stands for the workspace: its `user` is null.")
            .Answers(StatusCodes.Status200OK, Examples.Me);
    }

    private static async Task<IResult> SignUp(
        Body<SignUpRequest> body, Accounts accounts, Mailer mailer, PublicAddress address, HttpRequest request)
    {
        var wanted = body.Value;
        var account = await accounts.SignUpAsync(new SignUp(wanted.Email, wanted.Password, wanted.FullName, wanted.Country));
        if (account is null)
            return EmailTaken;
        var link = $"{address.Of(request)}/callfunnel/api/auth/verify-email?token={account.VerificationToken}";
        var sent = await mailer.TrySendAsync(
            wanted.Email, "Verify your email address", $"Open this link within 24 hours to verify your email address:\r\n\r\n{link}\r\n");
        return Answer.Created(new SignUpResponse(TenantBody.Of(account.Tenant), UserBody.Of(account.Owner, account.Tenant), sent));
    }

    private static async Task<IResult> VerifyEmail(QueryReader query, EmailVerification verification)
    {
        var token = query.OptionalText("token", 200);
        query.Check();
        if (token is null || await verification.VerifyAsync(token) is not { } user)
            return InvalidToken;
        return Answer.Ok(new VerifyEmailResponse(Ok: true, user.Email, user.EmailVerifiedAt));
    }

    private static async Task<IResult> LogIn(
        Body<LogInRequest> body, HttpContext context, Accounts accounts, TenantRegister tenants, SessionTokens tokens, LogInThrottle throttle)
    {
        var (email, password) = body.Value;
        var address = context.Connection.RemoteIpAddress;
        if (await throttle.BeginAsync(email, address) is { } refusal)
            return refusal;
        if (await accounts.CheckPasswordAsync(email, password) is not { } user)
            return InvalidCredentials;
        await throttle.SucceededAsync(email, address);
        if (!user.IsActive)
            return Inactive;

        var tenant = await FindTenantAsync(tenants, user.TenantId);
        var token = tokens.Issue(user, tenant);
        SessionCookie.Set(context, token);
        return Answer.Ok(new LogInResponse(
            token.Text, (long)SessionTokens.Life.TotalSeconds, UserBody.Of(user, tenant), TenantBody.Of(tenant)));
    }

    private static async Task<IResult> LogOut(HttpContext context, Authenticator authenticator, SessionRegister sessions)
    {
        if (await authenticator.AuthenticateAsync(context) is UserCaller user)
            await sessions.EndAsync(user.Session.SessionId, user.Session.ExpiresAt);
        SessionCookie.Clear(context);
        return Answer.Ok(new LogOutResponse(Ok: true));
    }

    private static async Task<IResult> GetMe(Caller caller, UserRegister users, TenantRegister tenants)
    {
        var tenant = await FindTenantAsync(tenants, caller.TenantId);
        var user = caller is UserCaller person ? await users.FindAsync(person.UserId) : null;
        return Answer.Ok(new MeResponse(user is null ? null : UserBody.Of(user, tenant), TenantBody.Of(tenant), caller.ExpiresAt));
    }

    private static async Task<Tenant> FindTenantAsync(TenantRegister tenants, string id) =>
        await tenants.FindAsync(id) ?? throw new InvalidOperationException($"Tenant {id} of a valid credential is gone.");
}
