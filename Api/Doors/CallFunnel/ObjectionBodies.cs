using System.Collections.Immutable;
using Switchboard.Objections;

namespace Switchboard.Api.Doors.CallFunnel;

/// <summary>The library of objections.</summary>
/// <param name="Objections">The objections, by category.</param>
/// <param name="Slots">What belongs into each slot of the templates.</param>
public sealed record ObjectionListResponse(ImmutableArray<ObjectionBody> Objections, ImmutableSortedDictionary<string, string> Slots);

/// <summary>An objection.</summary>
/// <param name="Id">Names it in a rule book's <c>objection_handlers</c>, as <c>library_id</c>; never changes.</param>
/// <param name="Category">What it is about.</param>
/// <param name="TriggerText">What the person says.</param>
/// <param name="RebuttalTemplate">What to answer, with slots such as <c>{product}</c>.</param>
/// <param name="UseCount">How many versions of rule books have used it, over all workspaces.</param>
/// <param name="Languages">What it can be had in.</param>
public sealed record ObjectionBody(
    string Id, string Category, string TriggerText, string RebuttalTemplate, long UseCount, ImmutableArray<string> Languages)
{
    internal static ObjectionBody Of(Objection objection, string language, long uses)
    {
        var wording = objection.In(language)!;
        return new(
            objection.Id, objection.Category, wording.TriggerText, wording.RebuttalTemplate, uses,
            [.. ObjectionLibrary.Languages.Where(tag => objection.In(tag) is not null)]);
    }
}
