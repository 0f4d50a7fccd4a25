using System.Text.Json;

namespace Switchboard.Api.Doors;

/// <summary>A body in the JSON of the request's door.</summary>
public static class Answer
{
    /// <summary>200 with a body.</summary>
    public static IResult Ok(object body) => new DoorResult(body, StatusCodes.Status200OK);

    /// <summary>201 with a body.</summary>
    public static IResult Created(object body) => new DoorResult(body, StatusCodes.Status201Created);

    /// <summary>503 with a body that is no error, such as a report of the service's health.</summary>
    public static IResult Unavailable(object body) => new DoorResult(body, StatusCodes.Status503ServiceUnavailable);

    /// <summary>Writes a body with its length, so that a small answer is one packet and needs no chunks.</summary>
    internal static async Task WriteAsync(HttpContext context, object body, int status)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(body, body.GetType(), context.GetDoor()?.Json ?? DoorJson.SnakeCase);
        var response = context.Response;
        response.StatusCode = status;
        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = bytes.Length;
        await response.Body.WriteAsync(bytes, context.RequestAborted);
    }

    private sealed class DoorResult(object body, int status) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext) => WriteAsync(httpContext, body, status);
    }
}
