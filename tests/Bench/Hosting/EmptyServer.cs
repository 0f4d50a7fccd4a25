using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Switchboard.Bench.Hosting;

/// <summary>The least that an HTTP server with JSON can do: reads a body, answers another.</summary>
public static class EmptyServer
{
    /// <summary>The argument with which this program is it.</summary>
    public const string Command = "empty-server";

    /// <summary>Serves until the process is ended.</summary>
    public static async Task RunAsync(string[] args)
    {
        await using var app = WebApplication.CreateBuilder(args).Build();
        app.MapGet("/healthz", () => TypedResults.Ok(new { status = "ok" }));
        app.MapPost("/calls", (PlaceCall body) => TypedResults.Created((string?)null, new { data = new PlacedCall(
            Guid.Empty.ToString(), "queued", body.Agent_id, body.To_e164, "simulator", "sim_00000000000000000000000000000000", DateTimeOffset.UnixEpoch) }));
        await app.RunAsync();
    }

    private sealed record PlaceCall(string Agent_id, string To_e164, int Max_duration_sec);

    private sealed record PlacedCall(
        string Id, string Status, string Agent_id, string To_e164, string Provider, string Provider_call_id, DateTimeOffset Created_at);
}
