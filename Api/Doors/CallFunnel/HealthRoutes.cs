using Switchboard.Api.Docs;
using Switchboard.Mail;
using Switchboard.Secrets;
using Switchboard.Settings;
using Switchboard.Silo.Health;
using Switchboard.Voices;

namespace Switchboard.Api.Doors.CallFunnel;

/// <summary>The service's health and what it is connected to: <c>healthz</c>.</summary>
internal static class HealthRoutes
{
    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/healthz", Get).Public().WithTags("Health")
        .WithSummary("The service's health")
        .Answers(StatusCodes.Status200OK, Examples.Healthy);

    private static IResult Get(Readiness readiness, IConfiguration configuration, MailOptions mail, ISpeech speech, SecretBox secrets)
    {
        var health = new HealthResponse(readiness.Phase, new ProvidersBody(
            Carrier: configuration.Text("Carrier:Kind") ?? "simulator",
            Payments: "sandbox",
            Mail: mail.Server is null ? "file" : "smtp",
            Speech: speech.Obstacle is null ? "espeak" : "not_installed",
            ProviderCredentials: secrets.HasConfiguredKey ? "enabled" : "no_master_key"));
        return readiness.IsReady ? Answer.Ok(health) : Answer.Unavailable(health);
    }
}

/// <summary>The service's health.</summary>
/// <param name="Status"><c>ok</c>, or why not.</param>
/// <param name="Providers">What it is connected to.</param>
public sealed record HealthResponse(string Status, ProvidersBody Providers);

/// <summary>What does the work outside of this process.</summary>
/// <param name="Carrier">Places the calls.</param>
/// <param name="Payments">Takes the money.</param>
/// <param name="Mail">Takes the mails.</param>
/// <param name="Speech">Speaks previews; <c>not_installed</c> where a program for it is missing.</param>
/// <param name="ProviderCredentials">Whether tenants' own providers can be stored: <c>enabled</c>, or <c>no_master_key</c>.</param>
public sealed record ProvidersBody(string Carrier, string Payments, string Mail, string Speech, string ProviderCredentials);
