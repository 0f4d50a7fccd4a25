namespace Switchboard.Api.Doors.Cordiul;

/// <summary>What every answer is.</summary>
/// <param name="Success">Whether the request was carried out.</param>
/// <param name="Data">What was asked for; null with an error.</param>
/// <param name="Error">What is wrong, for people; null on success.</param>
public sealed record Envelope<T>(bool Success, T? Data, string? Error);

/// <summary>Makes envelopes.</summary>
internal static class Envelope
{
    /// <summary>The envelope of a request that was carried out.</summary>
    public static Envelope<T> Of<T>(T data) => new(Success: true, data, Error: null);
}
