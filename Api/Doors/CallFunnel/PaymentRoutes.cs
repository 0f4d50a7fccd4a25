using Switchboard.Api.Docs;
using Switchboard.Api.Requests;
using Switchboard.Payments;

namespace Switchboard.Api.Doors.CallFunnel;

/// <summary>What the payment provider calls: <c>billing/webhooks/payment</c>.</summary>
internal static class PaymentRoutes
{
    private static readonly Refusal InvalidSignature =
        new(RefusalKind.Unauthenticated, "The signature is missing, wrong or too old.") { Code = "INVALID_SIGNATURE" };

    private static readonly Refusal UnknownIntent = Refusal.NotFound("There is no such payment intent.") with { Field = "data.intent_id" };

    private static readonly Refusal OtherAmount =
        Refusal.InvalidField("data.amount_minor", "must be the amount of the intent") with { Code = "AMOUNT_MISMATCH" };

    private static readonly Refusal OtherCurrency =
        Refusal.InvalidField("data.currency", "must be the currency of the intent") with { Code = "CURRENCY_MISMATCH" };

    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/billing/webhooks/payment", Receive)
        .Public().WithTags("Billing")
        .WithSummary("A payment was made, or failed")
        .WithDescription($"""
            Called by the payment provider, signed by `{PaymentSignature.Header}: t=<unix seconds>,v1=<hex HMAC-SHA256 of "<t>.<raw body>">`; the time
            may be off by 300 s. Idempotent on `id`, and a payment is credited once.
            """)
        .WithMetadata(new BodyMetadata(typeof(PaymentWebhookRequest)))
        .Takes(Examples.PaymentEvent)
        .Answers(StatusCodes.Status200OK, Examples.Received)
        .Refuses(InvalidSignature, UnknownIntent, OtherAmount, OtherCurrency);

    // The signature is over the bytes as they came, so it is checked before anything is made of them.
    private static async Task<IResult> Receive(HttpRequest request, PaymentSignature signature, PaymentEvents events)
    {
        var raw = await JsonBody.ReadBytesAsync(request.BodyReader, request.HttpContext.RequestAborted);
        if (!signature.Verify(request.Headers[PaymentSignature.Header], raw.Span))
            return InvalidSignature;
        var wanted = Body.Read<PaymentWebhookRequest>(raw);
        return await events.ApplyAsync(wanted.ToEvent()) switch
        {
            PaymentEventResult.UnknownIntent => UnknownIntent,
            PaymentEventResult.AmountDiffers => OtherAmount,
            PaymentEventResult.CurrencyDiffers => OtherCurrency,
            var result => Answer.Ok(new PaymentWebhookResponse(Received: true, Duplicate: result == PaymentEventResult.Repeated)),
        };
    }
}
