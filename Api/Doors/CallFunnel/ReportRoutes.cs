using Switchboard.Api.Auth;
using Switchboard.Api.Docs;
using Switchboard.Api.Limits;
using Switchboard.Api.Requests;
using Switchboard.Identity;
using Switchboard.Reports.Weekly;

namespace Switchboard.Api.Doors.CallFunnel;

/// <summary>Reports to be forwarded: <c>reports/*</c>.</summary>
internal static class ReportRoutes
{
    private const int DaysDefault = 7;
    private const int ZoneNameMax = 64;

    // Each report reads the calls of up to two months.
    private static readonly RateLimit Limit = RateLimit.PerMinute("callfunnel-reports", 30, RateLimitScope.Tenant);

    private static readonly string RangeRule = $"must make a range of at most {ReportPeriod.DaysMax} days, from and to included";

    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/reports/weekly", Weekly)
        .Requires(Permissions.CampaignsRead | Permissions.BillingRead).Limited(Limit).WithTags("Reports & shared library")
        .WithSummary("The weekly report, as a PDF")
        .WithDescription($"""
            Calls and outcomes by day, workflows, approvals, objections and cost of a range of days, both included. Without `from` and `to` it is the last {DaysDefault} days;
            with one of them, {DaysDefault} days from or up to it; at most {ReportPeriod.DaysMax} days. Days are counted in `timezone`, or else in the zone of the largest city of the
            workspace's country; the report says which.
            """)
        .Query(
            QueryParameter.Text("from", "The first day, as 2026-05-18."),
            QueryParameter.Text("to", "The last day, as 2026-05-24."),
            QueryParameter.Text("timezone", "An IANA zone, such as Asia/Kolkata."))
        .Produces(StatusCodes.Status200OK, contentType: "application/pdf")
        .Refuses(Refusal.Invalid(RefusalKind.InvalidParameter, [new FieldError("to", RangeRule)]));

    private static async Task<IResult> Weekly(
        QueryReader query, Caller caller, TenantRegister tenants, WeeklyReports reports, TimeProvider time, HttpResponse response, CancellationToken cancellationToken)
    {
        var tenant = await tenants.FindAsync(caller.TenantId)
            ?? throw new InvalidOperationException($"Tenant {caller.TenantId} of a valid credential is gone.");
        var period = PeriodOf(query, tenant, time.GetUtcNow());
        query.Check();
        var report = await reports.WriteAsync(tenant, period, cancellationToken);
        response.Headers.ContentDisposition = $"inline; filename=\"weekly-{period.From:yyyy-MM-dd}-{period.To:yyyy-MM-dd}.pdf\"";
        return Results.Bytes(report, "application/pdf");
    }

    private static ReportPeriod PeriodOf(QueryReader query, Tenant tenant, DateTimeOffset now)
    {
        var zone = ReportPeriod.ZoneOf(tenant.Country);
        if (query.OptionalText("timezone", ZoneNameMax) is { } name)
        {
            if (ReportPeriod.FindZone(name) is { } found)
                zone = found;
            else
                query.Fail("timezone", "must be an IANA time zone — e.g. Asia/Kolkata");
        }

        var (from, to) = (query.OptionalDay("from"), query.OptionalDay("to"));
        var last = to ?? from?.AddDays(DaysDefault - 1) ?? ReportPeriod.DayOf(now, zone);
        var period = new ReportPeriod(from ?? last.AddDays(1 - DaysDefault), last, zone);
        if (period.From > period.To)
            query.Fail("from", "must not be after to");
        else if (period.Days > ReportPeriod.DaysMax)
            query.Fail("to", RangeRule);
        return period;
    }
}
