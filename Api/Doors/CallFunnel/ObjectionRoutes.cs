using Switchboard.Api.Docs;
using Switchboard.Api.Requests;
using Switchboard.Objections;

namespace Switchboard.Api.Doors.CallFunnel;

/// <summary>The library of objections: <c>objections</c>.</summary>
internal static class ObjectionRoutes
{
    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/objections", List).Public().WithTags("Objections")
        .WithSummary("The library of objections")
        .WithDescription("""
            Objections that people make on the telephone, with answers that are honest and do not press: the same for every workspace. Rule books draw on
            them; `use_count` says how many versions of rule books have used one. A word in braces in `rebuttal_template` is a slot, and `slots` says what
            belongs into each. `languages` lists what an entry can be had in; `?language=hi` answers those that there are in Hindi.
            """)
        .Query(
            QueryParameter.OneOf("category", "Only those of this category.", ObjectionLibrary.Categories),
            QueryParameter.OneOf("language", "English, or Hindi.", ObjectionLibrary.Languages))
        .Answers(StatusCodes.Status200OK, ObjectionExamples.List);

    private static async Task<IResult> List(QueryReader query, ObjectionUsage usage, CancellationToken cancellationToken)
    {
        var category = query.OptionalOneOf("category", ObjectionLibrary.Categories.AsSpan());
        var language = query.OptionalOneOf("language", ObjectionLibrary.Languages.AsSpan()) ?? ObjectionLibrary.Languages[0];
        query.Check();
        var counts = await usage.CountsAsync(cancellationToken);
        return Answer.Ok(new ObjectionListResponse(
            [
                .. ObjectionLibrary.All
                    .Where(objection => category is null || objection.Category == category)
                    .Where(objection => objection.In(language) is not null)
                    .Select(objection => ObjectionBody.Of(objection, language, counts.GetValueOrDefault(objection.Id))),
            ],
            ObjectionSlots.Meanings));
    }
}
