using Switchboard.Carriers;
using Switchboard.Carriers.Simulator;

namespace Switchboard.Tests.Grains.Carriers;

/// <summary>Calls to the simulator's numbers, for tests.</summary>
internal static class SimulatedCalls
{
    public static readonly DateTimeOffset Start = new(2026, 5, 29, 9, 0, 0, TimeSpan.Zero);

    public static CarrierCall To(string number, int maxSec = 300, int attempt = 1, string language = "en-US", string? id = null) => new(
        id ?? $"call-{number}-{attempt}", null, "tenant", number, null, language, attempt, maxSec, Start, null, null);

    /// <summary>The number of the contract's table that ends so.</summary>
    public static CarrierCall Ending(string lastDigits, int maxSec = 300, string language = "en-US") => To("+1202555" + lastDigits, maxSec, language: language);

    public static IEnumerable<CarrierEvent> Events(this CallScript script) => script.Reports.Select(report => report.Event);

    public static CarrierEvent End(this CallScript script) => script.Events().Last(e => e.Kind == CarrierEventKind.Ended);

    public static double TalkSec(this CarrierEvent end) => end.AtSec - end.Ending!.AnsweredAtSec!.Value;

    public static IEnumerable<CarrierEventKind> Kinds(this CallScript script) => script.Events().Select(e => e.Kind);
}
