namespace Switchboard.Storage;

/// <summary>Whether the store can write at the moment.</summary>
/// <param name="UnavailableSince">Null: it can. Otherwise since when it cannot.</param>
/// <param name="LastError">The last failure's message while it cannot write; it names no secrets.</param>
public sealed record StoreHealth(DateTimeOffset? UnavailableSince, string? LastError)
{
    /// <summary>The state of a store that works.</summary>
    public static StoreHealth Ok { get; } = new(UnavailableSince: null, LastError: null);

    /// <summary>Whether the last write, or the last trial write after a failure, went through.</summary>
    public bool IsOk => UnavailableSince is null;
}
