using Switchboard.Storage;

namespace Switchboard.Identity;

/// <summary>The tables of tenants, people and their sessions.</summary>
public static class IdentityTables
{
    // Tenants are numbered in one row of numbers; an ordinal column wants a scope.
    private const string AllTenants = "all";

    /// <summary>One row a tenant.</summary>
    public static readonly TableSchema Tenants = new(
        "tenants",
        [
            Column.Text("id"), Column.Text("numbering"), Column.Int64("number"), Column.Text("name"), Column.Text("status"),
            Column.Text("country"), Column.Text("currency"), Column.Text("plan_tier"), Column.Timestamp("trial_expires_at"),
            Column.Timestamp("created_at"),
        ],
        key: ["id"],
        ordinal: new OrdinalColumn("number", "numbering"),
        indexes: [TableIndex.Unique("numbering", "number")]);

    /// <summary>One row a person; <c>email_key</c> is the address in lower case.</summary>
    public static readonly TableSchema Users = new(
        "users",
        [
            Column.Text("id"), Column.Text("tenant_id"), Column.Text("email"), Column.Text("email_key"), Column.Text("full_name").OrNull(),
            Column.Text("role"), Column.Boolean("is_active"), Column.Text("password_hash"), Column.Timestamp("email_verified_at").OrNull(),
            Column.Timestamp("created_at"),
        ],
        key: ["id"],
        indexes: [TableIndex.Unique("email_key"), TableIndex.On("tenant_id")]);

    /// <summary>Links mailed to verify an address: the SHA-256 of the token, never the token.</summary>
    public static readonly TableSchema EmailTokens = new(
        "email_tokens",
        [Column.Text("hash"), Column.Text("user_id"), Column.Timestamp("expires_at")],
        key: ["hash"]);

    /// <summary>Sessions ended before their token ran out. A row is needed only until then.</summary>
    public static readonly TableSchema EndedSessions = new(
        "ended_sessions",
        [Column.Text("id"), Column.Timestamp("expires_at")],
        key: ["id"],
        indexes: [TableIndex.On("expires_at")]);

    /// <summary>The form in which an address is unique.</summary>
    public static string EmailKey(string email) => email.ToLowerInvariant();

    internal static WriteSet InsertTenant(this WriteSet set, Tenant tenant) => set.Insert(Tenants, new Row
    {
        ["id"] = tenant.Id,
        ["numbering"] = AllTenants,
        ["name"] = tenant.Name,
        ["status"] = tenant.Status,
        ["country"] = tenant.Country,
        ["currency"] = tenant.Currency,
        ["plan_tier"] = tenant.PlanTier,
        ["trial_expires_at"] = tenant.TrialExpiresAt,
        ["created_at"] = tenant.CreatedAt,
    });

    internal static Tenant ReadTenant(RowReader row) => new(
        row.Text("id"),
        NumberOf(row.Int64("number")),
        row.Text("name"),
        row.Text("status"),
        row.Text("country"),
        row.Text("currency"),
        row.Text("plan_tier"),
        row.Timestamp("trial_expires_at"),
        row.Timestamp("created_at"));

    /// <summary>Ordinals start at 0, tenants at 1.</summary>
    internal static long NumberOf(long ordinal) => ordinal + 1;

    internal static WriteSet InsertUser(this WriteSet set, User user, string passwordHash) => set.Insert(Users, new Row
    {
        ["id"] = user.Id,
        ["tenant_id"] = user.TenantId,
        ["email"] = user.Email,
        ["email_key"] = EmailKey(user.Email),
        ["full_name"] = user.FullName,
        ["role"] = user.Role,
        ["is_active"] = user.IsActive,
        ["password_hash"] = passwordHash,
        ["created_at"] = user.CreatedAt,
    });

    internal static User ReadUser(RowReader row) => new(
        row.Text("id"),
        row.Text("tenant_id"),
        row.Text("email"),
        row.TextOrNull("full_name"),
        row.Text("role"),
        row.Boolean("is_active"),
        row.TimestampOrNull("email_verified_at"),
        row.Timestamp("created_at"));
}
