namespace Switchboard.Compliance;

/// <summary>A list that keeps a number from being called.</summary>
public enum SuppressionList
{
    /// <summary>The tenant's own do-not-call list.</summary>
    DoNotCall,

    /// <summary>The Indian registry (NCPR).</summary>
    NationalRegistry,
}

/// <summary>Answers whether a number may be called at all, at the instant of asking.</summary>
public sealed class SuppressionCheck(DncRegister dnc, NationalRegistry registry)
{
    /// <summary>The list that the E.164 number is on, the tenant's own first; null when it may be called.</summary>
    public async ValueTask<SuppressionList?> FindAsync(string tenantId, string phone)
    {
        if (await dnc.FindAsync(tenantId, phone) is not null)
            return SuppressionList.DoNotCall;
        return registry.Contains(phone) ? SuppressionList.NationalRegistry : null;
    }
}
