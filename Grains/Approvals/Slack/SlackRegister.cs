using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Switchboard.Secrets;
using Switchboard.Storage;

namespace Switchboard.Approvals.Slack;

/// <summary>Where a tenant's approvals are posted. Not to be logged: who has the address can post there.</summary>
/// <param name="WebhookUrl">The incoming webhook.</param>
/// <param name="SigningSecret">The signing secret of the Slack app; null: messages have no buttons.</param>
public sealed record SlackChannel(string WebhookUrl, string? SigningSecret)
{
    /// <summary>Whether it is the tenant's own, rather than the installation's.</summary>
    public bool IsOwn { get; init; }

    /// <summary>When the tenant set it up; null for the installation's.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>Says nothing of the secrets.</summary>
    public override string ToString() => "(a Slack channel)";
}

/// <summary>The tenants' own Slack channels: plain rows, sealed as a whole.</summary>
public sealed partial class SlackRegister(
    IStore store, SecretBox secrets, SlackOptions options, TimeProvider time, ILogger<SlackRegister> logger)
{
    /// <summary>One row a tenant that has set Slack up.</summary>
    public static readonly TableSchema Table = new(
        "slack_channels", [Column.Text("tenant_id"), Column.Blob("sealed"), Column.Text("set_by"), Column.Timestamp("updated_at")], key: ["tenant_id"]);

    /// <summary>
    /// Where the tenant's approvals go: its own channel, or else the installation's; null for nowhere. A tenant's own channel without a signing secret is
    /// taken to be of the installation's Slack app, if that has one.
    /// </summary>
    public async ValueTask<SlackChannel?> FindAsync(string tenantId)
    {
        if (await store.ReadAsync(Table, new Row { ["tenant_id"] = tenantId }, row => Read(tenantId, row)) is { } own)
            return own with { SigningSecret = own.SigningSecret ?? options.SigningSecret };
        return options.WebhookUrl is { } url ? new SlackChannel(url, options.SigningSecret) : null;
    }

    /// <summary>Sets a tenant's channel up, or another one in its place.</summary>
    public async Task<SlackChannel> SetAsync(string tenantId, string webhookUrl, string? signingSecret, string byId)
    {
        var now = StoreTime.AsStored(time.GetUtcNow());
        var content = JsonSerializer.SerializeToUtf8Bytes(new Sealed(webhookUrl, signingSecret));
        await store.CommitAsync(new WriteSet().Upsert(Table, new Row
        {
            ["tenant_id"] = tenantId,
            ["sealed"] = secrets.Seal(PlaceOf(tenantId), content),
            ["set_by"] = byId,
            ["updated_at"] = now,
        }));
        return new SlackChannel(webhookUrl, signingSecret ?? options.SigningSecret) { IsOwn = true, UpdatedAt = now };
    }

    /// <summary>Forgets a tenant's channel; nothing when it has none.</summary>
    public async Task RemoveAsync(string tenantId) => await store.CommitAsync(new WriteSet().Delete(Table, new Row { ["tenant_id"] = tenantId }));

    private SlackChannel? Read(string tenantId, RowReader row)
    {
        try
        {
            var content = JsonSerializer.Deserialize<Sealed>(secrets.Open(PlaceOf(tenantId), row.Blob("sealed")))!;
            return new SlackChannel(content.WebhookUrl, content.SigningSecret) { IsOwn = true, UpdatedAt = row.Timestamp("updated_at") };
        }
        catch (CryptographicException e)
        {
            LogUnreadable(e, tenantId);
            return null;
        }
    }

    private static string PlaceOf(string tenantId) => $"slack_channels/{tenantId}";

    private sealed record Sealed(string WebhookUrl, string? SigningSecret);

    [LoggerMessage(LogLevel.Warning, "The Slack channel of tenant {TenantId} was sealed with another master key; it must be set up again")]
    private partial void LogUnreadable(Exception error, string tenantId);
}
