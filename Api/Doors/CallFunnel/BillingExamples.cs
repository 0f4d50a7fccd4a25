namespace Switchboard.Api.Doors.CallFunnel;

/// <summary>The document's examples of automatic recharge.</summary>
internal static class BillingExamples
{
    public static readonly AutochargeRequest Autocharge = new(Enabled: true, ThresholdMinor: 200, AmountMinor: 2500);

    public static readonly AutochargeBody AutochargeReady =
        new(Enabled: true, Autocharge.ThresholdMinor, Autocharge.AmountMinor, "ready", LastRechargeAt: null);

    public static readonly AutochargeBody AutochargeOff =
        new(Enabled: false, ThresholdMinor: null, AmountMinor: null, "off", LastRechargeAt: null);
}
