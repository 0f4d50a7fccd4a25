using Microsoft.AspNetCore.Http.Features;
using Orleans.Runtime;
using Orleans.Storage;
using Switchboard.Api.Telemetry;
using Switchboard.Storage;

namespace Switchboard.Api.Doors;

/// <summary>
/// The outermost middleware: whatever goes wrong further in, the caller gets an answer in the shape of its door, without
/// details of ours.
/// </summary>
public sealed class DoorErrors(RequestDelegate next, ILogger<DoorErrors> logger)
{
    private const long TakenInMax = 64 * 1024 * 1024;

    private static readonly TimeSpan UnavailableRetry = TimeSpan.FromSeconds(5);

    /// <summary>The middleware.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (Exception exception) when (!context.Response.HasStarted)
        {
            if (context.RequestAborted.IsCancellationRequested)
            {
                context.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
                return;
            }
            await AnswerAsync(context, Translate(context, exception));
            return;
        }

        if (Bodiless(context) is { } refusal)
            await refusal.ExecuteAsync(context);
    }

    private static async Task AnswerAsync(HttpContext context, Refusal refusal)
    {
        await TakeInAsync(context);
        context.Response.Clear();
        await refusal.ExecuteAsync(context);
    }

    /// <summary>
    /// A client that still sends a body too large when the connection is closed after the answer sees a broken pipe and no answer.
    /// What it announced is taken in first and thrown away, within bounds and the server's least data rate.
    /// </summary>
    private static async Task TakeInAsync(HttpContext context)
    {
        var limit = context.Features.Get<IHttpMaxRequestBodySizeFeature>();
        if (limit is not { IsReadOnly: false } || context.Request.ContentLength is not { } length || length <= limit.MaxRequestBodySize || length > TakenInMax)
            return;
        limit.MaxRequestBodySize = length;
        try
        {
            await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            // It has gone, or sends too slowly: there is nobody to spare a broken pipe.
        }
    }

    private Refusal Translate(HttpContext context, Exception exception)
    {
        switch (exception)
        {
            case RefusedException refused:
                return refused.Refusal;
            case var passing when IsPassing(passing):
                logger.LogWarning(exception, "{Method} {Route} could not be carried out", context.Request.Method, RequestLog.RouteOf(context));
                return new Refusal(RefusalKind.Unavailable, "The service is busy or its store cannot be reached. Try again.") { RetryAfter = UnavailableRetry };
            case BadHttpRequestException bad:
                return OfStatus(bad.StatusCode, context.Request) ?? new Refusal(RefusalKind.BadRequest, "The request is malformed.");
            default:
                logger.LogError(exception, "{Method} {Route} failed", context.Request.Method, RequestLog.RouteOf(context));
                return new Refusal(RefusalKind.Internal, "Something went wrong on our side.");
        }
    }

    // Trying again later helps. Grains wrap what their storage throws; a directory that changes hands says so in the most general way.
    private static bool IsPassing(Exception exception) =>
        exception is StoreUnavailableException or StoreBusyException or InconsistentStateException or OrleansMessageRejectionException or TimeoutException
        || (exception.GetType() == typeof(OrleansException) && exception.InnerException is null)
        || (exception.InnerException is { } inner && IsPassing(inner));

    // Routing and the server answer with a bare status; the door's shape is put around it.
    private static Refusal? Bodiless(HttpContext context)
    {
        var response = context.Response;
        if (response.HasStarted || response.StatusCode < 400 || response.ContentLength is not null || response.ContentType is not null)
            return null;
        return OfStatus(response.StatusCode, context.Request);
    }

    private static Refusal? OfStatus(int status, HttpRequest request) => status switch
    {
        StatusCodes.Status400BadRequest => new(RefusalKind.BadRequest, "The request is malformed."),
        StatusCodes.Status404NotFound => new(RefusalKind.UnknownRoute, "There is no such route."),
        StatusCodes.Status405MethodNotAllowed => new(RefusalKind.MethodNotAllowed, $"This route does not take {request.Method}."),
        StatusCodes.Status408RequestTimeout => new(RefusalKind.RequestTimeout, "The request took too long to arrive."),
        StatusCodes.Status413PayloadTooLarge => new(RefusalKind.BodyTooLarge, TooLarge(request)),
        StatusCodes.Status415UnsupportedMediaType => new(RefusalKind.UnsupportedMediaType, "This content type is not supported here."),
        _ => null,
    };

    private static string TooLarge(HttpRequest request) =>
        request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize is { } limit
            ? $"The body is larger than {limit} bytes."
            : "The body is too large.";
}
