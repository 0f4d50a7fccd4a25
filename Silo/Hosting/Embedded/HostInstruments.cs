using Switchboard.Embedded;

namespace Switchboard.Silo.Hosting;

/// <summary>What the grain host of this build measures and traces by.</summary>
internal static class HostInstruments
{
    /// <summary>Names of meters.</summary>
    public static readonly string[] Meters = [HostTelemetry.Name];

    /// <summary>Names of sources of spans.</summary>
    public static readonly string[] Sources = [HostTelemetry.Name];
}
