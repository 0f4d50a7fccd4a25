using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Switchboard.Api.Doors;
using Switchboard.Api.Doors.CallFunnel;
using Switchboard.Payments;

namespace Switchboard.Api.Sandbox;

/// <summary>
/// The payment provider of the sandbox. It reports as a real one does: by a signed request to the payment webhook, over HTTP,
/// in at the front like everybody else's.
/// </summary>
public sealed class SandboxProvider(IServer server, PaymentSignature signature) : IDisposable
{
    private const string Webhook = "/callfunnel/api/billing/webhooks/payment";

    private readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromSeconds(20) };

    /// <summary>Reports what became of a payment. False when the webhook did not take it: the payer may try again.</summary>
    /// <param name="intent">The payment.</param>
    /// <param name="type"><see cref="PaymentEvent.Succeeded"/> or <see cref="PaymentEvent.Failed"/>.</param>
    public async Task<bool> TryReportAsync(PaymentIntent intent, string type)
    {
        var report = new PaymentWebhookRequest(
            PaymentEvent.OfSandbox(intent, type).Id, type, new PaymentDataBody(intent.Id, intent.AmountMinor, intent.Currency));
        var body = JsonSerializer.SerializeToUtf8Bytes(report, DoorJson.SnakeCase);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(OwnAddress(), Webhook));
        request.Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        request.Headers.Add(PaymentSignature.Header, signature.Sign(body));
        try
        {
            using var response = await _client.SendAsync(request);
            return response.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    // Plain HTTP if it is there; a wildcard listens on the loopback address too.
    private Uri OwnAddress()
    {
        var addresses = server.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses;
        var address = BindingAddress.Parse(
            addresses.FirstOrDefault(candidate => candidate.StartsWith("http://", StringComparison.OrdinalIgnoreCase)) ?? addresses.First());
        var host = address.Host is "+" or "*" or "0.0.0.0" or "[::]" ? "127.0.0.1" : address.Host;
        return new Uri($"{address.Scheme}://{host}:{address.Port}");
    }
}
