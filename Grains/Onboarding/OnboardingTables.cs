using System.Collections.Immutable;
using System.Text.Json;
using Switchboard.Storage;

namespace Switchboard.Onboarding;

/// <summary>The tables of how tenants work with providers.</summary>
public static class OnboardingTables
{
    /// <summary>One row a tenant that has chosen a mode or completed its onboarding.</summary>
    public static readonly TableSchema Onboarding = new(
        "onboarding",
        [
            Column.Text("tenant_id"), Column.Text("mode").OrNull(), Column.Timestamp("completed_at").OrNull(), Column.Timestamp("updated_at"),
        ],
        key: ["tenant_id"]);

    /// <summary>
    /// One row a credential. <c>sealed</c> is the secret in an envelope bound to tenant, provider and <c>revision</c>, which rises with every
    /// change; <c>key_id</c> names the master key that the envelope is wrapped with.
    /// </summary>
    public static readonly TableSchema Credentials = new(
        "provider_credentials",
        [
            Column.Text("tenant_id"), Column.Text("provider"), Column.Text("primary_id").OrNull(), Column.Text("hint"), Column.Json("extra"),
            Column.Blob("sealed"), Column.Text("key_id"), Column.Int64("revision"), Column.Text("validation"), Column.Text("error").OrNull(),
            Column.Timestamp("validated_at").OrNull(), Column.Timestamp("updated_at"),
        ],
        key: ["tenant_id", "provider"],
        indexes: [TableIndex.On("key_id")]);

    /// <summary>Both of them.</summary>
    public static ImmutableArray<TableSchema> All { get; } = [Onboarding, Credentials];

    internal static Credential Read(RowReader row) => new(
        row.Text("provider"),
        row.TextOrNull("primary_id"),
        row.Text("hint"),
        ReadExtra(row.Text("extra")),
        CredentialValidationExtensions.Parse(row.Text("validation")),
        row.TextOrNull("error"),
        row.TimestampOrNull("validated_at"),
        row.Timestamp("updated_at"));

    internal static string WriteExtra(ImmutableDictionary<string, string> extra) => JsonSerializer.Serialize(extra);

    internal static ImmutableDictionary<string, string> ReadExtra(string json) =>
        JsonSerializer.Deserialize<ImmutableDictionary<string, string>>(json) ?? [];
}
