using Switchboard.Payments;

namespace Switchboard.Api.Doors.CallFunnel;

/// <summary>The examples of the document. Those that are sent can be sent by everybody as they are printed.</summary>
internal static class Examples
{
    private const string UserId = "019aa9af-3c55-7be1-a4d2-6f0e8b7c9d10";
    private const string IntentId = "019aa9b4-77d0-7f12-b6a3-1e2d3c4b5a69";
    private const string ExternalId = "sbx_019aa9b477d07f12b6a31e2d3c4b5a69";
    private const string EntryId = "019aa9b4-9a31-7c44-8d05-5b6c7d8e9f01";
    private static readonly DateTimeOffset Created = new(2026, 5, 25, 7, 30, 45, TimeSpan.Zero);
    private static readonly DateTimeOffset TrialEnd = Created.AddDays(7);

    public static readonly SignUpRequest SignUp = new("riya@example.com", "correct horse battery", "Riya Sharma", "US");
    public static readonly LogInRequest LogIn = new(SignUp.Email, SignUp.Password);
    public static readonly CreateKeyRequest CreateKey = new("ci robot", KeyScopes.Write, ExpiresInDays: 30, ExpiresAt: null);
    public static readonly RevokeKeyRequest RevokeKey = new("replaced");
    public static readonly TopUpRequest TopUp = new(2500, "https://shop.example.com/paid");

    public static readonly PaymentWebhookRequest PaymentEvent = new(
        "evt_8f2a61", Payments.PaymentEvent.Succeeded, new PaymentDataBody(IntentId, TopUp.AmountMinor, "USD"));

    private static readonly TenantBody Tenant = new(38, "Riya Sharma's workspace", "active", "free", SignUp.Country, "USD", TrialEnd, Created);
    private static readonly UserBody User = new(UserId, Tenant.Id, SignUp.Email, SignUp.FullName, "owner", EmailVerified: false, Created);

    private static readonly KeyBody Key = new(
        "019aa9b1-0b6e-7d90-9c21-2a3b4c5d6e7f", CreateKey.Name, "cf_live_aB3xYz", CreateKey.Scope, "active", Created, UserId,
        Created.AddDays(30), LastUsedAt: null, LastUsedIp: null, RevokedAt: null, RevokedReason: null);

    public static readonly SignUpResponse SignedUp = new(Tenant, User, VerifyEmailSent: true);
    public static readonly VerifyEmailResponse Verified = new(Ok: true, SignUp.Email, Created.AddMinutes(2));
    public static readonly LogInResponse LoggedIn = new("eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.…", 604_800, User, Tenant);
    public static readonly LogOutResponse LoggedOut = new(Ok: true);
    public static readonly MeResponse Me = new(User, Tenant, TrialEnd);

    public static readonly NewKeyBody Minted = new(Key, "cf_live_aB3xYz…");
    public static readonly KeyListResponse Keys = new([Key]);
    public static readonly KeyBody Revoked = Key with { Status = "revoked", RevokedAt = Created.AddDays(1), RevokedReason = RevokeKey.Reason };
    public static readonly KeyDeletedResponse KeyDeleted = new(Key.Id);

    public static readonly BalanceResponse Balance = new(
        Tenant.Id, "USD", BalanceMinor: 500, HeldMinor: 0, "free", TrialEnd, MinutesRemainingAtBundledRate: 41, RatePerMinuteMinor: 12,
        BillingExamples.AutochargeOff, [1000, 2500, 5000, 10000, 25000]);

    public static readonly PrecheckResponse Precheck = new("ok", Ok: true, ExpectedSeconds: 180, EstimatedCostMinor: 36, AvailableMinor: 500, "USD", Message: null);

    public static readonly HistoryResponse History = new(
        [new LedgerEntryBody(EntryId, "topup", 2500, 3000, "Top-up", CallId: null, Created.AddHours(1))], NextBefore: null);

    public static readonly TopUpResponse ToppedUp = TopUpResponse.Of(
        new PaymentIntent(IntentId, "", TopUp.AmountMinor, "USD", PaymentStatus.Pending, TopUp.ReturnUrl, ExternalId, Created),
        "https://voice.example.com");

    public static readonly PaymentWebhookResponse Received = new(Received: true, Duplicate: false);
    public static readonly HealthResponse Healthy = new("ok", new ProvidersBody("simulator", "sandbox", "file", "espeak", "enabled"));
}
