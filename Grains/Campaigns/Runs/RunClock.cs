using Switchboard.Carriers;

namespace Switchboard.Campaigns;

/// <summary>Tells why a run that runs calls nobody at the moment, as far as the hours are why.</summary>
public sealed class RunClock(ICarrier carrier, TimeProvider time)
{
    /// <summary>When the first zone of the audience opens; null when one is open, when none ever does, or when the run is not waiting at all.</summary>
    /// <param name="run">The run.</param>
    /// <param name="campaign">Its campaign.</param>
    public DateTimeOffset? WaitingUntil(RunView run, Campaign campaign)
    {
        if (run is not { Status: RunStatus.Running, InFlight: 0 }) return null;
        var now = time.GetUtcNow();
        return CallingHours.Of(campaign.Window, carrier.Name, campaign.Period)?.NextOpeningOfAny(campaign.AudienceZones, now) is { } opensAt && opensAt > now ? opensAt : null;
    }
}
