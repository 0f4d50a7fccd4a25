namespace Switchboard.Api.Doors.CallFunnel;

/// <summary>The document's examples of numbers.</summary>
internal static class NumberExamples
{
    private static readonly DateTimeOffset Created = new(2026, 5, 25, 8, 2, 11, TimeSpan.Zero);

    public static readonly NumberSearchRequest Search = new("US", "415", 5);
    public static readonly ProvisionNumberRequest Provision = new("+14155550120");
    public static readonly ImportNumberRequest Import = new("+12065550142", "twilio");

    public static readonly NumberSearchResponse Found = new([new AvailableNumberBody(Provision.PhoneE164, "US", "415", 150, "USD")]);

    public static readonly NumberBody Provisioned = new(
        "019aa9c2-51b8-7a30-8f14-6b7c8d9e0f12", Provision.PhoneE164, "US", "provisioned", "simulator", 150, "active", WebhooksConfigured: true,
        Created.AddMonths(1), Created);

    public static readonly NumberBody Imported = new(
        "019aa9c4-0d15-7e61-b2a9-7c8d9e0f1a23", Import.PhoneE164, "US", "imported", Import.Provider, 0, "active", WebhooksConfigured: true,
        PaidUntil: null, Created.AddMinutes(2));

    public static readonly NumberBody Released = Provisioned with { Status = "released", WebhooksConfigured = false };
    public static readonly NumberListResponse List = new([Imported, Provisioned], NextBefore: null);
}
