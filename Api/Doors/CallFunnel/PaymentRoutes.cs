using Switchboard.Api.Requests;
using Switchboard.Payments;

namespace Switchboard.Api.Doors.CallFunnel;

/// <summary>What the payment provider calls: <c>billing/webhooks/payment</c>.</summary>
internal static class PaymentRoutes
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/billing/webhooks/payment", Receive)
        .Public().WithTags("Billing").Produces<PaymentWebhookResponse>();

    // The signature is over the bytes as they came, so it is checked before anything is made of them.
    private static async Task<IResult> Receive(HttpRequest request, PaymentSignature signature, PaymentEvents events)
    {
        var raw = await JsonBody.ReadBytesAsync(request.BodyReader, request.HttpContext.RequestAborted);
        if (!signature.Verify(request.Headers[PaymentSignature.Header], raw.Span))
            return new Refusal(RefusalKind.Unauthenticated, "The signature is missing, wrong or too old.") { Code = "INVALID_SIGNATURE" };
        var wanted = Body.Read<PaymentWebhookRequest>(raw);
        return await events.ApplyAsync(wanted.ToEvent()) switch
        {
            PaymentEventResult.UnknownIntent => Refusal.NotFound("There is no such payment intent.") with { Field = "data.intent_id" },
            PaymentEventResult.AmountDiffers => Refusal.InvalidField("data.amount_minor", "must be the amount of the intent") with { Code = "AMOUNT_MISMATCH" },
            PaymentEventResult.CurrencyDiffers => Refusal.InvalidField("data.currency", "must be the currency of the intent") with { Code = "CURRENCY_MISMATCH" },
            var result => Answer.Ok(new PaymentWebhookResponse(Received: true, Duplicate: result == PaymentEventResult.Repeated)),
        };
    }
}
