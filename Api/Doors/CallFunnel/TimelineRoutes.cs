using System.Collections.Immutable;
using Switchboard.Api.Auth;
using Switchboard.Api.Docs;
using Switchboard.Api.Requests;
using Switchboard.Compliance;
using Switchboard.Identity;

namespace Switchboard.Api.Doors.CallFunnel;

/// <summary>What happened with one person: <c>timeline</c>.</summary>
internal static class TimelineRoutes
{
    private const string IdPrefix = "contact_";
    private const int UserIdMax = 254;
    private const int EventsDefault = 50;
    private const int EventsMax = 500;

    private static readonly Refusal NoIdentifier =
        new(RefusalKind.BadRequest, "Say who is meant, by one of phone, user_id and email.") { Code = "IDENTIFIER_REQUIRED" };

    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/timeline", Get).Requires(Permissions.ContactsRead).WithTags("Timeline")
        .WithSummary("What happened with one contact")
        .WithDescription("""
            Calls, decisions about calling and about what was asked for in calls, changes of the do-not-call list and of the contact, newest first. Give one of `phone`,
            `user_id` (the contact's id) and `email`. There is no mail or WhatsApp traffic in it, because this service sends none. Nobody known: `count` is 0.
            """)
        .Query(
            QueryParameter.Text("phone", "The number, E.164 or as it is written in your country."),
            QueryParameter.Text("user_id", "The contact's id."),
            QueryParameter.Text("email", "The contact's mail address; when several contacts have it, all of them are meant."),
            QueryParameter.Whole("n", "Events at most. A page has more only when more happened within its last millisecond.", 1, EventsMax, EventsDefault),
            QueryParameter.Text("before", "Only what happened before this instant: the `at` of the last event of the page before."))
        .Answers(StatusCodes.Status200OK, TimelineExamples.Timeline)
        .Refuses(NoIdentifier);

    private static async Task<IResult> Get(QueryReader query, Caller caller, DataSubjects subjects, ContactTimeline timeline, TenantRegister tenants)
    {
        var phone = query.OptionalText("phone", 60);
        var email = query.OptionalText("email", 254);
        var userId = query.OptionalText("user_id", UserIdMax);
        var limit = query.Int("n", EventsDefault, 1, EventsMax);
        var before = query.OptionalInstant("before");
        var number = phone is null ? null : PhoneInput.Read(phone, await PhoneInput.CountryOfAsync(caller.TenantId, tenants));
        if (phone is not null && number is null)
            query.Fail("phone", PhoneInput.Rule);
        query.Check();

        ImmutableArray<DataSubject> people;
        switch (number, userId, email)
        {
            case ({ } given, null, null):
                people = [await subjects.OfPhoneAsync(caller.TenantId, given)];
                break;
            case (null, { } given, null):
                // What is no id of a contact is nobody's: the caller may have it from a system of their own.
                people = FieldRules.NormaliseId(given, IdPrefix) is { } id && await subjects.OfContactAsync(caller.TenantId, id) is { } contact ? [contact] : [];
                break;
            case (null, null, { } given):
                people = await subjects.OfEmailAsync(caller.TenantId, given);
                break;
            default:
                return NoIdentifier;
        }

        var page = await timeline.PageAsync(people, before, limit);
        return Answer.Ok(new TimelineResponse(page.Count, [.. page.Select(TimelineEventBody.Of)]));
    }
}
