using Switchboard.Objections;

namespace Switchboard.Api.Doors.CallFunnel;

/// <summary>The examples of the routes of objections.</summary>
internal static class ObjectionExamples
{
    public static readonly ObjectionListResponse List =
        new([ObjectionBody.Of(ObjectionLibrary.Find("timing-busy-now")!, "en", uses: 12)], ObjectionSlots.Meanings);
}
