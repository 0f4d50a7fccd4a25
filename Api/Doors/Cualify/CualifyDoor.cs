using System.Text.Json;
using Switchboard.Api.Limits;

namespace Switchboard.Api.Doors.Cualify;

/// <summary>Cualify's API, whose base URL <c>https://app.cualify.in/api/v1</c> is <c>/cualify/api/v1</c> here.</summary>
public sealed class CualifyDoor : Door
{
    /// <summary>Its lists.</summary>
    internal static readonly OffsetPages Pages = new(limitMax: 100);

    /// <summary>What <c>metadata</c> may be at most, as compact JSON in UTF-8.</summary>
    internal const int MetadataBytesMax = 16 * 1024;

    /// <inheritdoc/>
    public override string Name => "Cualify";

    /// <inheritdoc/>
    public override PathString Root => "/cualify";

    /// <inheritdoc/>
    public override string About =>
        """
        Place calls, keep contacts and register webhooks as with Cualify's API: change the base URL `https://app.cualify.in/api/v1` to this
        server's `/cualify/api/v1`, and the key.

        Every request needs `Authorization: Bearer <key>`. An organisation has 120 requests a minute over all routes. Errors have one shape; switch
        on `error.code`.

        The simulated carrier decides by the number what becomes of a call: `+12025550112` books a demo, `+12025550101` is busy, `+12025550102` does
        not answer.
        """;

    /// <inheritdoc/>
    public override JsonSerializerOptions Json => DoorJson.SnakeCase;

    /// <inheritdoc/>
    public override RateLimit Limit { get; } = new("cualify", 120, TimeSpan.FromMinutes(1), RateLimitScope.Tenant);

    /// <inheritdoc/>
    public override void Map(IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/v1");
        CallRoutes.Map(api);
        ContactRoutes.Map(api);
        WebhookRoutes.Map(api);
    }

    /// <inheritdoc/>
    public override object ErrorBody(Refusal refusal, int status) => ErrorEnvelope.Of(refusal);
}
