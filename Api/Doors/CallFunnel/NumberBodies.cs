using Switchboard.Api.Requests;
using Switchboard.Carriers;
using Switchboard.Numbers;
using Switchboard.Onboarding;

namespace Switchboard.Api.Doors.CallFunnel;

/// <summary>A page of the tenant's numbers, newest first.</summary>
/// <param name="Numbers">The numbers.</param>
/// <param name="NextBefore">What <c>before</c> must be for the next page; null at the end.</param>
public sealed record NumberListResponse(IEnumerable<NumberBody> Numbers, string? NextBefore);

/// <summary>A number.</summary>
/// <param name="Id">Its id.</param>
/// <param name="PhoneE164">The number.</param>
/// <param name="Country">ISO code of the country that it belongs to.</param>
/// <param name="Source"><c>provisioned</c> or <c>imported</c>.</param>
/// <param name="Provider">Whose number it is.</param>
/// <param name="MonthlyMinor">What a month costs; 0 for an imported one.</param>
/// <param name="Status"><c>provisioning</c>, <c>active</c>, <c>past_due</c>, <c>releasing</c> or <c>released</c>.</param>
/// <param name="WebhooksConfigured">Whether its calls and their reports come here.</param>
/// <param name="PaidUntil">The end of the last month paid.</param>
/// <param name="CreatedAt">When it was taken.</param>
public sealed record NumberBody(
    string Id,
    string PhoneE164,
    string? Country,
    string Source,
    string Provider,
    long MonthlyMinor,
    string Status,
    bool WebhooksConfigured,
    DateTimeOffset? PaidUntil,
    DateTimeOffset CreatedAt)
{
    internal static NumberBody Of(NumberView number) => new(
        number.Id, number.Phone, number.Country, number.Source.ToName(), number.Provider, number.MonthlyMinor, number.Status.ToName(),
        number.AreWebhooksConfigured, number.PaidUntil, number.CreatedAt);
}

/// <summary>Looks for numbers to buy.</summary>
/// <param name="Country">ISO code of two to four letters.</param>
/// <param name="AreaCode">At most six digits, with or without a leading zero; any area when absent.</param>
/// <param name="Limit">1 to 50; 10 when absent.</param>
public sealed record NumberSearchRequest(string Country, string? AreaCode, int Limit) : IRequestBody<NumberSearchRequest>
{
    private const int LimitDefault = 10;
    private const int LimitMax = 50;
    private const int AreaCodeMax = 6;

    /// <inheritdoc/>
    public static NumberSearchRequest Read(RequestReader fields)
    {
        var (country, area) = (fields.Text("country", 4, min: 2), fields.OptionalText("area_code", AreaCodeMax, min: 1));
        if (!country.All(char.IsAsciiLetter))
            fields.Fail("country", "must be an ISO code of 2 to 4 letters — e.g. US");
        if (area is not null && (!area.All(char.IsAsciiDigit) || area.All(digit => digit == '0')))
            fields.Fail("area_code", "must be digits — e.g. 415");
        return new NumberSearchRequest(country.ToUpperInvariant(), area, fields.OptionalInt("limit", 1, LimitMax) ?? LimitDefault);
    }

    /// <summary>As carriers count: without the zero that is dialled within a country only.</summary>
    internal NumberSearch ToSearch() => new(Country, AreaCode?.TrimStart('0'), Limit);
}

/// <summary>Numbers that can be bought.</summary>
/// <param name="Numbers">The numbers; none where there is no supply.</param>
public sealed record NumberSearchResponse(IEnumerable<AvailableNumberBody> Numbers);

/// <summary>A number that can be bought.</summary>
/// <param name="PhoneE164">The number.</param>
/// <param name="Country">ISO code of its country.</param>
/// <param name="AreaCode">Its area, where there are areas.</param>
/// <param name="MonthlyMinor">What a month costs, the first at once.</param>
/// <param name="Currency">The wallet's.</param>
public sealed record AvailableNumberBody(string PhoneE164, string Country, string? AreaCode, long MonthlyMinor, string Currency)
{
    internal static AvailableNumberBody Of(AvailableNumber number, long monthlyMinor, string currency) =>
        new(number.Phone, number.Country, number.AreaCode, monthlyMinor, currency);
}

/// <summary>Buys a number.</summary>
/// <param name="PhoneE164">One that a search returned.</param>
public sealed record ProvisionNumberRequest(string PhoneE164) : IRequestBody<ProvisionNumberRequest>
{
    /// <inheritdoc/>
    public static ProvisionNumberRequest Read(RequestReader fields) => new(fields.Phone("phone_e164"));
}

/// <summary>Brings a number along.</summary>
/// <param name="PhoneE164">The number.</param>
/// <param name="Provider">Whose customer the tenant is for it: at most 40 letters, digits, dashes and underscores, and none that is known for something else.</param>
public sealed record ImportNumberRequest(string PhoneE164, string Provider) : IRequestBody<ImportNumberRequest>
{
    private const int ProviderMax = 40;

    /// <inheritdoc/>
    public static ImportNumberRequest Read(RequestReader fields)
    {
        var request = new ImportNumberRequest(fields.Phone("phone_e164"), fields.Text("provider", ProviderMax).ToLowerInvariant());
        if (!request.Provider.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_'))
            fields.Fail("provider", "must be a provider's name — e.g. twilio");
        else if (ProviderCatalogue.Find(request.Provider) is { Category: not ProviderCategories.Telephony })
            fields.Fail("provider", "must be a provider of telephone numbers — e.g. twilio");
        return request;
    }
}
