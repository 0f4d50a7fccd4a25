using Switchboard.Storage;

namespace Switchboard.Identity;

/// <summary>The tenants.</summary>
public sealed class TenantRegister(IStore store)
{
    /// <summary>The tenant of an id, or null.</summary>
    public ValueTask<Tenant?> FindAsync(string id) =>
        store.ReadAsync(IdentityTables.Tenants, new Row { ["id"] = id }, IdentityTables.ReadTenant);
}
