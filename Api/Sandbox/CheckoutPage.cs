using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Switchboard.Payments;

namespace Switchboard.Api.Sandbox;

/// <summary>The checkout page: plain HTML that needs no script and loads nothing.</summary>
internal sealed class CheckoutPage : IResult
{
    private const string Style = """
        body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: #f4f5f7; color: #1c2330;
               font: 16px/1.5 system-ui, sans-serif; }
        main { background: #fff; border: 1px solid #dfe3ea; border-radius: 12px; padding: 2rem 2.5rem; width: min(24rem, 90vw);
               box-sizing: border-box; }
        h1 { font-size: 1rem; font-weight: 600; margin: 0; color: #5a6475; }
        .amount { font-size: 2.25rem; font-weight: 700; margin: .5rem 0 1rem; }
        .note { color: #5a6475; margin: 0 0 1.5rem; overflow-wrap: anywhere; }
        form { margin: 0 0 .75rem; }
        button { width: 100%; padding: .75rem; font: inherit; font-weight: 600; border: 0; border-radius: 8px; cursor: pointer;
                 background: #1a6b4a; color: #fff; }
        button.quiet { background: #eceff4; color: #7a2530; }
        button:focus-visible, a:focus-visible { outline: 3px solid #7fb8ff; outline-offset: 2px; }
        @media (prefers-color-scheme: dark) {
          body { background: #12161d; color: #e8ebf0; } main { background: #1b212b; border-color: #303846; }
          h1, .note { color: #a5afbf; } button.quiet { background: #2a323f; color: #ffb3bc; } a { color: #8cc2ff; }
        }
        """;

    private static readonly string StyleHash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)));

    private readonly int _status;
    private readonly string _title;
    private readonly string _content;
    private readonly string? _returnOrigin;

    private CheckoutPage(int status, string title, string content, PaymentIntent? intent = null)
    {
        _status = status;
        _title = title;
        _content = content;
        _returnOrigin = intent?.ReturnUrl is { } url ? new Uri(url).GetLeftPart(UriPartial.Authority) : null;
    }

    /// <summary>Where the page of a payment is.</summary>
    public static string Address(PaymentIntent intent) => $"/sandbox/checkout/{intent.Id}";

    /// <summary>The page of a payment as it stands.</summary>
    /// <param name="intent">The payment.</param>
    /// <param name="balanceMinor">The wallet's balance, once it is paid.</param>
    public static CheckoutPage Of(PaymentIntent intent, long? balanceMinor) => intent.Status switch
    {
        PaymentStatus.Succeeded => new(
            StatusCodes.Status200OK,
            "Payment received",
            $"""<p class="amount">{Money(intent.AmountMinor, intent)}</p><p class="note">Thank you. The balance is now {Money(balanceMinor!.Value, intent)}.</p>{Back(intent)}""",
            intent),
        PaymentStatus.Failed => new(
            StatusCodes.Status200OK, "Payment failed", $"""{Asking(intent, "The payment failed. No money was taken; you can try again.")}{Back(intent)}""", intent),
        _ => new(StatusCodes.Status200OK, "Top up your balance", Asking(intent, "This is a sandbox: no real money moves."), intent),
    };

    /// <summary>The webhook did not take the report.</summary>
    public static CheckoutPage NotDelivered(PaymentIntent intent) => new(
        StatusCodes.Status503ServiceUnavailable, "Not confirmed yet", Asking(intent, "The payment could not be confirmed just now. Trying again is safe: it is booked once."), intent);

    /// <summary>There is no such payment.</summary>
    public static CheckoutPage NotFound() =>
        new(StatusCodes.Status404NotFound, "No such payment", """<p class="note">This link does not belong to a payment.</p>""");

    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = _status;
        response.ContentType = "text/html; charset=utf-8";
        // A form's answer may redirect to the return address, and browsers hold form-action against that too.
        response.Headers.ContentSecurityPolicy =
            $"default-src 'none'; style-src 'sha256-{StyleHash}'; form-action 'self' {_returnOrigin}; base-uri 'none'; frame-ancestors 'none'";
        return response.WriteAsync($"""
            <!doctype html>
            <html lang="en">
            <head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{_title}</title><style>{Style}</style></head>
            <body><main><h1>{_title}</h1>{_content}</main></body>
            </html>
            """);
    }

    private static string Asking(PaymentIntent intent, string note) => $"""
        <p class="amount">{Money(intent.AmountMinor, intent)}</p><p class="note">{note}</p>
        <form method="post" action="{Address(intent)}/pay"><button>Pay {Money(intent.AmountMinor, intent)}</button></form>
        <form method="post" action="{Address(intent)}/fail"><button class="quiet">Let the payment fail</button></form>
        """;

    private static string Back(PaymentIntent intent) =>
        intent.ReturnUrl is { } url ? $"""<p class="note"><a href="{WebUtility.HtmlEncode(url)}">Return to {WebUtility.HtmlEncode(new Uri(url).Host)}</a></p>""" : "";

    private static string Money(long minor, PaymentIntent intent) =>
        $"{(intent.Currency == "INR" ? "₹" : "$")}{(minor / 100m).ToString("#,##0.00", CultureInfo.InvariantCulture)}";
}
