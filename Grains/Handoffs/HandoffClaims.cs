using Switchboard.Storage;

namespace Switchboard.Handoffs;

/// <summary>
/// Ties a person to a call in the transaction of the call's own change. Two calls cannot have one person, as the second's transaction fails as a whole; and no person
/// stays tied to a call that is over, as its end and the release are one transaction.
/// </summary>
internal static class HandoffClaims
{
    /// <summary>Ties the person to the call; the set fails if the person is in a call, has gone away or has another number by now.</summary>
    public static void Claim(WriteSet set, string tenantId, string callId, TransferTarget target)
    {
        set.Update(
            HandoffTables.People,
            new Row { ["tenant_id"] = tenantId, ["agent"] = target.Agent, ["call_id"] = callId },
            when: new Row { ["call_id"] = null, ["phone"] = target.Phone },
            required: true);
        set.Update(
            HandoffTables.Members,
            new Row { ["tenant_id"] = tenantId, ["queue"] = target.Queue, ["agent"] = target.Agent, ["available"] = true },
            when: new Row { ["available"] = true },
            required: true);
    }

    /// <summary>Frees the person whom the call was with.</summary>
    public static void Release(WriteSet set, string tenantId, string callId, TransferTarget target, DateTimeOffset now) => set.Update(
        HandoffTables.People,
        new Row { ["tenant_id"] = tenantId, ["agent"] = target.Agent, ["call_id"] = null, ["free_since"] = now },
        when: new Row { ["call_id"] = callId });
}
