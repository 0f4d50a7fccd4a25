using System.Text.Json;
using Switchboard.Api.Limits;

namespace Switchboard.Api.Doors.Cordiul;

/// <summary>Cordiul's API, whose base URL <c>https://your-domain.com/api</c> is <c>/cordiul/api</c> here.</summary>
public sealed class CordiulDoor : Door
{
    /// <summary>Its lists.</summary>
    internal static readonly OffsetPages Pages = new(limitMax: 5000);

    // What the document says of it.
    private const string NoValidKey = "Missing or invalid API key";

    /// <inheritdoc/>
    public override string Name => "Cordiul";

    /// <inheritdoc/>
    public override PathString Root => "/cordiul";

    /// <inheritdoc/>
    public override string About =>
        """
        Mint keys, place calls and list them as with Cordiul's API: change the base URL `https://your-domain.com/api` to this server's
        `/cordiul/api`, and the key.

        A key goes into `Authorization: Bearer <key>` or into `x-api-key: <key>`; with both, the first counts. Every answer is `{"success", "data", "error"}`.

        Besides what Cordiul's page shows: keys can be deleted, a call can be looked up with what was said in it, lists take `offset`, `from` and `to`, and
        `/contacts` gives the `contact_id` that a call wants.

        The simulated carrier decides by the number what becomes of a call: `+12025550112` books a demo, `+12025550101` is busy, `+12025550102` does
        not answer.
        """;

    /// <inheritdoc/>
    public override JsonSerializerOptions Json => DoorJson.SnakeCase;

    /// <inheritdoc/>
    public override bool TakesApiKeyHeader => true;

    /// <summary>The document names no number; a key may not be a way round the limits of the other doors.</summary>
    public override RateLimit Limit { get; } = RateLimit.PerMinute("cordiul", 120, RateLimitScope.Credential);

    /// <inheritdoc/>
    public override void Map(IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api");
        ApiKeyRoutes.Map(api.MapGroup("/api-keys"));
        CallRoutes.Map(api.MapGroup("/calls"));
        ContactRoutes.Map(api.MapGroup("/contacts"));
    }

    /// <inheritdoc/>
    public override object ErrorBody(Refusal refusal, int status) => new Envelope<object>(Success: false, Data: null, refusal switch
    {
        { Kind: RefusalKind.Unauthenticated } => NoValidKey,
        { Errors.IsEmpty: false } => string.Join("; ", refusal.Errors),
        _ => refusal.Message,
    });
}
