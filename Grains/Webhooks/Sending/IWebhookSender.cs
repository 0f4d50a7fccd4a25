namespace Switchboard.Webhooks;

/// <summary>Makes one attempt to hand a message to an endpoint.</summary>
public interface IWebhookSender
{
    /// <summary>Sends the request and reports how it went; a failure is a result, not an exception.</summary>
    /// <exception cref="OperationCanceledException">
    /// <paramref name="cancellationToken"/> was cancelled: the receiver may have got the request or not.
    /// </exception>
    Task<AttemptResult> SendAsync(WebhookRequest request, CancellationToken cancellationToken);
}

/// <summary>A request to an endpoint.</summary>
/// <param name="Url">The endpoint's address, as registered.</param>
/// <param name="Headers">All headers but those of HTTP itself; the first of two equal names counts.</param>
/// <param name="Body">JSON.</param>
public sealed record WebhookRequest(string Url, IReadOnlyList<KeyValuePair<string, string>> Headers, byte[] Body);

/// <summary>How an attempt went.</summary>
/// <param name="StatusCode">The receiver's answer; null when there was none.</param>
/// <param name="Error">Why there was no answer; null when there was one.</param>
/// <param name="Duration">From its beginning to the end of the answer.</param>
/// <param name="Snippet">The beginning of the answer's body; null when there was none.</param>
/// <param name="RetryAfter">How long the receiver asks to be left alone; null when it does not say.</param>
public sealed record AttemptResult(int? StatusCode, AttemptError? Error, TimeSpan Duration, string? Snippet = null, TimeSpan? RetryAfter = null)
{
    /// <summary>Only a status from 200 to 299 is success (contract, section 7).</summary>
    public bool IsSuccess => StatusCode is >= 200 and <= 299;

    /// <summary>The receiver is gone for good: 410.</summary>
    public bool IsGone => StatusCode == 410;
}

/// <summary>Why an attempt has no answer.</summary>
public enum AttemptError
{
    /// <summary>The address is not one that webhooks are sent to, or its name resolves to one that is not.</summary>
    AddressRefused,

    /// <summary>The name has no address, or the name servers did not answer.</summary>
    NameNotFound,

    /// <summary>No connection came about, or it broke.</summary>
    Connection,

    /// <summary>The receiver's certificate is not valid for its name, or the secure connection failed otherwise.</summary>
    Tls,

    /// <summary>It took too long.</summary>
    Timeout,

    /// <summary>The answer is not HTTP, or its headers are too large.</summary>
    Protocol,

    /// <summary>The message could not be made: its data or the endpoint's secret cannot be read.</summary>
    Message,
}

/// <summary>The names of errors in the store and in logs.</summary>
public static class AttemptErrorExtensions
{
    /// <summary>The name in snake case.</summary>
    public static string ToName(this AttemptError error) => error switch
    {
        AttemptError.AddressRefused => "address_refused",
        AttemptError.NameNotFound => "name_not_found",
        AttemptError.Connection => "connection",
        AttemptError.Tls => "tls",
        AttemptError.Timeout => "timeout",
        AttemptError.Protocol => "protocol",
        AttemptError.Message => "message",
        _ => throw new ArgumentOutOfRangeException(nameof(error), error, "not an attempt's error"),
    };
}
