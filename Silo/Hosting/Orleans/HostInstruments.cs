namespace Switchboard.Silo.Hosting;

/// <summary>What the grain host of this build measures and traces by.</summary>
internal static class HostInstruments
{
    /// <summary>Names of meters.</summary>
    public static readonly string[] Meters = ["Microsoft.Orleans"];

    /// <summary>Names of sources of spans: grain calls of the application; those of the runtime's own grains would only be noise.</summary>
    public static readonly string[] Sources = ["Microsoft.Orleans.Application"];
}
