namespace Switchboard.Carriers;

/// <summary>What the store knows of a trunk's calls; the trunk is rebuilt from it and put right by it.</summary>
public interface ITrunkCalls
{
    /// <summary>
    /// Every call that is not over, the oldest first, as committed when this was called or later: a call that asked for a line
    /// before is in it, one whose end was committed before is not.
    /// </summary>
    Task<IReadOnlyList<TrunkCall>> ActiveAndWaitingAsync(CancellationToken cancellationToken = default);
}

/// <summary>A call that is not over.</summary>
/// <param name="CallId">The call.</param>
/// <param name="TenantId">Whose it is.</param>
/// <param name="IsWaiting">Whether it is queued, rather than at the carrier.</param>
public sealed record TrunkCall(string CallId, string TenantId, bool IsWaiting);
