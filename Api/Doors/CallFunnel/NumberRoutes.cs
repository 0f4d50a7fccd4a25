using Orleans;
using Switchboard.Api.Auth;
using Switchboard.Api.Docs;
using Switchboard.Api.Requests;
using Switchboard.Carriers;
using Switchboard.Identity;
using Switchboard.Numbers;
using Switchboard.Wallets;

namespace Switchboard.Api.Doors.CallFunnel;

/// <summary>The tenant's telephone numbers: <c>numbers/*</c>.</summary>
internal static class NumberRoutes
{
    private const int PageDefault = 50;
    private const int PageMax = 200;

    private static readonly Refusal Unavailable =
        Refusal.Conflict("The number is not available: it is in somebody's hands already.") with { Field = "phone_e164", Code = "NUMBER_UNAVAILABLE" };

    private static readonly Refusal TooMany = Refusal.Conflict("The workspace holds as many numbers as it may.") with { Code = "NUMBER_LIMIT_REACHED" };

    private static readonly Refusal TooLittle = new(RefusalKind.InsufficientFunds, "The balance does not cover the number's first month.");

    private static readonly Refusal NotOffered = Refusal.InvalidField("phone_e164", "must be a number that a search returned");

    private static readonly Refusal NotYours = Refusal.InvalidField("phone_e164", "must be your number at the provider");

    private static readonly Refusal BeingProvisioned =
        Refusal.Conflict("The number is still being provisioned; try again in a minute.") with { Code = "NUMBER_PROVISIONING" };

    public static void Map(IEndpointRouteBuilder api)
    {
        var numbers = api.MapGroup("/numbers").WithTags("Numbers");
        numbers.MapGet("", List).Requires(Permissions.NumbersRead)
            .WithSummary("List numbers")
            .WithDescription("""
                The numbers that the workspace holds, newest first. A `past_due` one could not be paid: that is tried every day, and after 7 days it is released.
                """)
            .Query(
                QueryParameter.Whole("limit", "Numbers on a page.", 1, PageMax, PageDefault),
                QueryParameter.Text("before", "Only numbers taken before the one of this id: the `next_before` of the page before."))
            .Answers(StatusCodes.Status200OK, NumberExamples.List);
        numbers.MapPost("/search", Search).Requires(Permissions.NumbersWrite)
            .WithSummary("Search for numbers to buy")
            .WithDescription("The simulated carrier serves US, CA, GB, IN, AU, SG and AE. What somebody holds is not offered.")
            .Takes(NumberExamples.Search)
            .Answers(StatusCodes.Status200OK, NumberExamples.Found)
            .Refuses(Refusal.InvalidField("country", "must be an ISO code of 2 to 4 letters — e.g. US"));
        numbers.MapPost("/provision", Provision).Requires(Permissions.NumbersWrite)
            .WithSummary("Buy a number")
            .WithDescription("""
                The first month is charged at once and each further one on the same day of the month. The carrier is told to send its calls and their reports here.
                `status` is `active`, or `provisioning` while the carrier has not confirmed it.
                """)
            .Takes(NumberExamples.Provision)
            .Answers(StatusCodes.Status201Created, NumberExamples.Provisioned)
            .Refuses(TooLittle, NotOffered, Unavailable);
        numbers.MapPost("/import", Import).Requires(Permissions.NumbersWrite)
            .WithSummary("Import a number")
            .WithDescription("You must own it at the provider, whom you go on paying for it: it costs nothing here.")
            .Takes(NumberExamples.Import)
            .Answers(StatusCodes.Status201Created, NumberExamples.Imported)
            .Refuses(Unavailable, NotYours);
        numbers.MapPost("/{id}/release", Release).Requires(Permissions.Admin)
            .WithSummary("Release a number")
            .WithDescription("Its calls no longer come here and no further month is charged. A number that is released already stays so.")
            .Answers(StatusCodes.Status200OK, NumberExamples.Released)
            .Refuses(Refusal.NotFound("There is no such number."), BeingProvisioned);
    }

    private static async Task<IResult> List(QueryReader query, Caller caller, NumberRegister numbers)
    {
        var (limit, before) = (query.Int("limit", PageDefault, 1, PageMax), query.OptionalId("before"));
        query.Check();
        var page = KeysetPage<NumberView>.Of(await numbers.PageAsync(caller.TenantId, before, limit + 1), limit);
        return Answer.Ok(new NumberListResponse(page.Rows.Select(NumberBody.Of), page.Next(number => number.Id)));
    }

    private static async Task<IResult> Search(
        Body<NumberSearchRequest> body, Caller caller, INumberInventory inventory, IGrainFactory grains, BillingOptions billing, HttpRequest request)
    {
        var found = await inventory.SearchAsync(body.Value.ToSearch(), request.HttpContext.RequestAborted);
        var currency = (await grains.GetGrain<IWalletGrain>(caller.TenantId).Get()).Currency;
        var price = billing.NumberMonthsMinor[currency];
        return Answer.Ok(new NumberSearchResponse(found.Select(number => AvailableNumberBody.Of(number, price, currency))));
    }

    private static Task<IResult> Provision(Body<ProvisionNumberRequest> body, Caller caller, IGrainFactory grains, TimeProvider time) =>
        AcquireAsync(new AcquireNumber(caller.TenantId, body.Value.PhoneE164, NumberSource.Provisioned, Provider: null), grains, time);

    private static Task<IResult> Import(Body<ImportNumberRequest> body, Caller caller, IGrainFactory grains, TimeProvider time) =>
        AcquireAsync(new AcquireNumber(caller.TenantId, body.Value.PhoneE164, NumberSource.Imported, body.Value.Provider), grains, time);

    private static async Task<IResult> AcquireAsync(AcquireNumber command, IGrainFactory grains, TimeProvider time)
    {
        var id = Guid.CreateVersion7(time.GetUtcNow()).ToString();
        var result = await grains.GetGrain<INumberGrain>(id).Acquire(command);
        return result.Number is { } number ? Answer.Created(NumberBody.Of(number)) : Refused(result.Refusal!.Value, command.Source);
    }

    private static async Task<IResult> Release(string id, Caller caller, IGrainFactory grains)
    {
        if (FieldRules.NormaliseId(id) is not { } numberId || await grains.GetGrain<INumberGrain>(numberId).Release(caller.TenantId) is not { } number)
            return Refusal.NotFound("There is no such number.");
        return number.Status == NumberStatus.Provisioning ? BeingProvisioned : Answer.Ok(NumberBody.Of(number));
    }

    private static Refusal Refused(NumberRefusal reason, NumberSource source) => reason switch
    {
        NumberRefusal.Held => Unavailable,
        NumberRefusal.NotOffered => NotOffered,
        NumberRefusal.TooMany => TooMany,
        NumberRefusal.RefusedByCarrier => source == NumberSource.Imported ? NotYours : Unavailable,
        NumberRefusal.InsufficientFunds => TooLittle,
        NumberRefusal.NoActivePlan => new Refusal(RefusalKind.Forbidden, "No active plan"),
        NumberRefusal.Suspended => new Refusal(RefusalKind.Forbidden, "Your account is suspended."),
        _ => throw new InvalidOperationException($"A number was refused as {reason}."),
    };
}
