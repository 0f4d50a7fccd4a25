using System.Text.Json;
using Switchboard.Api.Limits;
using Switchboard.Identity;

namespace Switchboard.Api.Doors.NextNeural;

/// <summary>The API at <c>/v1</c> and <c>/api/voice</c> whose document bears no name; known as NextNeural's.</summary>
public sealed class NextNeuralDoor : Door
{
    /// <summary>Its lists.</summary>
    internal static readonly OffsetPages Pages = new(limitMax: 100);

    /// <inheritdoc/>
    public override string Name => "NextNeural";

    /// <inheritdoc/>
    public override PathString Root => "/nextneural";

    /// <inheritdoc/>
    public override string About =>
        """
        Contacts, campaigns, calls, voice agents and webhooks as with NextNeural's API: put this server's `/nextneural` before the paths
        `/v1/...` and `/api/voice/...`, and change the key.

        Every request needs `Authorization: Bearer <key>`. Errors are `{"detail"}`. A key has 100 requests a minute over all routes but those that have a limit
        of their own, which each tells of itself.

        The simulated carrier decides by the number what becomes of a call: `+12025550112` books a demo, `+12025550108` asks for a person,
        `+12025550104` is a voicemail, `+12025550102` does not answer.
        """;

    /// <inheritdoc/>
    public override JsonSerializerOptions Json => DoorJson.SnakeCase;

    /// <inheritdoc/>
    public override RateLimit Limit { get; } = Limits.Default;

    /// <inheritdoc/>
    public override void Map(IEndpointRouteBuilder routes)
    {
        var v1 = routes.MapGroup("/v1");
        var voice = routes.MapGroup("/api/voice");
        ContactRoutes.Map(v1, voice);
        ImportRoutes.Map(voice);
        WebhookRoutes.Map(v1);
        CampaignRoutes.Map(v1, voice);
        CallRoutes.Map(v1);
        AgentRoutes.Map(voice);
        SpeakerRoutes.Map(voice);
        TransferRoutes.Map(voice);
        LiveRoutes.Map(routes);
    }

    /// <inheritdoc/>
    public override object ErrorBody(Refusal refusal, int status) => new ErrorResponse(DetailOf(refusal));

    // The two sentences that the document prints; everything else speaks for itself.
    private static string DetailOf(Refusal refusal) => refusal.Kind switch
    {
        RefusalKind.Unauthenticated => "Invalid or expired token",
        RefusalKind.MissingPermission => $"Insufficient permissions. Required scopes: {Scopes(refusal.Required)}",
        _ => refusal.Message,
    };

    private static string Scopes(Permissions required) =>
        string.Join(", ", PermissionNames.Of(required).Select(name => PermissionNames.VoicePrefix + name));
}

/// <summary>NextNeural's error.</summary>
/// <param name="Detail">What is wrong, for people.</param>
public sealed record ErrorResponse(string Detail);
