using System.Text.Json;
using Switchboard.Api.Limits;

namespace Switchboard.Api.Doors.Cordiul;

/// <summary>Cordiul's API, whose base URL <c>https://your-domain.com/api</c> is <c>/cordiul/api</c> here.</summary>
public sealed class CordiulDoor : Door
{
    /// <inheritdoc/>
    public override string Name => "Cordiul";

    /// <inheritdoc/>
    public override PathString Root => "/cordiul";

    /// <inheritdoc/>
    public override string About =>
        """
        Mint keys, place calls and list them as with Cordiul's API: change the base URL `https://your-domain.com/api` to this server's
        `/cordiul/api`, and the key.

        A key goes into `Authorization: Bearer <key>` or into `x-api-key: <key>`. Every answer is `{"success", "data", "error"}`.

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
    }

    /// <inheritdoc/>
    public override object ErrorBody(Refusal refusal, int status) => new Envelope<object>(Success: false, Data: null, Error: refusal.Message);
}

/// <summary>What every answer is.</summary>
/// <param name="Success">Whether the request was carried out.</param>
/// <param name="Data">What was asked for; null with an error.</param>
/// <param name="Error">What is wrong, for people; null on success.</param>
public sealed record Envelope<T>(bool Success, T? Data, string? Error);
